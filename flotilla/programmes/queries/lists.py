"""Programmes in lists, and the story of one."""

from datetime import datetime

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When

from flotilla.bodies.models import Body
from flotilla.journal import queries as journal
from flotilla.journal.models import Entry
from flotilla.people.models import Person
from flotilla.programmes.models import Programme, ProgrammeQuerySet, Stage
from flotilla.programmes.queries.stages import State, state
from flotilla.programmes.verbs import PUBLIC


def _opened(body: Body, person: Person | None) -> ProgrammeQuerySet:
    """Those of a body that have opened and that a person may see, with all that lists show."""
    return opened(body, person).with_life().prefetch_related("stages", "pauses", "promises")


def open_now(body: Body, person: Person | None, at: datetime) -> list[Programme]:
    """Return those that take contributions now, the one that closes first at the top; paused ones too."""
    running = (
        _opened(body, person)
        .underway()
        .filter(Exists(Stage.objects.filter(programme=OuterRef("pk")).open_at(at)))
    )
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
    announced = [
        one
        for one in _opened(body, person).underway().filter(stages__opens_at__gt=at).distinct()
        if state(one, at) is State.COMING
    ]
    return sorted(announced, key=lambda one: (_opening(one, at), one.pk))


def ended(body: Body, person: Person | None, at: datetime) -> list[Programme]:
    """Return those that take nothing more, those still being worked on first, then the newest."""
    others = {State.WORKING, State.DECIDED, State.CLOSED}
    return [
        one
        for one in _opened(body, person).order_by("closure__closed_at", "-opening__opened_at")
        if state(one, at) in others
    ]


def _closing(programme: Programme, at: datetime) -> datetime | None:
    ends = [one.closes_at for one in programme.stages.all() if one.closes_at and one.closes_at > at]
    return min(ends, default=None)


def _opening(programme: Programme, at: datetime) -> datetime:
    return min(one.opens_at for one in programme.stages.all() if one.opens_at and one.opens_at > at)


def timeline(programme: Programme) -> QuerySet[Entry]:
    """Return what happened in public since it opened, oldest first: acts of the programme, not of people's ideas."""
    entries = journal.timeline(frozenset(map(str, PUBLIC)), programme_id=programme.pk)
    return entries.order_by("at", "id")
