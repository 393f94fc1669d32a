"""What is to be looked into about whoever applies, before any money is promised."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from flotilla.awards.verbs import FlagSection, FlagState
from flotilla.bodies.rules import where_may
from flotilla.contributions.models import Contribution
from flotilla.kit.codes import one_of
from flotilla.people.models import Person


class FlagQuerySet(models.QuerySet["Flag"]):
    """Flags by whether they stand in the way and by who may see them."""

    def visible_to(self, person: Person | None) -> Self:
        """Those of bodies in which the person gives awards; nobody else ever sees one."""
        if person is None or not person.is_authenticated:
            return self.none()
        return self.filter(contribution__body__in=where_may(person, "award"))

    def in_the_way(self) -> Self:
        """Those because of which no award is offered: raised or stopped, not resolved."""
        return self.exclude(state=FlagState.RESOLVED)

    def stopped(self) -> Self:
        """Those that stop an award altogether."""
        return self.filter(state=FlagState.STOPPED)


class Flag(models.Model):
    """A due-diligence question about one application: raised, then resolved, or stopped so that nothing is awarded."""

    personal: ClassVar[dict[str, str]] = {
        "reason": gettext_noop("what is looked into; may name people"),
        "words": gettext_noop("what was found; may name people"),
    }
    impersonal: ClassVar[set[str]] = {"section", "team", "state"}

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="flags")
    section = models.CharField(_("about"), max_length=12, choices=FlagSection.choices)
    team = models.CharField(_("team that looks into it"), max_length=80)
    reason = models.CharField(_("what is to be looked into, and why"), max_length=600)
    state = models.CharField(max_length=10, choices=FlagState.choices, default=FlagState.RAISED)
    words = models.CharField(_("what was found"), max_length=600, blank=True)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ("raised_at", "id")
        constraints = (
            *one_of("flag", section=FlagSection, state=FlagState),
            models.CheckConstraint(
                condition=Q(state=FlagState.RAISED, settled_at__isnull=True)
                | (~Q(state=FlagState.RAISED) & Q(settled_at__isnull=False) & ~Q(words="")),
                name="flag_settled_with_words",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(team=""), name="flag_says_what_and_who"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_section_display()}: {self.contribution}"
