"""What a panel recommends about an entry, and how each of its members voted."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_noop

from flotilla.assessment.models.meeting import AgendaItem
from flotilla.assessment.models.panel import Interest, Seat
from flotilla.assessment.verbs import PanelChoice
from flotilla.contributions.models import Contribution
from flotilla.kit.codes import one_of
from flotilla.people.models import Person


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Recommendations by whether they count."""

    def current(self) -> Self:
        """The one vote of each entry that was not held again."""
        return self.filter(dropped_at__isnull=True)

    def standing(self) -> Self:
        """Those that were voted with their quorum, by nobody in whom an interest was found later."""
        tied = Interest.objects.standing().filter(
            seat=OuterRef("seat"), contribution=OuterRef("recommendation__item__contribution")
        )
        spoilt = PanelVote.objects.filter(Exists(tied), recommendation=OuterRef("pk"))
        return self.current().filter(closed_at__isnull=False).exclude(Exists(spoilt))


class Recommendation(models.Model):
    """What the panel says of one entry: put to the vote, with its quorum, the count, the result and the reason."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"reason"}

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="recommendations")
    quorum = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    yes = models.PositiveSmallIntegerField(default=0)
    no = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    is_recommended = models.BooleanField(null=True, blank=True)
    reason = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("item",), condition=Q(dropped_at__isnull=True), name="recommendation_once"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, is_recommended__isnull=True)
                | Q(closed_at__isnull=False, is_recommended=True, yes__gt=F("no"))
                | Q(closed_at__isnull=False, is_recommended=False, yes__lte=F("no")),
                name="recommendation_by_majority",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | Q(quorum__lte=F("yes") + F("no") + F("abstained")) & ~Q(reason=""),
                name="recommendation_has_quorum",
            ),
        )

    def __str__(self) -> str:
        return f"Recommendation on {self.item}"

    @property
    def contribution(self) -> Contribution:
        """The entry that was voted on."""
        return self.item.contribution

    @property
    def contribution_id(self) -> int:
        """Its number."""
        return self.item.contribution_id


class PanelVote(models.Model):
    """How one member of a panel voted on one entry; nobody votes where they have an interest."""

    personal: ClassVar[dict[str, str]] = {"seat": gettext_noop("who voted")}
    impersonal: ClassVar[set[str]] = set()

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="votes")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="votes")
    choice = models.CharField(max_length=7, choices=PanelChoice.choices)
    cast_at = models.DateTimeField()
    cast_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("seat_id",)
        constraints = (
            *one_of("panel_vote", choice=PanelChoice),
            models.UniqueConstraint(fields=("recommendation", "seat"), name="panel_vote_once"),
        )

    def __str__(self) -> str:
        return f"{self.seat}: {self.choice}"

    @property
    def contribution(self) -> Contribution:
        """The entry that is voted on."""
        return self.recommendation.contribution

    @property
    def contribution_id(self) -> int:
        """Its number."""
        return self.recommendation.contribution_id
