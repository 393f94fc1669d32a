"""The meeting of a panel: what is discussed in which order, who is in the room, and what is corrected afterwards."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop

from flotilla.assessment.models.assessment import Assessment
from flotilla.assessment.models.criteria import HIGHEST, Criterion
from flotilla.assessment.models.panel import Interest, Panel, Seat
from flotilla.assessment.verbs import AgendaGroup, SpendRule
from flotilla.contributions.models import Contribution
from flotilla.kit.codes import one_of, one_of_or_empty
from flotilla.kit.money import MOST, SYMBOLS
from flotilla.people.models import Person
from flotilla.programmes.models import Programme


class Meeting(models.Model):
    """When a panel comes together once all scores are in: opened, discussing one entry at a time, frozen, closed."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"currency"}

    panel = models.OneToOneField(Panel, models.PROTECT, related_name="meeting")
    places = models.PositiveSmallIntegerField(default=3)
    spends = models.CharField(max_length=6, choices=SpendRule.choices, blank=True)
    money_minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, default="GBP")
    spent_at = models.DateTimeField(null=True, blank=True)
    spent_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    drafted_at = models.DateTimeField(null=True, blank=True)
    drafted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    now = models.ForeignKey(
        "flotilla.AgendaItem", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            *one_of("meeting", currency=SYMBOLS),
            *one_of_or_empty("meeting", spends=SpendRule),
            models.CheckConstraint(condition=Q(places__gte=1), name="meeting_places"),
            models.CheckConstraint(
                condition=Q(spent_at__isnull=True, spends="")
                | Q(spent_at__isnull=False, frozen_at__lte=F("spent_at")) & ~Q(spends=""),
                name="meeting_spent_once_frozen",
            ),
            models.CheckConstraint(
                condition=Q(spends__in=["", "places"], money_minor__isnull=True)
                | Q(spends__in=["strict", "skip"], money_minor__gte=0, money_minor__lte=MOST),
                name="meeting_spends_a_sum",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | Q(frozen_at__isnull=False, frozen_at__lte=F("closed_at"), now__isnull=True),
                name="meeting_closed_once_frozen",
            ),
        )

    def __str__(self) -> str:
        return f"Meeting of {self.panel}"

    @property
    def programme(self) -> Programme:
        """The programme whose entries are judged."""
        return self.panel.programme

    @property
    def programme_id(self) -> int:
        """Its number."""
        return self.panel.programme_id


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """Entries of an agenda by who may know of them."""

    def open_to(self, person: Person) -> Self:
        """Those in which a person has no interest and which they did not write: nothing about any other is for them."""
        ties = Interest.objects.keeping_out(person)
        wrote = person.authorships.values("contribution_id")
        return self.exclude(contribution__in=ties).exclude(contribution__in=wrote)


class AgendaItem(models.Model):
    """One entry in the order in which a meeting discusses them: where the scores leave it open first."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"skip_reason"}

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="agenda_items")
    position = models.PositiveIntegerField()
    group = models.CharField(max_length=5, choices=AgendaGroup.choices)
    called_at = models.DateTimeField(null=True, blank=True)
    called_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    amount_minor = models.BigIntegerField(null=True, blank=True)
    granted_minor = models.BigIntegerField(null=True, blank=True)
    is_within = models.BooleanField(null=True, blank=True)
    skip_reason = models.CharField(max_length=600, blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ("position",)
        constraints = (
            *one_of("agenda_item", group=AgendaGroup),
            models.UniqueConstraint(fields=("meeting", "contribution"), name="agenda_item_once"),
            models.UniqueConstraint(fields=("meeting", "position"), name="agenda_position_once"),
            models.CheckConstraint(
                condition=Q(amount_minor__isnull=True)
                | Q(amount_minor__gt=0, amount_minor__lte=MOST),
                name="agenda_item_amount",
            ),
            models.CheckConstraint(
                condition=Q(granted_minor__isnull=True)
                | Q(is_within=True, granted_minor__gt=0, granted_minor__lte=F("amount_minor")),
                name="agenda_item_granted",
            ),
        )

    def __str__(self) -> str:
        return str(self.contribution)


class Presence(models.Model):
    """That somebody who sits on the panel was at its meeting, from when to when."""

    personal: ClassVar[dict[str, str]] = {"seat": gettext_noop("who was at the meeting")}
    impersonal: ClassVar[set[str]] = set()

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="presences")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="presences")
    came_at = models.DateTimeField()
    came_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    went_at = models.DateTimeField(null=True, blank=True)
    went_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("came_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "seat"), condition=Q(went_at__isnull=True), name="presence_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.seat} at {self.meeting}"

    @property
    def programme(self) -> Programme:
        """The programme whose panel meets."""
        return self.meeting.programme

    @property
    def programme_id(self) -> int:
        """Its number."""
        return self.meeting.programme_id


class Recusal(models.Model):
    """That somebody left the room while an entry in which they have an interest was discussed, and came back."""

    personal: ClassVar[dict[str, str]] = {"seat": gettext_noop("who left the room")}
    impersonal: ClassVar[set[str]] = set()

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="recusals")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="recusals")
    left_at = models.DateTimeField()
    left_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    back_at = models.DateTimeField(null=True, blank=True)
    back_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("left_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("item", "seat"), condition=Q(back_at__isnull=True), name="recusal_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.seat} outside for {self.item}"

    @property
    def contribution(self) -> Contribution:
        """The entry that was discussed meanwhile."""
        return self.item.contribution

    @property
    def contribution_id(self) -> int:
        """Its number."""
        return self.item.contribution_id


class Correction(models.Model):
    """A frozen score that was wrong: what it was, what it should be and why; two persons, and it stays to be seen."""

    personal: ClassVar[dict[str, str]] = {
        "asked_by": gettext_noop("who asked for it"),
        "settled_by": gettext_noop("who agreed to it"),
    }
    impersonal: ClassVar[set[str]] = {"reason"}

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="corrections")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="corrections")
    was = models.PositiveSmallIntegerField(null=True, blank=True)
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=600)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    is_agreed = models.BooleanField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "criterion"),
                condition=Q(settled_at__isnull=True),
                name="correction_once",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_reason"),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__lte=HIGHEST), name="correction_points"
            ),
            models.CheckConstraint(
                condition=Q(is_agreed__isnull=True, settled_at__isnull=True)
                | Q(is_agreed__isnull=False, settled_at__isnull=False),
                name="correction_settled",
            ),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True)
                | Q(asked_by__isnull=True)
                | ~Q(settled_by=F("asked_by")),
                name="correction_by_two_persons",
            ),
        )

    def __str__(self) -> str:
        return f"{self.criterion} of {self.assessment}"

    @property
    def contribution(self) -> Contribution:
        """The entry whose score it is."""
        return self.assessment.contribution

    @property
    def contribution_id(self) -> int:
        """Its number."""
        return self.assessment.contribution_id
