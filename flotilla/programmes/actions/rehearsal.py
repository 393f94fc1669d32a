"""Trying a programme out before anyone comes."""

from datetime import datetime

from django.db import transaction

from flotilla.journal.actions import record
from flotilla.people.models import Person
from flotilla.programmes.actions import refusals
from flotilla.programmes.actions.locking import locked_draft
from flotilla.programmes.models import Programme, Rehearsal
from flotilla.programmes.verbs import Verb


@transaction.atomic
def begin_rehearsal(programme: Programme, *, by: Person | None, at: datetime) -> Rehearsal:
    """Let the crew and the officers try everything, seen by nobody else. Raises AlreadyOpen, AlreadyRehearsing."""
    held = locked_draft(programme)
    if held.is_rehearsing:
        raise refusals.AlreadyRehearsing
    rehearsal = getattr(held, "rehearsal", None) or Rehearsal(programme=held)
    rehearsal.began_at, rehearsal.began_by = at, by
    rehearsal.wiped_at = rehearsal.wiped_by = None
    rehearsal.save()
    record(Verb.REHEARSED, rehearsal, by=by, at=at)
    return rehearsal


@transaction.atomic
def end_rehearsal(programme: Programme, *, by: Person | None, at: datetime) -> Rehearsal:
    """Note that what the rehearsal made is gone, and count contributions from one again.

    Whoever holds what was made must have wiped it: see contributions.actions.wipe_rehearsal.
    Raises AlreadyOpen, NoRehearsal.
    """
    held = locked_draft(programme)
    if not held.is_rehearsing:
        raise refusals.NoRehearsal
    rehearsal = held.rehearsal
    rehearsal.wiped_at, rehearsal.wiped_by = at, by
    rehearsal.save(update_fields=["wiped_at", "wiped_by"])
    held.last_number = 0
    held.save(update_fields=["last_number"])
    record(Verb.WIPED, rehearsal, by=by, at=at)
    return rehearsal
