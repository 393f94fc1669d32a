"""Asking a body about one's data, and being answered in time; opening what is held under an address by a letter."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from flotilla.bodies.models import Body
from flotilla.contributions.models import Contribution
from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.kit.refusal import Refusal
from flotilla.kit.text import Unclean, clean
from flotilla.kit.tokens import fingerprint
from flotilla.people.models import Person
from flotilla.privacy.models import DataRequest, PrivacyLink
from flotilla.privacy.verbs import RequestKind, RequestOutcome, Verb

LONGEST = 4_000
OPENS_FOR = timedelta(days=1)


class NotSaid(Refusal):
    """A request or its answer has words."""

    sentence = "%(why)s"
    field = "words"


class AlreadySettled(Refusal):
    """A request was answered before."""

    sentence = _("This request is answered already.")


class LinkSpent(Refusal):
    """A link of a letter worked before, or its day is over."""

    sentence = _("This link has been used, or its day is over. Ask for another letter.")


def a_month_after(on: date) -> date:
    """Return the same day of the next month, or its last day: the calendar month of data protection law."""
    year, month = (on.year, on.month + 1) if on.month < 12 else (on.year + 1, 1)
    return date(year, month, min(on.day, monthrange(year, month)[1]))


@transaction.atomic
def ask(
    body: Body,
    *,
    kind: str,
    words: str,
    email: str,
    language: str = "",
    contribution: Contribution | None = None,
    by: Person | None,
    at: datetime,
) -> DataRequest:
    """Ask a body about one's data; it is due after a calendar month. Raises NotListed, NotSaid."""
    listed(kind, RequestKind, field="kind")
    said = _said(words, field="words")
    if not said and kind != RequestKind.NOT_ME:
        raise NotSaid(why=_("Say what it is about, so that we can find it."))
    made = DataRequest.objects.create(
        body=body,
        kind=kind,
        words=said,
        email=by.email if by else email.strip().lower(),
        language=language,
        contribution=contribution,
        due_on=a_month_after(timezone.localtime(at, body.zone).date()),
        asked_at=at,
        asked_by=by,
    )
    record(Verb.ASKED, made, by=by, at=at, kind=kind)
    return made


@transaction.atomic
def settle(
    asked: DataRequest, *, outcome: str, reply: str, by: Person | None, at: datetime
) -> DataRequest:
    """Answer a request, once, in words. Raises NotListed, NotSaid, AlreadySettled."""
    listed(outcome, RequestOutcome, field="outcome")
    asked = DataRequest.objects.select_for_update().get(pk=asked.pk)
    if asked.settled_at:
        raise AlreadySettled
    said = _said(reply, field="reply")
    if not said:
        raise NotSaid(why=_("Say what was done, or why not."))
    asked.settled_at, asked.settled_by, asked.outcome, asked.reply = at, by, outcome, said
    asked.save(update_fields=["settled_at", "settled_by", "outcome", "reply"])
    record(Verb.SETTLED, asked, by=by, at=at, outcome=outcome)
    return asked


def _said(typed: str, *, field: str) -> str:
    try:
        return clean(typed, max_length=LONGEST).strip()
    except Unclean as problem:
        raise NotSaid(why=str(problem)) from None


@transaction.atomic
def make_link(email: str, *, token: str, by: Person | None = None, at: datetime) -> PrivacyLink:
    """Let the link of one letter open, once and within a day, what is held under the address it goes to."""
    return PrivacyLink.objects.create(
        email=email.strip().lower(), fingerprint=fingerprint(token), made_at=at
    )


@transaction.atomic
def open_link(token: str, *, by: Person | None = None, at: datetime) -> PrivacyLink:
    """Use the link of a letter, which works once. Raises LinkSpent."""
    found = (
        PrivacyLink.objects.select_for_update()
        .filter(fingerprint=fingerprint(token), opened_at=None, made_at__gt=at - OPENS_FOR)
        .first()
    )
    if found is None:
        raise LinkSpent
    found.opened_at = at
    found.save(update_fields=["opened_at"])
    return found
