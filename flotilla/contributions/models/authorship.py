"""Who made a contribution."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from flotilla.contributions.models.contribution import Contribution
from flotilla.contributions.verbs import Credit
from flotilla.kit.codes import one_of, one_of_or_empty
from flotilla.people.models import Person
from flotilla.people.verbs import Sector


class Authorship(models.Model):
    """That somebody is credited with a contribution, how they are shown, and for what."""

    personal: ClassVar[dict[str, str]] = {
        "person": gettext_noop("who it is"),
        "byline": gettext_noop("how they are shown"),
        "did": gettext_noop("what they added"),
        "sector": gettext_noop("by their own choice"),
    }
    impersonal: ClassVar[set[str]] = {"credit"}

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="authorships")
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="authorships"
    )
    credit = models.CharField(max_length=10, choices=Credit.choices, default=Credit.AUTHOR)
    byline = models.CharField(_("shown as"), max_length=120, blank=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector.choices, blank=True)
    did = models.CharField(_("what you added"), max_length=200, blank=True)
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)
    left_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("joined_at", "id")
        constraints = (
            *one_of("authorship", credit=Credit),
            *one_of_or_empty("authorship", sector=Sector),
            models.UniqueConstraint(
                fields=("contribution", "person"),
                condition=Q(person__isnull=False, left_at__isnull=True),
                name="authorship_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.byline or self.person} of {self.contribution}"


class CoauthorInvitation(models.Model):
    """That an author asked somebody, by e-mail, to be a co-author; or somebody asked to join."""

    personal: ClassVar[dict[str, str]] = {
        "email": gettext_noop("to invite them"),
        "asked_by": gettext_noop("who asks"),
        "message": gettext_noop("words to each other"),
    }
    impersonal: ClassVar[set[str]] = set()

    contribution = models.ForeignKey(
        Contribution, models.CASCADE, related_name="coauthor_invitations"
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    asked_by = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="asked_to_join"
    )
    message = models.CharField(_("a word to them"), max_length=300, blank=True)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    accepted = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                "contribution",
                condition=Q(settled_at__isnull=True) & ~Q(email=""),
                name="coauthor_invited_once",
            ),
            models.UniqueConstraint(
                fields=("contribution", "asked_by"),
                condition=Q(settled_at__isnull=True, asked_by__isnull=False),
                name="coauthor_asking_once",
            ),
            models.CheckConstraint(
                condition=Q(accepted__isnull=True) | Q(settled_at__isnull=False),
                name="coauthor_settled_at",
            ),
        )

    def __str__(self) -> str:
        return f"Invitation to {self.contribution}"
