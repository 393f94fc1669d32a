"""What settles who is above the line: parts that applicants agree to, rulings of the chair, lots that anybody can draw again."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop

from flotilla.assessment.models.meeting import AgendaItem, Meeting
from flotilla.contributions.models import Contribution
from flotilla.kit.codes import one_of
from flotilla.kit.money import MOST, SYMBOLS
from flotilla.people.models import Person
from flotilla.programmes.models import Programme


class PartOffer(models.Model):
    """That an applicant was asked whether they would take a part of what they asked for, and what they said."""

    personal: ClassVar[dict[str, str]] = {"reply": gettext_noop("words to each other")}
    impersonal: ClassVar[set[str]] = {"words", "currency"}

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="part_offers")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="GBP")
    words = models.CharField(max_length=600)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    is_agreed = models.BooleanField(null=True, blank=True)
    reply = models.CharField(max_length=600, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("id",)
        constraints = (
            *one_of("part_offer", currency=SYMBOLS),
            models.UniqueConstraint(
                fields=("item",), condition=Q(answered_at__isnull=True), name="part_offer_once"
            ),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0, amount_minor__lte=MOST), name="part_offer_amount"
            ),
            models.CheckConstraint(
                condition=Q(is_agreed__isnull=True, answered_at__isnull=True)
                | Q(is_agreed__isnull=False, answered_at__isnull=False),
                name="part_offer_answered",
            ),
        )

    def __str__(self) -> str:
        return f"Part for {self.item}"

    @property
    def contribution(self) -> Contribution:
        """The entry that asks for more."""
        return self.item.contribution

    @property
    def contribution_id(self) -> int:
        """Its number."""
        return self.item.contribution_id


class Ruling(models.Model):
    """The place that the chair gave to one of several entries that nothing else could tell apart, and why."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"reason"}

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="rulings")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    reason = models.TextField()
    ruled_at = models.DateTimeField()
    ruled_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=("meeting", "contribution"), name="ruling_once"),
            models.CheckConstraint(
                condition=~Q(reason="") & Q(place__gte=1), name="ruling_has_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.place}: {self.contribution}"


class Lottery(models.Model):
    """A drawing of lots among equals: the list and the source of chance are public before, and anybody can draw again."""

    personal: ClassVar[dict[str, str]] = {
        "first_witness": gettext_noop("who watched the drawing"),
        "second_witness": gettext_noop("who watched the drawing"),
    }
    impersonal: ClassVar[set[str]] = {
        "lots", "list_hash", "salt", "source", "randomness", "result", "given_up_reason",
    }  # fmt: skip

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="lotteries")
    lots = models.TextField()
    list_hash = models.CharField(max_length=64)
    salt = models.CharField(max_length=64)
    source = models.CharField(max_length=300)
    draw_at = models.DateTimeField()
    announced_at = models.DateTimeField()
    announced_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    randomness = models.CharField(max_length=400, blank=True)
    result = models.TextField(blank=True)
    first_witness = models.CharField(max_length=120, blank=True)
    second_witness = models.CharField(max_length=120, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)
    drawn_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    given_up_at = models.DateTimeField(null=True, blank=True)
    given_up_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    given_up_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("meeting",),
                condition=Q(drawn_at__isnull=True, given_up_at__isnull=True),
                name="lottery_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(draw_at__gt=F("announced_at")) & ~Q(source="") & ~Q(lots=""),
                name="lottery_announced_before",
            ),
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True, randomness="", result="")
                | Q(drawn_at__gte=F("draw_at"), given_up_at__isnull=True)
                & ~Q(randomness="")
                & ~Q(result="")
                & ~Q(first_witness="")
                & ~Q(second_witness="")
                & ~Q(first_witness=F("second_witness")),
                name="lottery_drawn_after_with_two_witnesses",
            ),
            models.CheckConstraint(
                condition=Q(given_up_at__isnull=True)
                | Q(given_up_at__lt=F("draw_at")) & ~Q(given_up_reason=""),
                name="lottery_given_up_before",
            ),
        )

    def __str__(self) -> str:
        return f"Lots of {self.meeting}"

    @property
    def programme(self) -> Programme:
        """The programme in which lots are drawn."""
        return self.meeting.programme

    @property
    def programme_id(self) -> int:
        """Its number."""
        return self.meeting.programme_id

    def public_words(self) -> dict[str, Any]:
        """Return what was public before the drawing, as the public log digests it."""
        return {
            "lots": self.lots.splitlines(),
            "list_hash": self.list_hash,
            "source": self.source,
            "draw_at": self.draw_at.isoformat(),
        }


class Lot(models.Model):
    """Which entry a line of the list stands for, and in which place it was drawn; told when its decision is."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"code"}

    lottery = models.ForeignKey(Lottery, models.CASCADE, related_name="entries")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="+")
    code = models.CharField(max_length=32)
    place = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("place", "code")
        constraints = (
            models.UniqueConstraint(fields=("lottery", "contribution"), name="lot_once"),
            models.UniqueConstraint(fields=("lottery", "code"), name="lot_code_once"),
            models.UniqueConstraint(fields=("lottery", "place"), name="lot_place_once"),
        )

    def __str__(self) -> str:
        return self.code
