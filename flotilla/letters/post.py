"""The post: takes letters from the outbox, says them in the recipient's language, and hands them to SMTP."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import formataddr
from html import unescape
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.signing import dumps
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import strip_tags

from flotilla.letters import links, plain
from flotilla.letters.actions import for_the_next_digest, zone_of
from flotilla.letters.gathering import gather
from flotilla.letters.models import Letter
from flotilla.people.models import Person
from flotilla.people.verbs import Cadence

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
TRIES = 12
FEW = 5
TURN = 10.0  # seconds after which the clock's other jobs have theirs: the log is sealed within a minute
NOT_SENT = (OSError, ValueError)  # what SMTP says, and what Django says of an address that is none
BOUNCED = timedelta(
    days=90
)  # so long nothing but what must arrive goes to an address that sent a letter back
STOP_SALT = "flotilla.letters.stop"


@dataclass(frozen=True)
class Said:
    """A letter in words: subject, plain text, HTML, and the HTML of its middle for a digest."""

    subject: str
    text: str
    html: str
    core: str


def send_due(
    *, by: Person | None = None, at: datetime, limit: int = 200, turn: float = TURN
) -> int:
    """Send letters whose time has come, as long as its turn (in seconds) lasts; return how many left.

    Urgent ones are looked for again after every few letters, so that a code to sign in never waits for a long queue.
    A letter is leased by one conditional UPDATE, so two posts never take the same one. What must arrive is marked
    after SMTP took it (at least once, with the same Message-ID); the rest before (at most once).
    """
    sent = taken = 0
    connection, began = get_connection(), monotonic()
    while (
        taken < limit
        and monotonic() < began + turn
        and (letters := _next(at, min(FEW, limit - taken)))
    ):
        taken += len(letters)
        for letter in letters:
            if _lease(letter, at):
                sent += _sent(letter, connection, at)
    connection.close()
    return sent


def _next(at: datetime, most: int) -> list[Letter]:
    """Return the next few to be sent: those that are urgent by themselves, if there are any."""
    letters = Letter.objects.select_related("body", "person")
    return list(letters.urgent(at)[:most]) or list(letters.waiting(at)[:most])


def _sent(letter: Letter, connection: BaseEmailBackend, at: datetime) -> int:
    """Send one; whatever is wrong with it, the next ones leave."""
    try:
        if letter.digest_on:
            return _send_digest(letter, connection, at)
        return int(_send(letter, connection, at))
    except DatabaseError:
        raise
    except Exception as fault:
        _put_off(letter, fault, at)
        return 0


def _put_off(letter: Letter, fault: Exception, at: datetime) -> None:
    """Its words cannot be made: it is tried again, and given up in the end."""
    log.error("The post could not send letter %s", letter.pk, exc_info=fault)
    _try_again(letter, fault, at)


def _lease(letter: Letter, at: datetime) -> bool:
    taken = Letter.objects.filter(
        pk=letter.pk,
        sent_at__isnull=True,
        given_up_at__isnull=True,
        next_try_at=letter.next_try_at,
    )
    return taken.update(next_try_at=at + LEASE, tries=F("tries") + 1) == 1


def _send(letter: Letter, connection: BaseEmailBackend, at: datetime) -> bool:
    said = say(letter) if _is_wanted(letter, at) else None
    if said is None:
        Letter.objects.filter(pk=letter.pk).update(
            given_up_at=at, error="The recipient may no longer see what it is about, or wants no such letters."
        )  # fmt: skip
        return False
    if not letter.must_arrive:
        _mark_sent(letter, said, at)
    try:
        _envelope(letter, said, connection).send()
    except NOT_SENT as problem:  # the letter stays in the outbox and is tried again
        _try_again(letter, problem, at)
        return False
    if letter.must_arrive:
        _mark_sent(letter, said, at)
    return True


def _send_digest(held: Letter, connection: BaseEmailBackend, at: datetime) -> int:
    """Put all that waits for one reader in one envelope; what they may no longer see is left out.

    That no reader gets two digests for one day is a constraint: whoever marks the letter that leads it sends it.
    """
    waiting = Letter.objects.digest_of(held, timezone.localtime(at, zone_of(held.body)).date())
    told = _told(list(waiting.select_related("body", "person")), at)
    letters = [letter for letter, _words in told]
    if not letters:
        return 0
    if not _take_digest(letters, at):
        for_the_next_digest(waiting, held, at=at)  # what came after that day's had left
        return 0
    said = [(letter, words) for letter, words in told if words]
    if not said:
        return 0
    first = letters[0]
    digest = _in_words(
        first,
        "digest",
        {
            "items": [words.subject for _, words in said],
            "parts": [words.core for _, words in said],
        },
    )
    try:
        _envelope(first, digest, connection).send()
    except NOT_SENT as problem:
        Letter.objects.filter(pk=first.pk).update(error=str(problem)[:300])
        return 0
    if settings.KEEP_LETTERS:
        _mark_sent(first, digest, at)
    return len(said)


def _told(letters: list[Letter], at: datetime) -> list[tuple[Letter, Said | None]]:
    """Each with its words, or None for what its reader may no longer see; without those whose words cannot be made."""
    told = []
    for letter in letters:
        try:
            told.append((letter, say(letter) if _is_wanted(letter, at) else None))
        except DatabaseError:
            raise
        except Exception as fault:
            _put_off(letter, fault, at)
    return told


def _is_wanted(letter: Letter, at: datetime) -> bool:
    """Say whether its reader still takes letters that need not arrive, which they may have stopped since it was written."""
    if letter.must_arrive:
        return True
    if Letter.objects.bounced(letter.email, at - BOUNCED).exists():
        return False
    reader = letter.person
    if reader is None:
        return True
    about = letter.context.get("programme_id") or 0
    return (
        reader.cadence != Cadence.NEVER and not reader.mutings.filter(programme_id=about).exists()
    )


def _take_digest(letters: list[Letter], at: datetime) -> bool:
    """Mark what goes into a digest as sent, and say whether it is ours to send."""
    ids = [one.pk for one in letters]
    try:
        with transaction.atomic():
            leads = Letter.objects.filter(pk=ids[0], sent_at__isnull=True)
            if not leads.update(leads_digest=True, sent_at=at):
                return False
            Letter.objects.filter(pk__in=ids[1:], sent_at__isnull=True).update(sent_at=at)
    except IntegrityError:
        return False
    return True


def say(letter: Letter) -> Said | None:
    """Return a letter in words, in its language and its body's zone; None if it must not be sent any more."""
    with translation.override(letter.language or settings.LANGUAGE_CODE):
        values = gather(letter)
    return None if values is None else _in_words(letter, letter.kind, values)


