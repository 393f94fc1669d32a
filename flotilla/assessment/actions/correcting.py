"""Correcting a score after the scores were frozen: with a reason, by two persons, and never unseen."""

from datetime import datetime

from django.db import transaction

from flotilla.assessment.actions import meeting_refusals, refusals
from flotilla.assessment.actions.assessing import card_of
from flotilla.assessment.models import Assessment, Correction, Criterion, Meeting, Score
from flotilla.assessment.queries import criteria_set_of
from flotilla.assessment.verbs import Verb
from flotilla.contributions.actions.standing import locked
from flotilla.journal.actions import record
from flotilla.people.models import Person


@transaction.atomic
def ask_correction(
    assessment: Assessment,
    criterion: Criterion,
    *,
    points: int | None,
    reason: str,
    by: Person,
    at: datetime,
) -> Correction:
    """Ask for a frozen score to be corrected; None says that the criterion does not apply.

    Raises NotFrozen, Decided, NoReason, BadScore, NothingElse, NothingCorrected, CorrectionOpen.
    """
    held = _held(assessment)
    criteria_set = criteria_set_of(held.seat.programme)
    if criteria_set is None or criterion.criteria_set_id != criteria_set.pk:
        raise refusals.NothingElse
    if points is not None and (type(points) is not int or points not in criteria_set.points):
        raise refusals.BadScore(
            name=criterion.name,
            lowest=criteria_set.lowest,
            highest=criteria_set.highest,
            key=criterion.pk,
        )
    if not reason.strip():
        raise meeting_refusals.NoReason
    if held.corrections.filter(criterion=criterion, settled_at__isnull=True).exists():
        raise meeting_refusals.CorrectionOpen
    score = held.scores.filter(criterion=criterion).first()
    if score is None or score.points == points:
        raise meeting_refusals.NothingCorrected
    correction = Correction.objects.create(
        assessment=held,
        criterion=criterion,
        was=score.points,
        points=points,
        reason=reason.strip()[:600],
        asked_at=at,
        asked_by=by,
    )
    record(Verb.CORRECTION_ASKED, correction, by=by, at=at)
    return correction


@transaction.atomic
def agree_correction(correction: Correction, *, by: Person, at: datetime) -> Correction:
    """Agree to a correction as a second person: the score changes, and what it was stays. Raises Decided, OwnCorrection. Posted twice it is done once."""
    assessment, held = _open(correction, by)
    if held.settled_at is not None:
        return held
    held.is_agreed, held.settled_at, held.settled_by = True, at, by
    held.save(update_fields=["is_agreed", "settled_at", "settled_by"])
    Score.objects.filter(assessment=assessment, criterion=held.criterion_id).update(
        points=held.points, is_na=held.points is None
    )
    card_of(assessment, why=held.reason, by=by, at=at)
    record(Verb.CORRECTION_AGREED, held, by=by, at=at)
    return held


@transaction.atomic
def refuse_correction(correction: Correction, *, by: Person, at: datetime) -> Correction:
    """Refuse a correction: the score stays. Raises Decided, OwnCorrection. Posted twice it is done once."""
    _assessment, held = _open(correction, by)
    if held.settled_at is None:
        held.is_agreed, held.settled_at, held.settled_by = False, at, by
        held.save(update_fields=["is_agreed", "settled_at", "settled_by"])
        record(Verb.CORRECTION_REFUSED, held, by=by, at=at)
    return held


def _held(assessment: Assessment) -> Assessment:
    """Hold an entry and an assessment of it whose scores are frozen. Raises NotFrozen, Decided."""
    entry = locked(assessment.contribution)
    rows = Assessment.objects.select_for_update(of=("self",)).live()
    held = rows.select_related("seat__panel__programme").filter(pk=assessment.pk).first()
    frozen = Meeting.objects.filter(panel=assessment.seat.panel_id, frozen_at__isnull=False)
    if held is None or not frozen.exists():
        raise meeting_refusals.NotFrozen
    if entry.decided_at is not None:
        raise refusals.Decided
    held.contribution = entry
    return held


def _open(correction: Correction, by: Person) -> tuple[Assessment, Correction]:
    if correction.asked_by_id == by.pk:
        raise meeting_refusals.OwnCorrection
    assessment = _held(correction.assessment)
    held = Correction.objects.select_for_update(of=("self",)).get(pk=correction.pk)
    held.assessment = assessment
    return assessment, held
