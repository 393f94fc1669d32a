"""Programmes in lists, and the story of one."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When

from flotilla.bodies.models import Body
from flotilla.journal import queries as journal
from flotilla.journal.models import Entry
from flotilla.kit.together import load_together
from flotilla.people.models import Person
from flotilla.programmes.models import Programme, ProgrammeQuerySet, Stage
from flotilla.programmes.queries.stages import State, state
from flotilla.programmes.verbs import PUBLIC

SHOWN = ("stages", "pauses", "promises")


def _with_what_lists_show(found: "QuerySet[Programme]") -> list[Programme]:
    programmes = list(found)
    load_together((programmes, SHOWN))
    return programmes


@dataclass(frozen=True)
class Public:
    """What a body has opened, by where it is: open now, coming up, ended."""

    running: list[Programme]
    coming: list[Programme]
    ended: list[Programme]


def in_public(body: Body, person: Person | None, at: datetime) -> Public:
    """Return all that a body has opened and a person may see, in three lists, asked at once."""
    newest = opened(body, person).with_life().order_by("closure__closed_at", "-opening__opened_at")
    found = [(state(one, at), one) for one in _with_what_lists_show(newest)]
    running = [one for where, one in found if where in {State.OPEN, State.PAUSED}]
    coming = [one for where, one in found if where is State.COMING]
    over = [one for where, one in found if where in {State.WORKING, State.DECIDED, State.CLOSED}]
    return Public(
        sorted(running, key=lambda one: (_closing(one, at) is None, _closing(one, at), one.pk)),
        sorted(coming, key=lambda one: (_opening(one, at), one.pk)),
        over,
    )


def open_now(body: Body, person: Person | None, at: datetime) -> list[Programme]:
    """Return those that take contributions now, the one that closes first at the top; paused ones too."""
    now = Exists(Stage.objects.filter(programme=OuterRef("pk")).open_at(at))
    running = _with_what_lists_show(opened(body, person).with_life().underway().filter(now))
    wanted = [one for one in running if state(one, at) in {State.OPEN, State.PAUSED}]
    return sorted(wanted, key=lambda one: (_closing(one, at) is None, _closing(one, at), one.pk))


def opened(body: Body, person: Person | None) -> ProgrammeQuerySet:
    """Return all that have opened, whatever became of them."""
    return Programme.objects.visible_to(person).owned_by(body).opened()


def of_body(body: Body) -> ProgrammeQuerySet:
    """Return the programmes that have an address in a body: its own before those that it owns jointly."""
    own_first = Case(When(body=body, then=Value(0)), default=Value(1))
    return Programme.objects.owned_by(body).with_life().order_by(own_first, "pk")


def coming_up(body: Body, person: Person | None, at: datetime) -> list[Programme]:
    """Return those that are announced and not open yet, in the order in which they open."""
    return in_public(body, person, at).coming


def ended(body: Body, person: Person | None, at: datetime) -> list[Programme]:
    """Return those that take nothing more, those still being worked on first, then the newest."""
    return in_public(body, person, at).ended


def _closing(programme: Programme, at: datetime) -> datetime | None:
    ends = [one.closes_at for one in programme.stages.all() if one.closes_at and one.closes_at > at]
    return min(ends, default=None)


def _opening(programme: Programme, at: datetime) -> datetime:
    return min(one.opens_at for one in programme.stages.all() if one.opens_at and one.opens_at > at)


def timeline(programme: Programme) -> QuerySet[Entry]:
    """Return what happened in public since it opened, oldest first: acts of the programme, not of people's ideas."""
    entries = journal.timeline(frozenset(map(str, PUBLIC)), programme_id=programme.pk)
    return entries.order_by("at", "id")
