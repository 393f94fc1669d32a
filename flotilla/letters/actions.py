"""Writing letters into the outbox, from the journal or at a person's request."""

import logging
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, models, transaction
from django.utils.crypto import get_random_string

from flotilla.bodies.models import Body, Membership
from flotilla.bodies.roles import STAFF_ROLES
from flotilla.journal.models import Entry
from flotilla.letters import table
from flotilla.letters.audiences import Recipient
from flotilla.letters.models import Letter, Reading
from flotilla.people.models import Person
from flotilla.people.verbs import Cadence
from flotilla.programmes.models import CrewMember, Opening

log = logging.getLogger(__name__)
MOST_AT_ONCE = 1_000
TOGETHER = 25  # entries read in one transaction, so that on SQLite nobody waits long for the reader
MORNING = 7  # the hour of the body's day at which digests leave
SETTLED = timedelta(
    hours=1
)  # no transaction stays open longer, so older entries have all been seen


@transaction.atomic
def post_letter(
    kind: str,
    *,
    email: str,
    body: Body | None,
    context: dict[str, Any],
    at: datetime,
    by: Person | None = None,
    language: str = "",
    is_urgent: bool = False,
    why: str = "asked",
) -> Letter:
    """Put one letter in the outbox at somebody's request, in the transaction of what caused it.

    `kind` is a template in letters/pages/letters/<kind>.html; `context` holds plain values for it, and is emptied
    once the letter is sent. `by` is the recipient, if they have an account.
    """
    return Letter.objects.create(
        kind=kind,
        email=email,
        body=body,
        person=by,
        context=context,
        language=language or (by.language if by else "") or settings.LANGUAGE_CODE,
        is_urgent=is_urgent,
        why=why,
        message_id=_message_id(),
        written_at=at,
        next_try_at=at,
    )


def read_journal(*, by: Person | None = None, at: datetime, limit: int = 500) -> int:
    """Write the letters for journal entries not read yet, oldest first; return how many entries were read.

    Each entry is read once: the reading and its letters are one transaction, with those of a few others, and both are
    unique. One that cannot be read is written to the log and tried again the next time; it holds up no other.
    """
    settled = (
        Reading.objects.filter(read_at__lt=at - SETTLED)
        .order_by("-entry_id")
        .values_list("entry_id", flat=True)
        .first()
    )
    seen = Reading.objects.filter(entry_id__gt=settled or 0)
    unread = (
        Entry.objects.filter(id__gt=settled or 0)
        .with_verbs(table.VERBS)
        .exclude(id__in=seen.values("entry_id"))
    )
    entries = list(unread.order_by("id")[:limit])
    parts = (entries[first : first + TOGETHER] for first in range(0, len(entries), TOGETHER))
    return sum(_read_some(part, at=at) for part in parts)


def _read_some(entries: list[Entry], *, at: datetime) -> int:
    try:
        _read(entries, at=at)
    except DatabaseError:
        raise
    except Exception:
        log.exception("Some of %s entries cannot be read; each is read by itself", len(entries))
        return sum(_can_be_read(entry, at=at) for entry in entries)
    return len(entries)


@transaction.atomic
def _read(entries: list[Entry], *, at: datetime) -> None:
    Reading.objects.bulk_create([Reading(entry_id=entry.pk, read_at=at) for entry in entries])
    for entry in entries:
        Letter.objects.bulk_create(
            _letters_for(entry, at=at), ignore_conflicts=True, batch_size=MOST_AT_ONCE
        )


def _can_be_read(entry: Entry, *, at: datetime) -> bool:
    try:
        _read([entry], at=at)
    except DatabaseError:
        raise
    except Exception:
        log.exception("Entry %s cannot be read for letters", entry.pk)
        return False
    return True


