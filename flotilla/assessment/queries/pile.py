"""What somebody has to judge, in an order of their own, and what others said once it may be read."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from flotilla.assessment.models import Assessment, CriteriaSet, Interest, Panel, Score, Seat
from flotilla.assessment.verbs import CriterionKind, SeatPart
from flotilla.contributions.models import Contribution
from flotilla.people.models import Person

#: of the weight so much has to be answered at least, else a total would rest on too little
LEAST_ANSWERED = 0.6


def has_begun(panel: Panel) -> bool:
    """Whether assessing has begun: the criteria are frozen."""
    return CriteriaSet.objects.filter(
        programme=panel.programme_id, frozen_at__isnull=False
    ).exists()


def pile(seat: Seat, person: Person) -> list[Assessment]:
    """Return what somebody has to judge, in an order that is always the same for them and another for everybody else."""
    mine = Assessment.objects.live().of(person).filter(seat=seat).select_related("contribution")
    return sorted(mine, key=lambda one: _place(seat.pk, one.contribution_id))


def _place(seat: int, contribution: int) -> str:
    return hashlib.sha256(f"{seat}:{contribution}".encode()).hexdigest()


def next_in(waiting: Sequence[Assessment], after: Assessment) -> Assessment | None:
    """Return what comes next in a pile that is not sent yet, going round."""
    places = [one.pk for one in waiting]
    at = places.index(after.pk) + 1 if after.pk in places else 0
    around = [*waiting[at:], *waiting[:at]]
    return next((one for one in around if one.sent_at is None and one.pk != after.pk), None)


def scores_of(assessment: Assessment) -> dict[int, Score]:
    """Return what an assessment gives, by criterion."""
    return {one.criterion_id: one for one in assessment.scores.all()}


def said_by_others(assessment: Assessment, person: Person) -> "QuerySet[Assessment]":
    """Return what the others said of the entry, without who: nothing before all that are due were sent."""
    others = Assessment.objects.visible_to(person).live().exclude(pk=assessment.pk)
    of_entry = others.filter(contribution=assessment.contribution_id, sent_at__isnull=False)
    return of_entry.prefetch_related("scores__criterion").order_by("sent_at", "id")


def all_are_in(assessment: Assessment) -> bool:
    """Whether nothing that is due of an entry is still to be sent."""
    due = Assessment.objects.live().filter(contribution=assessment.contribution_id)
    return not due.filter(sent_at__isnull=True).exists()


def share_answered(criteria_set: CriteriaSet, answered: set[int]) -> float:
    """Return which share of the weight is answered; what does not apply is not."""
    weighed = [one for one in criteria_set.criteria.all() if one.kind == CriterionKind.WEIGHED]
    whole = sum(one.weight for one in weighed)
    return sum(one.weight for one in weighed if one.pk in answered) / whole if whole else 0.0


@dataclass(frozen=True)
class Load:
    """How far one seat is: how many entries it was given, how many were sent, whether it is late."""

    seat: Seat
    given: int
    sent: int
    is_late: bool

    @property
    def left(self) -> int:
        """How many are still to be sent."""
        return self.given - self.sent


def loads(panel: Panel, person: Person, *, is_over: bool) -> list[Load]:
    """Return how far each seat is, in one question: how many were sent, never what.

    An entry in which whoever asks has an interest, or which they wrote, is counted at nobody's.
    """
    live = Q(assessments__taken_away_at__isnull=True, assessments__voided_at__isnull=True)
    for hidden in (
        Interest.objects.keeping_out(person),
        person.authorships.values("contribution_id"),
    ):
        live &= ~Q(assessments__contribution__in=hidden)
    counted = (
        panel.seats.filter(Q(is_accepted=True) | Q(is_accepted__isnull=True))
        .select_related("person")
        .annotate(
            given=Count("assessments", filter=live),
            sent=Count("assessments", filter=live & Q(assessments__sent_at__isnull=False)),
        )
    )
    return [_load(one, is_over=is_over) for one in counted.order_by("left_at", "id")]


def _load(seat: Any, *, is_over: bool) -> Load:
    is_late = is_over and seat.sent < seat.given and seat.left_at is None
    return Load(seat, seat.given, seat.sent, is_late)


@dataclass(frozen=True)
class Readers:
    """One entry and those who read it."""

    contribution: Contribution
    assessments: list[Assessment]
    missing: int


def readers_of_entries(panel: Panel, entries: Iterable[Contribution]) -> list[Readers]:
    """Return entries with their readers, who are asked for in one question."""
    found = list(entries)
    rows = Assessment.objects.live().filter(contribution__in=found)
    by_entry: dict[int, list[Assessment]] = {}
    for one in rows.select_related("seat__person", "seat__panel"):
        by_entry.setdefault(one.contribution_id, []).append(one)
    return [
        Readers(one, read, max(0, panel.readers - len(read)))
        for one in found
        for read in [by_entry.get(one.pk, [])]
    ]


def ready_seats(panel: Panel) -> "QuerySet[Seat]":
    """Return the seats that can be given entries: taken, with interests said, no back-ups."""
    able = panel.seats.taken().filter(stated_at__isnull=False)
    return able.exclude(part=SeatPart.BACKUP).select_related("person").order_by("id")
