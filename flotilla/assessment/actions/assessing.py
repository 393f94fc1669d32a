"""Judging one entry: free of interest, scored, kept as a draft, sent, changed in the open, made void."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from flotilla.assessment.actions import meeting_refusals, refusals
from flotilla.assessment.models import (
    Assessment,
    CriteriaSet,
    Meeting,
    Presence,
    Score,
    Scorecard,
)
from flotilla.assessment.queries import all_are_in, criteria_set_of, share_answered
from flotilla.assessment.queries.pile import LEAST_ANSWERED
from flotilla.assessment.verbs import Verb
from flotilla.contributions.actions.standing import locked
from flotilla.journal.actions import record
from flotilla.people.models import Person

LONGEST = 4_000


@dataclass(frozen=True)
class Given:
    """What is given to one criterion: points, or that it does not apply, or nothing yet; and why."""

    points: int | None = None
    is_na: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Said:
    """What an assessor says of an entry: by criterion, to the entrant, and to the panel."""

    scores: Mapping[int, Given]
    for_entrant: str = ""
    for_panel: str = ""


@transaction.atomic
def say_no_interest(assessment: Assessment, *, by: Person, at: datetime) -> Assessment:
    """Say that one has no interest in this entry; only then its words are shown. Posted twice it is done once. Raises NotYours."""
    held = _held(assessment, by)
    if held.cleared_at is None:
        held.cleared_at, held.cleared_by = at, by
        held.save(update_fields=["cleared_at", "cleared_by"])
        record(Verb.NO_INTEREST, held, by=by, at=at)
    return held


@transaction.atomic
def save_assessment(assessment: Assessment, *, said: Said, by: Person, at: datetime) -> Assessment:
    """Keep a draft, however little it is. Raises NotYours, InterestNotSaid, AlreadySent, BadScore, NothingElse, Decided."""
    held = _held(assessment, by)
    criteria_set = _open(held)
    if held.sent_at is not None:
        raise refusals.AlreadySent
    _write(held, criteria_set, said)
    held.saved_at, held.saved_by = at, by
    held.save(update_fields=["for_entrant", "for_panel", "saved_at", "saved_by"])
    record(Verb.SAVED, held, by=by, at=at)
    return held


@transaction.atomic
def send_assessment(
    assessment: Assessment, *, said: Said, why: str = "", by: Person, at: datetime
) -> Assessment:
    """Send an assessment, or change one that was sent. Every version is kept; once all are in, a change says why.

    In the meeting of the panel that is the scoring of the entry now discussed. Raises NotYours, InterestNotSaid, BadScore,
    NothingElse, NotAnswered, TooLittleAnswered, ReasonMissing, NoWhy, Decided, ScoresFrozen, NotThere, NotDiscussed.
    """
    held = _held(assessment, by)
    criteria_set = _open(held)
    _refuse_outside_the_meeting(held)
    _complete(criteria_set, said)
    was_sent = held.sent_at is not None
    if was_sent and all_are_in(held) and not why.strip():
        raise refusals.NoWhy
    _write(held, criteria_set, said)
    held.saved_at, held.saved_by = at, by
    if not was_sent:
        held.sent_at, held.sent_by = at, by
    held.save(
        update_fields=["for_entrant", "for_panel", "saved_at", "saved_by", "sent_at", "sent_by"]
    )
    number = card_of(held, why=why, by=by, at=at)
    record(Verb.CHANGED if was_sent else Verb.SENT, held, by=by, at=at, version=number)
    return held


def card_of(assessment: Assessment, *, why: str, by: Person, at: datetime) -> int:
    """Keep what an assessment says now as its newest version, with why it was changed. Returns its number."""
    number = assessment.scorecards.count() + 1
    rows = assessment.scores.order_by("criterion_id").values(
        "criterion", "points", "is_na", "reason"
    )
    Scorecard.objects.create(
        assessment=assessment,
        number=number,
        scores=list(rows),
        for_entrant=assessment.for_entrant,
        for_panel=assessment.for_panel,
        reason=why.strip()[:600],
        made_at=at,
        made_by=by,
    )
    return number


def _refuse_outside_the_meeting(assessment: Assessment) -> None:
    """Once the panel meets, scores change by whoever is there, of the entry now discussed, until they are frozen."""
    meeting = Meeting.objects.filter(panel=assessment.seat.panel_id).select_related("now").first()
    if meeting is None:
        return
    if meeting.frozen_at is not None:
        raise meeting_refusals.ScoresFrozen
    if not Presence.objects.filter(
        meeting=meeting, seat=assessment.seat_id, went_at__isnull=True
    ).exists():
        raise meeting_refusals.NotThere
    if meeting.now is None or meeting.now.contribution_id != assessment.contribution_id:
        raise meeting_refusals.NotDiscussed


def _held(assessment: Assessment, by: Person) -> Assessment:
    """Hold the entry and then the assessment, if it still is this person's to make. Raises NotYours."""
    entry = locked(assessment.contribution)
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    mine = Assessment.objects.live().of(by).select_related("seat__panel__programme")
    held = mine.filter(pk=assessment.pk).first()
    if held is None or held.seat.left_at is not None:
        raise refusals.NotYours
    held.contribution = entry
    return held