def _in_words(letter: Letter, kind: str, values: dict[str, Any]) -> Said:
    zone = letter.body.zone if letter.body else None
    frame = {
        "letter": letter,
        "body": letter.body,
        "site": links.root(letter.body),
        "stop_link": stop_link(letter),
        **values,
    }
    with (
        translation.override(letter.language or settings.LANGUAGE_CODE),
        timezone.override(zone),
    ):
        parts = {
            part: render_to_string(f"letters/{kind}.html", {**frame, "part": part})
            for part in ("subject", "core", "letter")
        }
    subject = " ".join(unescape(strip_tags(parts["subject"])).split())[:200]
    return Said(subject, plain.from_html(parts["letter"]), parts["letter"], parts["core"])


def stop_link(letter: Letter) -> str:
    """Return the address of the page that stops letters of this sort; empty for letters that must arrive."""
    if letter.must_arrive or letter.person_id is None or letter.entry_id is None:
        return ""
    token = dumps([letter.person_id, letter.context.get("programme_id")], salt=STOP_SALT)
    return links.page(letter.body, "stop_letters", token)


def _envelope(letter: Letter, said: Said, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    body = letter.body
    sender = (
        formataddr((body.sender_name or body.name, body.sender_email))
        if body and body.sender_email
        else settings.DEFAULT_FROM_EMAIL
    )
    headers = {"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}  # fmt: skip
    if (
        settings.BOUNCE_ADDRESS
    ):  # what cannot be delivered comes back there, whoever it says it is from
        headers["From"], sender = sender, settings.BOUNCE_ADDRESS
    if stop := stop_link(letter):
        headers |= {
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    envelope = EmailMultiAlternatives(
        said.subject,
        said.text,
        sender,
        [letter.email],
        headers=headers,
        connection=connection,
    )
    envelope.attach_alternative(said.html, "text/html")
    return envelope


def _mark_sent(letter: Letter, said: Said, at: datetime) -> None:
    kept: dict[str, Any] = (
        {"subject": said.subject, "text": said.text, "html": said.html}
        if settings.KEEP_LETTERS
        else {"context": {}}
    )
    Letter.objects.filter(pk=letter.pk).update(sent_at=at, error="", **kept)


def _try_again(letter: Letter, problem: Exception, at: datetime) -> None:
    """Wait twice as long each time, at most six hours; give up after twelve tries, which the desk shows."""
    tries = letter.tries + 1
    wait = min(timedelta(minutes=2**tries), timedelta(hours=6))
    given_up = at if tries >= TRIES else None
    Letter.objects.filter(pk=letter.pk).update(
        next_try_at=at + wait, given_up_at=given_up, error=str(problem)[:300]
    )
