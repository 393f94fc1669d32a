"""Who reads which entry, what they said of it, and every version of what they said."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_noop

from flotilla.assessment.models.criteria import HIGHEST, Criterion
from flotilla.assessment.models.panel import Interest, Seat
from flotilla.bodies.rules import where_may
from flotilla.contributions.models import Contribution
from flotilla.people.models import Person
from flotilla.programmes.models import Programme


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Assessments by whether they count, and by who may read them."""

    def live(self) -> Self:
        """Those that count: not taken away, not void; of who has left only what was sent, so that leaving shifts no mean."""
        standing = self.filter(taken_away_at__isnull=True, voided_at__isnull=True)
        return standing.filter(Q(seat__left_at__isnull=True) | Q(sent_at__isnull=False))

    def waiting(self) -> Self:
        """Those that somebody still has to send, and can: an entry in which they may have an interest is hidden from them."""
        tied = Interest.objects.standing().filter(
            seat=OuterRef("seat"), contribution=OuterRef("contribution")
        )
        return self.live().filter(sent_at__isnull=True).exclude(Exists(tied))

    def of(self, person: Person) -> Self:
        """A person's own, but for entries in which they have an interest."""
        own = self.filter(seat__person=person)
        return own.exclude(contribution__in=Interest.objects.keeping_out(person))

    def visible_to(self, person: Person | None) -> Self:
        """A person's own; those of others only when all that are due of the entry were sent, and never with an interest in it.

        Nobody reads what was said of their own entry here, and the chair and the officers no sooner than everybody else.
        """
        if person is None or not person.is_authenticated:
            return self.none()
        ties = Interest.objects.keeping_out(person)
        wrote = person.authorships.values("contribution_id")
        waiting = Assessment.objects.live().filter(
            contribution=OuterRef("contribution"), sent_at__isnull=True
        )
        sits = Seat.objects.taken().filter(person=person, stated_at__isnull=False)
        near = Q(seat__panel__in=sits.values("panel_id"))
        if runs := where_may(person, "run_programmes"):
            near |= Q(seat__panel__programme__in=Programme.objects.owned_by_any(runs))
        done = self.model.objects.live().filter(near, sent_at__isnull=False)
        complete = done.exclude(Exists(waiting)).values("pk")
        readable = self.filter(Q(seat__person=person) | Q(pk__in=complete))
        return readable.exclude(contribution__in=ties).exclude(contribution__in=wrote)


class Assessment(models.Model):
    """One assessor's reading of one entry: given to them, free of interest, scored, sent, and changed in the open."""

    personal: ClassVar[dict[str, str]] = {
        "seat": gettext_noop("who judges"),
        "for_entrant": gettext_noop("what the entrant is told"),
        "for_panel": gettext_noop("what the panel is told"),
    }
    impersonal: ClassVar[set[str]] = {"void_reason"}

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="assessments")
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="assessments")
    by_hand = models.BooleanField(default=False)
    allotted_at = models.DateTimeField()
    allotted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    taken_away_at = models.DateTimeField(null=True, blank=True)
    taken_away_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    for_entrant = models.TextField(blank=True)
    for_panel = models.TextField(blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    void_reason = models.CharField(max_length=12, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("seat", "contribution"), name="assessment_once"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True)
                | Q(cleared_at__isnull=False, cleared_at__lte=F("sent_at")),
                name="assessment_free_of_interest_before_sent",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | ~Q(void_reason=""),
                name="assessment_void_has_reason",
            ),
        )
        indexes = (models.Index(fields=("contribution", "sent_at"), name="assessment_of_entry"),)

    def __str__(self) -> str:
        return f"{self.seat} on {self.contribution}"


class Score(models.Model):
    """What one assessment gives one criterion: points, or that it does not apply, and why."""

    personal: ClassVar[dict[str, str]] = {
        "assessment": gettext_noop("who judges"),
        "reason": gettext_noop("why, in their own words"),
    }
    impersonal: ClassVar[set[str]] = set()

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    is_na = models.BooleanField(default=False)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("criterion__position", "id")
        constraints = (
            models.UniqueConstraint(fields=("assessment", "criterion"), name="score_once"),
            models.CheckConstraint(
                condition=Q(points__isnull=True)
                | Q(points__gte=0, points__lte=HIGHEST, is_na=False),
                name="score_points_or_not_applicable",
            ),
        )

    def __str__(self) -> str:
        return f"{self.criterion}: {'–' if self.points is None else self.points}"


class Scorecard(models.Model):
    """What an assessment said each time that it was sent, kept as it was, with why it was changed."""

    personal: ClassVar[dict[str, str]] = {
        "assessment": gettext_noop("who judges"),
        "scores": gettext_noop("what they gave, and why in their own words"),
        "for_entrant": gettext_noop("what the entrant is told"),
        "for_panel": gettext_noop("what the panel is told"),
        "reason": gettext_noop("why it was changed"),
    }
    impersonal: ClassVar[set[str]] = set()

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="scorecards")
    number = models.PositiveSmallIntegerField()
    scores = models.JSONField(default=list)
    for_entrant = models.TextField(blank=True)
    for_panel = models.TextField(blank=True)
    reason = models.CharField(max_length=600, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("assessment", "number"), name="scorecard_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.assessment}, {self.number}"
