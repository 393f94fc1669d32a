"""Due diligence: a question about whoever applies, and what was found."""

from datetime import datetime

from django.db import transaction

from flotilla.awards.actions import refusals
from flotilla.awards.models import Flag
from flotilla.awards.verbs import FlagSection, FlagState, Verb
from flotilla.contributions.actions.standing import locked
from flotilla.contributions.models import Contribution
from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.people.models import Person


@transaction.atomic
def raise_flag(
    contribution: Contribution,
    *,
    section: str,
    team: str,
    reason: str,
    by: Person | None,
    at: datetime,
) -> Flag:
    """Ask for something to be looked into before any award is offered. Raises NotListed, NotSaid."""
    listed(section, FlagSection, field="section")
    if not (team.strip() and reason.strip()):
        raise refusals.NotSaid
    held = locked(contribution)
    flag = Flag.objects.create(
        contribution=held,
        section=section,
        team=team.strip()[:80],
        reason=reason.strip()[:600],
        raised_at=at,
        raised_by=by,
    )
    record(Verb.FLAG_RAISED, flag, by=by, at=at, section=section)
    return flag


@transaction.atomic
def settle_flag(flag: Flag, *, state: str, words: str, by: Person, at: datetime) -> Flag:
    """Say what was found: it is resolved, or it stops every award to this application.

    What was stopped is resolved only by somebody else than who stopped it. Raises NotListed, NotSaid, FlagSettled, OwnStop.
    """
    listed(state, (FlagState.RESOLVED, FlagState.STOPPED), field="state")
    if not words.strip():
        raise refusals.NotSaid
    locked(flag.contribution)
    held = Flag.objects.select_for_update(of=("self",)).get(pk=flag.pk)
    if held.state in (FlagState.RESOLVED, state):
        raise refusals.FlagSettled
    if held.state == FlagState.STOPPED and held.settled_by_id == by.pk:
        raise refusals.OwnStop
    held.state, held.words = state, words.strip()[:600]
    held.settled_at, held.settled_by = at, by
    held.save(update_fields=["state", "words", "settled_at", "settled_by"])
    verb = Verb.FLAG_RESOLVED if state == FlagState.RESOLVED else Verb.FLAG_STOPPED
    record(verb, held, by=by, at=at)
    return held


def refuse_flagged(contribution: Contribution | None, *, may_be_open: bool) -> None:
    """Refuse while due diligence stops it, or is still open; the application is held. Raises Stopped, FlagsOpen."""
    if contribution is None:
        return
    flags = Flag.objects.filter(contribution=contribution)
    if flags.stopped().exists():
        raise refusals.Stopped
    if not may_be_open and flags.in_the_way().exists():
        raise refusals.FlagsOpen
