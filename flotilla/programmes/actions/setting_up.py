"""Starting a programme, describing it, copying an earlier one."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from flotilla.bodies.models import Body
from flotilla.bodies.verbs import Level
from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.kit.labels import label_of
from flotilla.kit.working_days import suggested_closing
from flotilla.people.models import Person
from flotilla.programmes import queries, recipes
from flotilla.programmes.actions import refusals
from flotilla.programmes.actions.locking import locked_draft, locked_unclosed
from flotilla.programmes.actions.rounds import copy_round
from flotilla.programmes.models import CrewMember, MissingVoice, Programme, Promise, Stage
from flotilla.programmes.verbs import Audience, Basis, Kept, Moderation, Origin, Part, Verb

WORDS = (
    "title",
    "summary",
    "question",
    "background",
    "known",
    "already_tried",
    "framed_by",
    "other_ways",
    "origin",
    "language",
)
SETTINGS = (
    "audience",
    "private_reason",
    "moderation",
    "allows_guests",
    "support_level",
    "contribute_level",
    "listen_days",
    "capacity_per_week",
    "cost_note",
    "lawful_basis",
    "kept_days",
    "department",
)
CODES: dict[str, Iterable[object]] = {
    "audience": Audience,
    "moderation": Moderation,
    "origin": Origin,
    "lawful_basis": Basis,
    "kept_days": [one for one in Kept.values if one],
    "support_level": Level.values,
    "contribute_level": Level.values,
}
TWICE = timedelta(minutes=1)
CHANGEABLE = frozenset({*WORDS, *SETTINGS, "address"})
STAYS = frozenset(
    {
        "title",
        "question",
        "origin",
        "language",
        "audience",
        "private_reason",
        "address",
        "lawful_basis",
        "kept_days",
    }
)


@transaction.atomic
def draft(
    body: Body,
    *,
    title: str,
    vehicle: str,
    by: Person | None,
    at: datetime,
    **facts: Any,
) -> Programme:
    """Begin to set up a programme with a vehicle's recipe.

    It gets an address of its own, suggested dates, and the person who began it as host. Somebody who
    begins the same twice within a minute has pressed twice, and gets the first. Raises
    UnknownVehicle, NoTitle, NotListed.
    """
    recipe = _recipe(vehicle)
    _check_facts(facts)
    programme = Programme(
        body=body,
        title=title.strip(),
        vehicle=vehicle,
        drafted_at=at,
        drafted_by=by,
        **{**recipe.privacy, **facts},
    )
    if not programme.title:
        raise refusals.NoTitle
    if by and (first := _begun_just_now(programme)):
        return first
    programme.address = facts.get("address") or _free_address(body, programme.title)
    programme.save()
    _suggest_dates(programme, recipe, at)
    if by is not None:
        CrewMember.objects.create(
            programme=programme, person=by, part=Part.HOST, joined_at=at, joined_by=by
        )
    record(Verb.DRAFTED, programme, by=by, at=at, vehicle=vehicle)
    return programme


@transaction.atomic
def change(
    programme: Programme, *, facts: Mapping[str, Any], by: Person | None, at: datetime
) -> Programme:
    """Change the description or the settings.

    Once it has opened, what people came for stays: title, question, who may see it. Raises
    AlreadyClosed, NotListed, FrozenField, PrivateWithoutReason, AddressTaken.
    """
    held = locked_unclosed(programme)
    _check_facts(facts)
    changed = sorted(name for name, value in facts.items() if getattr(held, name) != value)
    if held.has_opened and (frozen := STAYS.intersection(changed)):
        raise refusals.FrozenField(fields=", ".join(sorted(_labels(frozen))))
    for name in changed:
        setattr(held, name, facts[name])
    if not held.title.strip():
        raise refusals.NoTitle
    if held.audience == Audience.PUBLIC:
        held.private_reason = ""
    elif not held.private_reason.strip():
        raise refusals.PrivateWithoutReason
    if "address" in changed and _taken(held):
        raise refusals.AddressTaken
    held.save()
    record(Verb.CHANGED, held, by=by, at=at, fields=changed)
    return held


@transaction.atomic
def discard(programme: Programme, *, by: Person | None, at: datetime) -> None:
    """Throw away a draft that nobody needs, with its promise, dates and people; the journal keeps that it was there.

    Whoever holds what a rehearsal made must have wiped it: called through contributions.actions.discard.
    Raises AlreadyOpen, RehearsalNotWiped.
    """
    held = locked_draft(programme)
    if held.last_number or held.is_rehearsing:
        raise refusals.RehearsalNotWiped
    record(Verb.DISCARDED, held, by=by, at=at, vehicle=held.vehicle)
    held.delete()


@transaction.atomic
def copy(programme: Programme, *, title: str, by: Person | None, at: datetime) -> Programme:
    """Start a new programme from an earlier one: its words, settings, promise (unsigned), crew and missing voices.

    Nothing that people sent comes along, and the dates are suggested afresh. Raises NoTitle.
    """
    if not title.strip():
        raise refusals.NoTitle
    facts = {name: getattr(programme, name) for name in (*WORDS, *SETTINGS) if name != "title"}
    recipe = _recipe(programme.vehicle)
    facts |= {name: facts[name] or value for name, value in recipe.privacy.items()}
    new = Programme.objects.create(
        body=programme.body,
        title=title.strip(),
        address=_free_address(programme.body, title),
        vehicle=programme.vehicle,
        copied_from=programme,
        drafted_at=at,
        drafted_by=by,
        **facts,
    )
    _suggest_dates(new, recipe, at)
    _copy_people(programme, new, by, at)
    if promise := queries.current_promise(programme):
        kept = {name: getattr(promise, name) for name in queries.PROMISED if name != "decision_on"}
        Promise.objects.create(programme=new, **kept)
    copy_round(programme, new, by=by, at=at)
    record(Verb.COPIED, new, by=by, at=at, source=programme.pk)
    return new


def _copy_people(old: Programme, new: Programme, by: Person | None, at: datetime) -> None:
    CrewMember.objects.bulk_create(
        CrewMember(
            programme=new,
            person=member.person,
            name=member.name,
            title=member.title,
            part=member.part,
            hours_a_week=member.hours_a_week,
            joined_at=at,
            joined_by=by,
        )
        for member in old.crew.filter(left_at=None)
    )
    MissingVoice.objects.bulk_create(
        MissingVoice(programme=new, who=voice.who, what_we_do=voice.what_we_do)
        for voice in old.missing_voices.all()
    )


def _begun_just_now(programme: Programme) -> Programme | None:
    """The same programme, begun by the same person a moment ago: a form that was sent twice."""
    Body.objects.select_for_update().get(pk=programme.body_id)
    alike = {"body": programme.body, "title": programme.title, "vehicle": programme.vehicle}
    recent = Programme.objects.drafts().filter(
        **alike, drafted_by=programme.drafted_by, drafted_at__gt=programme.drafted_at - TWICE
    )
    return recent.first()


def _check_facts(facts: Mapping[str, Any]) -> None:
    if unknown := set(facts) - CHANGEABLE:
        message = f"a programme has no {', '.join(sorted(unknown))} to change"
        raise TypeError(message)
    for name in CODES.keys() & facts.keys():
        listed(facts[name], CODES[name], field=name)


def _labels(names: frozenset[str]) -> list[str]:
    return [label_of(Programme, name) for name in names]


def _recipe(vehicle: str) -> recipes.Recipe:
    try:
        return recipes.read(recipes.data(vehicle))
    except KeyError:
        raise refusals.UnknownVehicle from None


def _suggest_dates(programme: Programme, recipe: recipes.Recipe, at: datetime) -> None:
    """Give every stage the time that the recipe suggests; the call begins in the working days after the preparation."""
    body = programme.body
    holidays = body.days_off
    begins = suggested_closing(at - timedelta(days=1), body.zone, holidays)
    Stage.objects.bulk_create(
        Stage(
            programme=programme,
            code=times.code,
            position=position,
            opens_at=times.opens_at,
            closes_at=times.closes_at,
        )
        for position, times in enumerate(
            queries.suggested_times(recipe, begins, body.zone, holidays)
        )
    )


def _free_address(body: Body, title: str) -> str:
    """Make an address of a title that no other programme of the body has."""
    wanted = slugify(title)[:50].strip("-") or "programme"
    taken = set(
        Programme.objects.filter(body=body, address__startswith=wanted).values_list(
            "address", flat=True
        )
    )
    tries = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(one for one in tries if one not in taken)


def _taken(programme: Programme) -> bool:
    others = Programme.objects.filter(body=programme.body, address=programme.address)
    return others.exclude(pk=programme.pk).exists()
