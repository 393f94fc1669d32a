"""How long personal data is kept: the rows of retention.toml and, for each, which rows lapse and what becomes of them."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Exists, OuterRef, Q

from flotilla.kit.wording import Wording, say
from flotilla.people.models import Person
from flotilla.privacy.models import LegalHold
from flotilla.programmes.verbs import Kept

AT_ONCE = 500


@dataclass(frozen=True)
class Lapse:
    """One class of data: what it is, how long it is kept, from when on, and why."""

    code: str
    what: Wording
    after: Wording
    why: Wording
    days: int

    @property
    def said(self) -> str:
        """What it is, in the language in use."""
        return say(self.what)

    @property
    def reason(self) -> str:
        """Why it is kept so long, in the language in use."""
        return say(self.why)

    @property
    def since(self) -> str:
        """From when the days count, in the language in use."""
        return say(self.after)

    def before(self, at: datetime) -> datetime:
        """The moment before which what happened has lapsed by now."""
        return at - timedelta(days=self.days)


@cache
def table() -> dict[str, Lapse]:
    """Return the rows of retention.toml by their code."""
    data = tomllib.loads(Path(__file__).with_name("retention.toml").read_text("utf-8"))
    return {code: Lapse(code=code, **facts) for code, facts in data.items()}


Rows = Any  # a queryset of whichever model lapses


@dataclass(frozen=True)
class Rule:
    """Which rows lapse before a moment, which fields are emptied (None: the row goes), and whose hold stops it."""

    due: Callable[[datetime], Rows]
    empties: Mapping[str, Any] | None = None
    contribution: str = ""
    change: Callable[[Any], None] | None = None

    def held(self, rows: Rows) -> Rows:
        """Those of the rows that a legal hold keeps."""
        if not self.contribution:
            return rows.none()
        mine = OuterRef(self.contribution)
        programme = OuterRef(f"{self.contribution}__programme") if self.contribution != "pk" else OuterRef("programme")  # fmt: skip
        standing = LegalHold.objects.standing()
        whole = standing.filter(contribution=None, programme=programme)
        return rows.filter(Exists(whole) | Exists(standing.filter(contribution=mine)))

    def let_go(self, rows: "models.QuerySet[Any]") -> None:
        """Empty the rows, change each, or delete them."""
        if self.change is not None:
            for row in rows:
                self.change(row)
        elif self.empties is not None:
            rows.update(**self.empties)
        else:
            rows.delete()


def _of(label: str) -> Rows:
    return apps.get_model("flotilla", label)._default_manager.all()


CONTACT = ("contact_name", "contact_email", "contact_phone", "contact_address")


def _ended(code: str, path: str, before: datetime) -> Q:
    """Whose programme ended so long before that what hung on it has lapsed: by the schedule, or earlier if it says so."""
    longest, ended = timedelta(days=table()[code].days), Q()
    for days in filter(None, Kept.values):
        since = before + longest - timedelta(days=days)
        ended |= Q(**{f"{path}kept_days": days, f"{path}closure__closed_at__lt": since})
    return ended | Q(**{f"{path}closure__closed_at__lt": before})


def _contact(before: datetime) -> Rows:
    there = Q()
    for name in CONTACT:
        there |= ~Q(**{name: ""})
    return _of("Contribution").filter(there, _ended("contact", "programme__", before))


def _reporters(before: datetime) -> Rows:
    return _of("Report").filter(~Q(email="") | ~Q(words=""), settled_at__lt=before)


def _invitations(before: datetime) -> Rows:
    return _of("CoauthorInvitation").filter(~Q(email="") | ~Q(message=""), invited_at__lt=before)


def _letter_words(before: datetime) -> Rows:
    said = ~Q(context={}) | ~Q(subject="") | ~Q(text="") | ~Q(html="")
    return _of("Letter").filter(said, sent_at__lt=before)


def _letters(before: datetime) -> Rows:
    return _of("Letter").filter(Q(sent_at__lt=before) | Q(given_up_at__lt=before))


def _unconfirmed(before: datetime) -> Rows:
    """Accounts that nobody ever came into: an address that waits to be confirmed, and nothing done with it."""
    emails: Any = Person._meta.get_field("emailaddress").related_model
    own = emails._default_manager.filter(user=OuterRef("pk"))
    return Person.objects.filter(
        Exists(own.filter(verified=False)),
        ~Exists(own.filter(verified=True)),
        last_login=None,
        joined_at__lt=before,
        memberships=None,
        authorships=None,
        crew_parts=None,
        assignments=None,
    )


def _addresses_of_sessions(before: datetime) -> Rows:
    whole = ~Q(ip__endswith=".0") & ~Q(ip__endswith="::")
    return UserSession.objects.filter(whole, last_seen_at__lt=before)


def _shorten(session: UserSession) -> None:
    bits = 24 if ip_address(session.ip).version == 4 else 48
    session.ip = str(ip_network(f"{session.ip}/{bits}", strict=False).network_address)
    session.save(update_fields=["ip"])


def _tokens(before: datetime) -> Rows:
    return _of("AccessToken").filter(Q(revoked_at__lt=before) | Q(ends_on__lt=before.date()))


RULES: dict[str, Rule] = {
    "contact": Rule(_contact, dict.fromkeys(CONTACT, ""), contribution="pk"),
    "notes": Rule(
        lambda before: _of("Note").filter(_ended("notes", "contribution__programme__", before)),
        contribution="contribution",
    ),
    "reporters": Rule(_reporters, {"email": "", "words": ""}, contribution="contribution"),
    "invitations": Rule(_invitations, {"email": "", "message": ""}, contribution="contribution"),
    "letter_words": Rule(
        _letter_words, {"context": {}, "subject": "", "text": "", "html": ""}
    ),
    "letters": Rule(_letters),
    "addresses_of_sessions": Rule(_addresses_of_sessions, change=_shorten),
    "sessions": Rule(lambda before: UserSession.objects.filter(last_seen_at__lt=before)),
    "ended_sessions": Rule(lambda before: Session.objects.filter(expire_date__lt=before)),
    "unconfirmed": Rule(_unconfirmed),
    "tokens": Rule(_tokens),
    "disclosures": Rule(lambda before: _of("Disclosure").filter(opened_at__lt=before)),
    "requests": Rule(lambda before: _of("DataRequest").filter(settled_at__lt=before)),
    "links": Rule(lambda before: _of("PrivacyLink").filter(made_at__lt=before)),
}  # fmt: skip
#: lapses that an area lets go itself, with its files (clock.py)
ELSEWHERE = frozenset({"deeds", "drafts"})
