"""What comes back: reports that a letter could not be delivered (RFC 3464); nothing that a program says is answered (RFC 3834)."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from flotilla.kit.text import Unclean, clean
from flotilla.letters.models import Letter
from flotilla.people.models import Person

WINDOW = timedelta(minutes=5)
LONGEST = 300
ORIGINAL = ("message/rfc822", "message/rfc822-headers", "text/rfc822-headers")


@dataclass(frozen=True)
class Returned:
    """One address that a letter did not reach, for good: which letter, and what the other side said."""

    message_id: str
    email: str
    said: str


def signature(written: bytes, *, stamp: str) -> str:
    """Return how a report is signed: with the secret that we share with whoever hands it over, and its time."""
    return hmac.new(settings.BOUNCE_SECRET.encode(), stamp.encode() + b"." + written, sha256).hexdigest()  # fmt: skip


def is_signed(written: bytes, *, stamp: str, signed: str, at: datetime) -> bool:
    """Say whether a report was handed over by whoever shares our secret, within five minutes; without a secret by nobody.

    The same report again changes nothing, so that none has to be remembered.
    """
    if not settings.BOUNCE_SECRET or not stamp.isascii() or not stamp.isdigit() or len(stamp) > 12:
        return False
    is_fresh = abs(at.timestamp() - int(stamp)) <= WINDOW.total_seconds()
    ours = signature(written, stamp=stamp)
    return hmac.compare_digest(ours.encode(), signed.encode()) and is_fresh


def read(written: bytes) -> list[Returned]:
    """Return what a message reports as failed for good; of an absence note, a delay and anything else nothing."""
    message = message_from_bytes(written)
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return []
    parts = list(message.walk())
    message_id = next(filter(None, map(_original, parts)), "")
    reports = [one for part in parts if part.get_content_type() == "message/delivery-status" for one in _blocks(part)]  # fmt: skip
    return [
        Returned(message_id, _address(one), _said(one))
        for one in reports
        if message_id
        and str(one.get("Action", "")).strip().lower() == "failed"
        and str(one.get("Status", "")).strip().startswith("5.")
    ]


def _blocks(part: Message) -> Iterator[Message]:
    held = part.get_payload()
    return (one for one in held if isinstance(one, Message)) if isinstance(held, list) else iter(())


def _original(part: Message) -> str:
    """The Message-ID of the letter that comes back, from its copy or from its headers."""
    if part.get_content_type() not in ORIGINAL:
        return ""
    held = part.get_payload()
    if isinstance(held, list):
        head = held[0] if held else None
        return str(head.get("Message-ID", "")).strip() if isinstance(head, Message) else ""
    headers = message_from_bytes(str(held).encode("utf-8", "replace"))
    return str(headers.get("Message-ID", "")).strip()


def _address(report: Message) -> str:
    return str(report.get("Final-Recipient", "")).rpartition(";")[2].strip().strip("<>")


def _said(report: Message) -> str:
    words = f"{report.get('Status', '')} {report.get('Diagnostic-Code', '')}"
    try:
        return clean(" ".join(words.split())[:LONGEST], max_length=LONGEST)
    except Unclean:
        return str(report.get("Status", ""))[:9]


@transaction.atomic
def take_back(written: bytes, *, by: Person | None = None, at: datetime) -> int:
    """Mark the letters that a report says did not arrive; return how many.

    A report counts only if it names a letter that we sent, by an identity that nobody can guess, and its own recipient.
    """
    return sum(
        Letter.objects.filter(
            message_id=one.message_id,
            email__iexact=one.email,
            sent_at__isnull=False,
            bounced_at__isnull=True,
        ).update(bounced_at=at, bounce=one.said)
        for one in read(written)
    )
