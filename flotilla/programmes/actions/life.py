"""The turns in the life of a programme: opening, pausing, resuming, closing."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from flotilla.journal.actions import record
from flotilla.people.models import Person
from flotilla.programmes import queries, recipes
from flotilla.programmes.actions import refusals
from flotilla.programmes.actions.gates import confirmations, unlock
from flotilla.programmes.actions.locking import locked_draft, locked_underway
from flotilla.programmes.models import Closure, Opening, Pause, Programme, Stage
from flotilla.programmes.verbs import INTAKE, Verb

NOTHING: Mapping[str, str] = {}


@transaction.atomic
def open(
    programme: Programme,
    *,
    findings: Iterable[queries.Finding] = (),
    overrides: Mapping[str, str] = NOTHING,
    confirmed: Collection[str] = (),
    by: Person | None,
    at: datetime,
) -> Opening:
    """Open a programme: from here on people can see it, and its recipe and its promise are frozen.

    It needs a signed promise, a sponsor, a host, a delivery owner, dates, a lawful basis and a time for what
    its form asks, and a reason if it is not public, whatever its recipe says; the other conditions of its gate may be overridden with a
    reason if they are soft. `findings` are those of the areas above. Called through contributions.actions.launch, which wipes the rehearsal.
    Raises AlreadyOpen, RehearsalNotWiped, OwnerUnanswered, GateShut, OverrideNeedsReason, TakesNothing.
    """
    held = locked_draft(programme)
    if held.last_number or held.is_rehearsing:
        raise refusals.RehearsalNotWiped
    if asked := held.owner_invitations.waiting().select_related("body").first():
        raise refusals.OwnerUnanswered(owner=asked.body)
    ready = _preparation(held)
    agreed = [one for stage in ready for one in confirmations(confirmed, stage)]
    checked = queries.opening_checklist(held, [*findings, *agreed])
    overridden = unlock(ready[-1], checked, overrides, by=by, at=at)
    _check_time_left(held, at)
    held.recipe = held.recipe or recipes.data(held.vehicle)
    held.save(update_fields=["recipe"])
    Stage.objects.filter(pk__in=[stage.pk for stage in ready if stage.opens_at]).update(
        passed_at=at, passed_by=by
    )
    notice = queries.notice_version(held)
    opening = Opening.objects.create(programme=held, opened_at=at, opened_by=by, notice=notice)
    record(Verb.OPENED, opening, by=by, at=at, overridden=overridden, confirmed=sorted(confirmed))
    return opening


def _preparation(programme: Programme) -> list[Stage]:
    codes = [stage.code for stage in programme.plan.preparation]
    ready = list(programme.stages.filter(code__in=codes))
    if not ready:
        raise refusals.GateShut(missing="; ".join(codes))
    return ready


def _check_time_left(programme: Programme, at: datetime) -> None:
    """Somebody must still be able to come."""
    intake = [stage for stage in programme.stages.all() if stage.plan.verbs & INTAKE]
    if intake and all(stage.closes_at and stage.closes_at <= at for stage in intake):
        raise refusals.TakesNothing


@transaction.atomic
def pause(programme: Programme, *, reason: str, by: Person | None, at: datetime) -> Pause:
    """Take no new contributions for a while; everything else goes on. Raises NotOpen, AlreadyClosed, NoReason, AlreadyPaused."""
    held = locked_underway(programme)
    if not reason.strip():
        raise refusals.NoReason
    if held.pauses.filter(resumed_at=None).exists():
        raise refusals.AlreadyPaused
    break_ = Pause.objects.create(programme=held, reason=reason.strip(), paused_at=at, paused_by=by)
    record(Verb.PAUSED, break_, by=by, at=at)
    return break_


@transaction.atomic
def resume(programme: Programme, *, by: Person | None, at: datetime) -> Pause:
    """Take new contributions again. Raises NotOpen, AlreadyClosed, NotPaused."""
    held = locked_underway(programme)
    break_ = held.pauses.filter(resumed_at=None).first()
    if break_ is None:
        raise refusals.NotPaused
    break_.resumed_at, break_.resumed_by = at, by
    break_.save(update_fields=["resumed_at", "resumed_by"])
    record(Verb.RESUMED, break_, by=by, at=at)
    return break_


@transaction.atomic
def close(
    programme: Programme,
    *,
    learned: str,
    next_conversation_on: date | None,
    by: Person | None,
    at: datetime,
) -> Closure:
    """End a programme, with what was learned of running it and the day of the next conversation.

    Every hard gate must have been passed, so no contributor is left without an answer. Raises
    NotOpen, AlreadyClosed, GateShut, NothingLearned, NoNextConversation.
    """
    held = locked_underway(programme)
    shut = [
        str(one)
        for stage in held.stages.all()
        if stage.passed_at is None and stage.plan not in held.plan.preparation
        for one in stage.plan.gate
        if one.hard
    ]
    if shut:
        raise refusals.GateShut(missing="; ".join(shut))
    if not learned.strip():
        raise refusals.NothingLearned
    today = at.astimezone(held.body.zone).date()
    if next_conversation_on is None or next_conversation_on <= today:
        raise refusals.NoNextConversation
    closure = Closure.objects.create(
        programme=held,
        learned=learned.strip(),
        next_conversation_on=next_conversation_on,
        closed_at=at,
        closed_by=by,
    )
    record(Verb.CLOSED, closure, by=by, at=at)
    return closure