def _letters_for(entry: Entry, *, at: datetime) -> list[Letter]:
    if entry.details.get("brought"):  # from another system, whose people were told there
        return []
    body = Body.objects.filter(pk=entry.body_id or 0).first()
    rehearses = (
        entry.programme_id is not None
        and not Opening.objects.filter(programme=entry.programme_id).exists()
    )
    envelopes: dict[str, Letter] = {}
    for row in table.ROWS[entry.verb]:
        for recipient in row.audience(entry):
            address = recipient.email.lower()
            if recipient.person and recipient.person.pk == entry.by_id and not row.to_self:
                continue
            if rehearses and not _is_of_the_team(recipient, entry):
                continue
            if (
                address
                and address not in envelopes
                and (when := _when(recipient, row, entry, body, at))
            ):
                envelopes[address] = _letter(entry, row, recipient, body, at=at, when=when)
    return list(envelopes.values())


def _is_of_the_team(recipient: Recipient, entry: Entry) -> bool:
    """A rehearsal writes to nobody outside: only to the crew and to staff of the body."""
    if recipient.person is None:
        return False
    staff = Membership.objects.current().filter(
        person=recipient.person, body=entry.body_id, role__in=STAFF_ROLES
    )
    return (
        staff.exists()
        or CrewMember.objects.filter(
            person=recipient.person, programme=entry.programme_id, left_at=None
        ).exists()
    )


def _letter(
    entry: Entry,
    row: table.Row,
    recipient: Recipient,
    body: Body | None,
    *,
    at: datetime,
    when: datetime,
) -> Letter:
    return Letter(
        body=body,
        entry_id=entry.pk,
        kind=row.kind,
        why=recipient.why,
        person=recipient.person,
        email=recipient.email,
        language=recipient.language or settings.LANGUAGE_CODE,
        context={"programme_id": entry.programme_id},
        must_arrive=row.must_arrive,
        digest_on=when.astimezone(zone_of(body)).date() if when > at else None,
        message_id=_message_id(),
        written_at=at,
        next_try_at=when,
    )


def _when(
    recipient: Recipient, row: table.Row, entry: Entry, body: Body | None, at: datetime
) -> datetime | None:
    """At once what must arrive; the rest as the person chose; None for never and for muted programmes."""
    person = recipient.person
    if row.must_arrive or person is None:
        return at
    if (
        person.cadence == Cadence.NEVER
        or person.mutings.filter(programme_id=entry.programme_id or 0).exists()
    ):
        return None
    return next_digest(person.cadence, at, zone_of(body))


def zone_of(body: Body | None) -> ZoneInfo:
    """Return the time zone in which a body's digests leave, or the site's."""
    return body.zone if body else ZoneInfo(settings.TIME_ZONE)


def next_digest(cadence: str, at: datetime, zone: ZoneInfo) -> datetime:
    """Return when the next letter of this cadence leaves: now, tomorrow morning, or Monday morning."""
    if cadence == Cadence.AT_ONCE:
        return at
    local = at.astimezone(zone)
    morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    days = 1 if local >= morning else 0
    if cadence == Cadence.WEEKLY:
        days = (7 - local.weekday()) % 7 or (7 if local >= morning else 0)
    return morning + timedelta(days=days)


def for_the_next_digest(letters: "models.QuerySet[Letter]", reader: Letter, *, at: datetime) -> int:
    """Let what came too late for a digest that has left wait for the reader's next one; return how many."""
    weekly = reader.person is not None and reader.person.cadence == Cadence.WEEKLY
    zone = zone_of(reader.body)
    when = next_digest(Cadence.WEEKLY if weekly else Cadence.DAILY, at, zone)
    return letters.update(digest_on=when.astimezone(zone).date(), next_try_at=when)


@transaction.atomic
def stop_letters(person: Person, *, programme_id: int | None, by: Person, at: datetime) -> None:
    """Stop letters that need not arrive: about one programme, or all of them."""
    if programme_id is None:
        Person.objects.filter(pk=person.pk).update(cadence=Cadence.NEVER)
    else:
        person.mutings.get_or_create(
            programme_id=programme_id, defaults={"muted_at": at, "muted_by": by}
        )


def _message_id() -> str:
    return f"<{get_random_string(24)}@{settings.SITE_URL.split('//')[-1].split(':')[0]}>"
