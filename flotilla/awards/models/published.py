"""What everybody may read of an award, in the terms of the 360Giving standard."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from flotilla.awards.models.award import Award
from flotilla.awards.verbs import RecipientKind
from flotilla.bodies.models import Body
from flotilla.kit.codes import one_of
from flotilla.kit.money import Money
from flotilla.people.models import Person


class PublishedAwardQuerySet(models.QuerySet["PublishedAward"]):
    """Awards that are public; there are no others here."""

    def visible_to(self, person: Person | None) -> Self:
        """All of them, whoever asks."""
        return self.all()

    def newest(self) -> Self:
        """The newest award first."""
        return self.order_by("-awarded_on", "-pk")


class PublishedAward(models.Model):
    """One award as everybody may read it: one of ours once it was accepted, or one that a file brought.

    A person who is given an award stands here without their name.
    """

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {
        "identifier", "title", "description", "currency", "recipient_ref", "recipient_name", "funder_ref", "funder_name", "facts",
    }  # fmt: skip

    body = models.ForeignKey(Body, models.PROTECT, related_name="published_awards")
    award = models.OneToOneField(
        Award, models.PROTECT, null=True, blank=True, related_name="publication"
    )
    identifier = models.CharField(max_length=160)
    title = models.CharField(max_length=300)
    description = models.TextField()
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    awarded_on = models.DateField(_("awarded on"))
    recipient_kind = models.CharField(max_length=12, choices=RecipientKind.choices)
    recipient_ref = models.CharField(max_length=160)
    recipient_name = models.CharField(max_length=300)
    funder_ref = models.CharField(max_length=160)
    funder_name = models.CharField(max_length=300)
    facts = models.JSONField(default=dict)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = PublishedAwardQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            *one_of("published_award", recipient_kind=RecipientKind),
            models.UniqueConstraint(fields=("body", "identifier"), name="published_award_once"),
            models.CheckConstraint(
                condition=Q(amount_minor__gte=0), name="published_award_not_negative"
            ),
        )
        indexes = (
            models.Index(fields=("body", "-awarded_on", "-id"), name="published_award_newest"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def money(self) -> Money:
        """What it comes to."""
        return Money(self.amount_minor, self.currency)

    def said(self) -> dict[str, Any]:
        """What stands before everybody, to compare two publications of one award."""
        names = (
            "title", "description", "currency", "amount_minor", "awarded_on", "recipient_kind", "recipient_ref", "recipient_name",
            "funder_ref", "funder_name", "facts",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}
