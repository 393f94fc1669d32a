"""What people can do about their own account."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from flotilla.journal.actions import record
from flotilla.people.models import Person
from flotilla.people.verbs import Verb


@transaction.atomic
def change_settings(
    person: Person, *, facts: Mapping[str, Any], by: Person, at: datetime
) -> Person:
    """Change how one is shown and in which language one is written to."""
    for name, value in facts.items():
        setattr(person, name, value)
    person.save(update_fields=list(facts))
    record(Verb.CHANGED, person, by=by, at=at, fields=sorted(facts))
    return person


@transaction.atomic
def choose_letters(person: Person, *, cadence: str, by: Person, at: datetime) -> Person:
    """Choose how often to be written to about what one follows."""
    person.cadence = cadence
    person.save(update_fields=["cadence"])
    record(Verb.CHOSE_LETTERS, person, by=by, at=at, cadence=cadence)
    return person


@transaction.atomic
def unmute(person: Person, *, programme_id: int, by: Person, at: datetime) -> None:
    """Hear of a programme again."""
    person.mutings.filter(programme_id=programme_id).delete()
    record(Verb.CHOSE_LETTERS, person, by=by, at=at, unmuted=programme_id)
