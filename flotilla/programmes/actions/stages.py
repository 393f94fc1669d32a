"""The dates of the stages: planned freely before opening, moved with a public reason after."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from flotilla.journal.actions import record
from flotilla.people.models import Person
from flotilla.programmes import queries
from flotilla.programmes.actions import refusals
from flotilla.programmes.actions.locking import locked_draft, locked_underway
from flotilla.programmes.models import Programme, Rescheduling, Stage
from flotilla.programmes.queries import Times
from flotilla.programmes.verbs import Verb


@transaction.atomic
def plan_dates(
    programme: Programme, *, times: Iterable[Times], by: Person | None, at: datetime
) -> Programme:
    """Set when the stages open and close, before the programme has opened.

    Raises AlreadyOpen, EndsBeforeItBegins, OutOfOrder, DoubtfulHour.
    """
    held = locked_draft(programme)
    stages = {stage.code: stage for stage in held.stages.all()}
    for one in times:
        stage = stages[one.code]
        stage.opens_at, stage.closes_at = one.opens_at, one.closes_at
        stage.note = stage.note if one.note is None else one.note.strip()
    for stage in stages.values():
        _check(stage)
    _check_order(stages.values())
    Stage.objects.bulk_update(stages.values(), ["opens_at", "closes_at", "note"])
    record(Verb.CHANGED, held, by=by, at=at, fields=["dates"])
    return held


@transaction.atomic
def move_date(
    stage: Stage,
    *,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    reason: str,
    note: str | None = None,
    by: Person | None,
    at: datetime,
) -> Stage:
    """Move when a stage opens or closes (None leaves it), with a reason that everyone reads; the stages after it stay.

    What has happened cannot be moved, and nothing can be moved into the past. Raises NotOpen,
    AlreadyClosed, NoReason, NothingChanged, PastMoment, EndsBeforeItBegins, OutOfOrder, DoubtfulHour.
    """
    programme = locked_underway(stage.programme)
    held = Stage.objects.select_for_update().select_related("programme__body").get(pk=stage.pk)
    if not reason.strip():
        raise refusals.NoReason
    opens_was, closes_was = held.opens_at, held.closes_at
    _move(held, opens_at, closes_at, at)
    if note is not None:
        held.note = note.strip()
    if (held.opens_at, held.closes_at) == (opens_was, closes_was):
        raise refusals.NothingChanged
    _check(held)
    others = programme.stages.exclude(pk=held.pk)
    _check_order(sorted([*others, held], key=lambda one: one.position))
    held.save(update_fields=["opens_at", "closes_at", "note"])
    moved = Rescheduling(stage=held, opens_was=opens_was, closes_was=closes_was, reason=reason.strip())  # fmt: skip
    moved.opens_at, moved.closes_at = held.opens_at, held.closes_at
    moved.rescheduled_at, moved.rescheduled_by = at, by
    moved.save()
    record(Verb.RESCHEDULED, held, by=by, at=at, stage=held.code, rescheduling=moved.pk)
    return held


def _move(
    stage: Stage, opens_at: datetime | None, closes_at: datetime | None, at: datetime
) -> None:
    for name, new in (("opens_at", opens_at), ("closes_at", closes_at)):
        old = getattr(stage, name)
        if new is None or new == old:
            continue
        if (old is not None and old <= at) or new < at:
            raise refusals.PastMoment
        setattr(stage, name, new)


def _check(stage: Stage) -> None:
    if stage.opens_at and stage.closes_at and stage.closes_at <= stage.opens_at:
        raise refusals.EndsBeforeItBegins
    zone = stage.programme.body.zone
    for moment in (stage.opens_at, stage.closes_at):
        if moment is not None and not queries.happens_once(moment, zone):
            raise refusals.DoubtfulHour


def _check_order(stages: Iterable[Stage]) -> None:
    before: datetime | None = None
    for stage in stages:
        if stage.opens_at is None:
            continue
        if before is not None and stage.opens_at < before:
            raise refusals.OutOfOrder(stage=str(stage.plan))
        before = stage.opens_at
