"""Merging and splitting, both of which can be undone."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from flotilla.contributions.models.contribution import Contribution, Revision
from flotilla.people.models import Person


class Merge(models.Model):
    """That one contribution was joined to another; both texts stay, all authors are credited."""

    personal: ClassVar[dict[str, str]] = {
        "objection": gettext_noop("the author's own words"),
        "objected_by": gettext_noop("who objects"),
    }
    impersonal: ClassVar[set[str]] = {"reason", "undone_reason"}

    source = models.ForeignKey(Contribution, models.CASCADE, related_name="merges")
    target = models.ForeignKey(Contribution, models.CASCADE, related_name="merges_into")
    reason = models.CharField(_("why they belong together"), max_length=300, blank=True)
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    objected_at = models.DateTimeField(null=True, blank=True)
    objected_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    objection = models.CharField(_("why it should stand alone"), max_length=600, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    undone_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("merged_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("source",),
                condition=Q(undone_at__isnull=True),
                name="merge_once",
            ),
            models.CheckConstraint(condition=~Q(source=F("target")), name="merge_with_another"),
        )

    def __str__(self) -> str:
        return f"{self.source} into {self.target}"

    @property
    def contribution(self) -> Contribution:
        """The one that this is about: what was joined."""
        return self.source

    @property
    def contribution_id(self) -> int:
        """Its number in the database, for the journal."""
        return self.source_id


class Split(models.Model):
    """That an officer made a part of a contribution stand by itself; the whole stays readable."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"reason"}

    whole = models.ForeignKey(Contribution, models.CASCADE, related_name="splits")
    reason = models.CharField(_("why it is better apart"), max_length=300, blank=True)
    split_at = models.DateTimeField()
    split_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("whole",),
                condition=Q(undone_at__isnull=True),
                name="split_once",
            ),
        )

    def __str__(self) -> str:
        return f"Split of {self.whole}"

    def public_words(self) -> dict[str, Any]:
        """Return the parts as they were made, as the public log digests them."""
        first = Revision.objects.filter(
            contribution__split_from=self.whole_id, version=1, made_at=self.split_at
        )
        parts = first.select_related("contribution__programme").order_by("contribution__number")
        return {
            "parts": [{"number": one.contribution.number, **one.public_words()} for one in parts]
        }

    @property
    def contribution(self) -> Contribution:
        """The one that this is about: the whole."""
        return self.whole

    @property
    def contribution_id(self) -> int:
        """Its number in the database, for the journal."""
        return self.whole_id


class Distinction(models.Model):
    """That an officer looked at two contributions that are alike and said that they are not the same."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = set()

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="distinctions")
    other = models.ForeignKey(Contribution, models.CASCADE, related_name="+")
    told_apart_at = models.DateTimeField()
    told_apart_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("contribution", "other"), name="distinction_once"),
            models.CheckConstraint(
                condition=Q(contribution__lt=F("other")), name="distinction_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.contribution} is not {self.other}"
