"""The story of a programme in sentences: what happened, by which office, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from flotilla.bodies.models import Membership
from flotilla.journal.models import Entry
from flotilla.kit import written
from flotilla.kit.labels import label_of
from flotilla.kit.money import Money
from flotilla.kit.text import Piece, difference
from flotilla.programmes import queries
from flotilla.programmes.models import CrewMember, Override, Pause, Programme, Promise, Rescheduling
from flotilla.programmes.verbs import Influence, Verb
from flotilla.web.programmes.words import part_name


@dataclass(frozen=True)
class Happening:
    """One act of the public story."""

    at: datetime
    who: str
    what: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changed:
    """One thing that an amendment changed: its name, and the text with what went and what came."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Amended:
    """One amendment for the page."""

    promise: Promise
    changes: tuple[Changed, ...]


def happenings(programme: Programme) -> list[Happening]:
    """Return the public story, the newest first. People are shown by office, never by name."""
    entries = list(queries.timeline(programme))
    offices = _offices(programme, {entry.by_id for entry in entries if entry.by_id})
    told = _Tellers(programme, entries)
    return [
        Happening(
            entry.at,
            told.signatory(entry) or offices.get(entry.by_id, "") or _("The team"),
            str(Verb(entry.verb).label),
            tuple(told.more(entry)),
        )
        for entry in reversed(entries)
    ]


def _offices(programme: Programme, people: set[int | None]) -> dict[int | None, str]:
    """How each person is shown here: as in the crew, else by the title of their post, else by their part."""
    crew = CrewMember.objects.filter(programme=programme, person__in=people).order_by("-joined_at")
    posts = Membership.objects.filter(body__in=programme.owners, person__in=people)
    offices: dict[int | None, str] = {}
    for person, part in crew.values_list("person_id", "part"):
        offices[person] = part_name(part)
    offices |= {who: title for who, title in posts.values_list("person_id", "title") if title}
    offices |= {who: title for who, title in crew.values_list("person_id", "title") if title}
    return offices


class _Tellers:
    """Knows the rows behind the entries, loaded once for all of them."""

    def __init__(self, programme: Programme, entries: list[Entry]) -> None:
        self.programme = programme
        self.promises = {one.version: one for one in programme.promises.all()}
        self.pauses = Pause.objects.in_bulk(
            [entry.subject_id for entry in entries if entry.verb == Verb.PAUSED]
        )
        self.moves = Rescheduling.objects.select_related("stage").in_bulk(
            [entry.details["rescheduling"] for entry in entries if entry.verb == Verb.RESCHEDULED]
        )
        self.plans = {plan.code: plan for plan in programme.plan.stages}
        self.words = {one.code: str(one) for plan in self.plans.values() for one in plan.gate}

    @cached_property
    def reasons(self) -> dict[str, str]:
        """The reason for going on, of every condition that was still open."""
        overrides = Override.objects.filter(stage__programme=self.programme)
        return dict(overrides.values_list("condition", "reason"))

    def signatory(self, entry: Entry) -> str:
        """Who signed, in the words under the promise."""
        if entry.verb not in {Verb.SIGNED, Verb.AMENDED}:
            return ""
        promise = self.promises.get(entry.details.get("version"))
        return promise.signatory if promise else ""

    def more(self, entry: Entry) -> list[str]:
        """The reason and the facts that go with an act."""
        tell: Callable[[Entry], list[str]] | None = {
            Verb.PAUSED.value: self._pause,
            Verb.RESCHEDULED.value: self._move,
            Verb.AMENDED.value: self._amendment,
            Verb.GATE_PASSED.value: self._gate,
            Verb.GATE_OVERRIDDEN.value: self._gate,
            Verb.OPENED.value: self._overrides,
            Verb.CLOSED.value: self._closure,
        }.get(entry.verb)
        return tell(entry) if tell else []

    def _pause(self, entry: Entry) -> list[str]:
        pause = self.pauses.get(entry.subject_id)
        return [pause.reason] if pause else []

    def _move(self, entry: Entry) -> list[str]:
        move = self.moves.get(entry.details["rescheduling"])
        if move is None:
            return []
        return [str(self.plans[move.stage.code]), *_moved(move), move.reason]

    def _amendment(self, entry: Entry) -> list[str]:
        promise = self.promises.get(entry.details.get("version"))
        return [promise.reason] if promise else []

    def _gate(self, entry: Entry) -> list[str]:
        plan = self.plans.get(entry.details.get("stage", ""))
        return [*([str(plan)] if plan else []), *self._overrides(entry)]

    def _overrides(self, entry: Entry) -> list[str]:
        """What was still open, and the reason for going on; a reason is read from its row."""
        said = _("Still open: %(condition)s. %(reason)s")
        return [
            said % {"condition": self.words.get(code, code), "reason": self.reasons.get(code, "")}
            for code in entry.details.get("overridden", [])
        ]

    def _closure(self, entry: Entry) -> list[str]:
        return [self.programme.closure.learned] if self.programme.has_closed else []


def _moved(move: Rescheduling) -> list[str]:
    pairs = (
        (_("opens"), move.opens_was, move.opens_at),
        (_("closes"), move.closes_was, move.closes_at),
    )
    said = _("%(what)s %(is)s instead of %(was)s")
    return [
        said % {"what": what, "is": _moment(new), "was": _moment(old)}
        for what, old, new in pairs
        if old != new
    ]


def _moment(moment: datetime | None) -> str:
    return written.moment_text(moment) if moment else _("no date")


def amendments(programme: Programme) -> list[Amended]:
    """Return every amendment with the differences of its words, the newest first."""
    return [Amended(one.promise, tuple(_changes(one))) for one in queries.amendments(programme)]


def _changes(amendment: queries.Amendment) -> list[Changed]:
    fields = {name: label_of(Promise, name) for name in amendment.changed}
    return [
        Changed(
            label, tuple(difference(_said(amendment.before, name), _said(amendment.promise, name)))
        )
        for name, label in fields.items()
    ]


def _said(promise: Promise, name: str) -> str:
    """What one field of a promise says, as text."""
    value: Any = getattr(promise, name)
    if value in (None, "", []):
        return ""
    if name == "influence":
        return str(Influence(value).label)
    if name == "money_minor":
        return str(Money(value, promise.currency))
    if name == "decision_on":
        return written.day_text(value)
    return "\n".join(value) if isinstance(value, list) else str(value)
