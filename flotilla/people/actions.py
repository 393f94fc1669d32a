"""What people can do about their own account."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from flotilla.journal.actions import record
from flotilla.kit.refusal import Refusal
from flotilla.people.models import Muting, Person
from flotilla.people.verbs import Verb


class AddressKnown(Refusal):
    """Somebody has an account with this address."""

    sentence = _("There is an account with this address already.")
    field = "email"


@transaction.atomic
def join(
    email: str, *, name: str = "", language: str = "", by: Person | None, at: datetime
) -> Person:
    """Make an account for an address; nobody signs in before confirming it. Raises AddressKnown."""
    email = email.strip().lower()
    known = dict(settings.LANGUAGES)
    if Person.objects.filter(email=email).exists():
        raise AddressKnown
    try:
        with transaction.atomic():
            person = Person.objects.create_user(
                email, name=name[:120], language=language if language in known else ""
            )
    except IntegrityError:  # made at this very moment by another request
        raise AddressKnown from None
    record(Verb.JOINED, person, by=by or person, at=at)
    return person


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
def mute(person: Person, *, programme_id: int, by: Person, at: datetime) -> Muting:
    """Hear nothing more of a programme, except what must arrive."""
    muting, is_new = Muting.objects.get_or_create(
        person=person, programme_id=programme_id, defaults={"muted_at": at, "muted_by": by}
    )
    if is_new:
        record(Verb.CHOSE_LETTERS, person, by=by, at=at, muted=programme_id)
    return muting


@transaction.atomic
def unmute(person: Person, *, programme_id: int, by: Person, at: datetime) -> None:
    """Hear of a programme again."""
    person.mutings.filter(programme_id=programme_id).delete()
    record(Verb.CHOSE_LETTERS, person, by=by, at=at, unmuted=programme_id)
