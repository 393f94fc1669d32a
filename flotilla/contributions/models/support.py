"""Support and following."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from flotilla.contributions.models.contribution import Contribution
from flotilla.people.models import Person
from flotilla.programmes.models import Programme


class Support(models.Model):
    """That a person supports a contribution: one a person, and it can be taken back."""

    personal: ClassVar[dict[str, str]] = {"person": gettext_noop("so that each counts once")}
    impersonal: ClassVar[set[str]] = set()

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="supports")
    person = models.ForeignKey(Person, models.CASCADE, related_name="supports")
    supported_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("contribution", "person"), name="support_once"),
        )

    def __str__(self) -> str:
        return f"{self.person} supports {self.contribution}"


class Follow(models.Model):
    """That a person wants to hear of a contribution, or of everything in a programme."""

    personal: ClassVar[dict[str, str]] = {"person": gettext_noop("to write to them")}
    impersonal: ClassVar[set[str]] = set()

    person = models.ForeignKey(Person, models.CASCADE, related_name="follows")
    contribution = models.ForeignKey(
        Contribution, models.CASCADE, null=True, blank=True, related_name="follows"
    )
    programme = models.ForeignKey(
        Programme, models.CASCADE, null=True, blank=True, related_name="follows"
    )
    followed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "contribution"),
                condition=Q(contribution__isnull=False),
                name="follow_contribution_once",
            ),
            models.UniqueConstraint(
                fields=("person", "programme"),
                condition=Q(programme__isnull=False),
                name="follow_programme_once",
            ),
            models.CheckConstraint(
                condition=Q(contribution__isnull=True, programme__isnull=False)
                | Q(contribution__isnull=False, programme__isnull=True),
                name="follow_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} follows {self.contribution or self.programme}"
