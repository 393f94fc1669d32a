"""Whether an entry goes on to a heat."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from flotilla.contributions.models import Contribution
from flotilla.kit.codes import one_of
from flotilla.people.models import Person
from flotilla.prizes.verbs import Outcome
from flotilla.programmes.models import Programme


class PassingQuerySet(models.QuerySet["Passing"]):
    """Passings by what was decided and who may read the reason."""

    def final(self) -> Self:
        """Those that say yes or no; what waits to be mended is not decided."""
        return self.exclude(outcome=Outcome.MEND)

    def on(self) -> Self:
        """Those by which an entry went on."""
        return self.filter(outcome=Outcome.ON)


class Passing(models.Model):
    """That an entry went on to a heat, did not, or must be mended first: decided by whom, and why."""

    personal: ClassVar[dict[str, str]] = {
        "words": gettext_noop("said to the person"),
        "passed_by": gettext_noop("who decided it"),
        "mended_by": gettext_noop("who mended it"),
    }
    impersonal: ClassVar[set[str]] = {"heat"}

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="passings")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="passings")
    heat = models.CharField(max_length=30)
    outcome = models.CharField(max_length=4, choices=Outcome.choices)
    words = models.CharField(_("reason"), max_length=600)
    passed_at = models.DateTimeField()
    passed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    mend_until = models.DateTimeField(null=True, blank=True)
    mended_at = models.DateTimeField(null=True, blank=True)
    mended_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = PassingQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            *one_of("passing", outcome=Outcome),
            models.UniqueConstraint(
                fields=("contribution", "heat"),
                condition=~Q(outcome=Outcome.MEND),
                name="passing_once",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="passing_has_reason"),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.MEND) | Q(mend_until__isnull=False),
                name="passing_mended_until_a_day",
            ),
            models.CheckConstraint(
                condition=Q(mended_at__isnull=True) | Q(mend_until__isnull=False),
                name="passing_mended_if_asked",
            ),
        )
        indexes = (models.Index(fields=("programme", "heat", "outcome"), name="passing_counted"),)

    def __str__(self) -> str:
        return f"{self.contribution}: {self.heat} {self.outcome}"
