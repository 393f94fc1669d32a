"""Telling what was decided about judged entries: the winners, all other entrants, everybody; never in another order."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from flotilla.contributions.actions.standing import hold_all
from flotilla.decisions.actions import refusals
from flotilla.decisions.actions.deciding import release
from flotilla.decisions.models import Decision, Telling
from flotilla.decisions.queries import WANT_ANSWER, left_undecided, to_tell
from flotilla.decisions.verbs import Outcome, Verb
from flotilla.journal.actions import record
from flotilla.people.models import Person
from flotilla.programmes.models import Programme


@transaction.atomic
def tell_winners(programme: Programme, *, by: Person, at: datetime) -> Telling:
    """Tell the winners first what was decided; nobody else learns of it yet. Asked twice they are told once.

    Raises NothingToTell.
    """
    open_one = _held(programme)
    if open_one is not None:
        return open_one
    waiting = to_tell(programme)
    if not waiting.exists():
        raise refusals.NothingToTell
    telling = Telling.objects.create(programme=programme, winners_at=at, winners_by=by)
    told = _tell(telling, waiting.filter(outcome=Outcome.FORWARD), by=by, at=at)
    record(Verb.WINNERS_TOLD, telling, by=by, at=at, count=told)
    return telling


@transaction.atomic
def tell_entrants(programme: Programme, *, by: Person, at: datetime) -> Telling:
    """Tell all other entrants, together, when every entry has a checked decision. Asked twice they are told once.

    Raises WinnersFirst, EntriesUndecided.
    """
    telling = _held(programme)
    if telling is None:
        raise refusals.WinnersFirst
    if telling.entrants_at:
        return telling
    if left := left_undecided(programme, at):
        raise refusals.EntriesUndecided(count=left)
    told = _tell(telling, to_tell(programme), by=by, at=at)
    telling.entrants_at, telling.entrants_by = at, by
    telling.save(update_fields=["entrants_at", "entrants_by"])
    record(Verb.ENTRANTS_TOLD, telling, by=by, at=at, count=told)
    return telling


@transaction.atomic
def tell_public(programme: Programme, *, by: Person, at: datetime) -> Telling:
    """Release what all entrants were told to everybody. Raises WinnersFirst, EntrantsFirst.

    What an entrant withdrew meanwhile is not released.
    """
    telling = _held(programme)
    if telling is None:
        raise refusals.WinnersFirst
    if telling.entrants_at is None:
        raise refusals.EntrantsFirst
    told = telling.decisions.filter(released_at=None, contribution__standing__in=WANT_ANSWER)
    held = list(told.order_by("contribution_id"))
    hold_all(one.contribution_id for one in held)
    for decision in held:
        release(decision, by=by, at=at)
    telling.public_at, telling.public_by = at, by
    telling.save(update_fields=["public_at", "public_by"])
    record(Verb.PUBLIC_TOLD, telling, by=by, at=at, count=len(held))
    return telling


def _held(programme: Programme) -> Telling | None:
    """Hold the programme, so that two who tell at once take turns, and then the telling that is under way."""
    Programme.objects.select_for_update(of=("self",), no_key=True).get(pk=programme.pk)
    return programme.tellings.filter(public_at=None).first()


def _tell(telling: Telling, decisions: Iterable[Decision], *, by: Person, at: datetime) -> int:
    """Tell those whose entries these are; a decision that changed while it was waited for stays untold."""
    found = list(decisions)
    hold_all(one.contribution_id for one in found)
    fresh = to_tell(telling.programme).filter(pk__in=[one.pk for one in found])
    told = list(fresh.select_for_update(of=("self",)))
    for decision in told:
        decision.telling, decision.told_at, decision.told_by = telling, at, by
        decision.save(update_fields=["telling", "told_at", "told_by"])
        record(Verb.DECISION_TOLD, decision, by=by, at=at)
    return len(told)