def _open(assessment: Assessment) -> CriteriaSet:
    """Return the frozen criteria by which this is judged, while it still can be."""
    if assessment.cleared_at is None:
        raise refusals.InterestNotSaid
    if assessment.contribution.decided_at is not None:
        raise refusals.Decided
    found = criteria_set_of(assessment.seat.programme)
    if found is None or found.frozen_at is None:
        raise refusals.NotBegun
    return found


def _write(assessment: Assessment, criteria_set: CriteriaSet, said: Said) -> None:
    """Write scores and comments down; what is outside the scale or no criterion is refused."""
    names = {one.pk: one.name for one in criteria_set.criteria.all()}
    for key, one in said.scores.items():
        if key not in names:
            raise refusals.NothingElse
        if not _fits(one, criteria_set):
            raise refusals.BadScore(
                name=names[key], lowest=criteria_set.lowest, highest=criteria_set.highest, key=key
            )
    assessment.for_entrant = said.for_entrant.strip()[:LONGEST]
    assessment.for_panel = said.for_panel.strip()[:LONGEST]
    rows = [
        Score(
            assessment=assessment,
            criterion_id=key,
            points=one.points,
            is_na=one.is_na,
            reason=one.reason.strip()[:LONGEST],
        )
        for key, one in said.scores.items()
    ]
    Score.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["assessment", "criterion"],
        update_fields=["points", "is_na", "reason"],
    )


def _fits(given: Given, criteria_set: CriteriaSet) -> bool:
    """Whole points of the scale, or none; NaN, fractions and True are no points."""
    if given.points is None:
        return True
    return type(given.points) is int and not given.is_na and given.points in criteria_set.points


def _complete(criteria_set: CriteriaSet, said: Said) -> None:
    """Refuse what cannot be sent: a criterion left open, too little that applies, a low score without a reason."""
    criteria = list(criteria_set.criteria.all())
    open_ones = [one for one in criteria if not _answered(said.scores.get(one.pk))]
    if open_ones:
        raise refusals.NotAnswered(names=", ".join(one.name for one in open_ones))
    answered = {key for key, one in said.scores.items() if one.points is not None}
    if share_answered(criteria_set, answered) < LEAST_ANSWERED:
        raise refusals.TooLittleAnswered(least=round(LEAST_ANSWERED * 100))
    below = criteria_set.reason_below
    for one in criteria:
        given = said.scores[one.pk]
        is_low = below is not None and given.points is not None and given.points < below
        if is_low and not given.reason.strip():
            raise refusals.ReasonMissing(name=one.name, points=below, key=one.pk)


def _answered(given: Given | None) -> bool:
    return given is not None and (given.is_na or given.points is not None)
