"""What is held about somebody, found from what each model declares `personal`, in groups that can be read."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models
from django.db.models import Count, F, Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext

from flotilla.journal.models import Entry
from flotilla.kit.wording import Wording, say
from flotilla.people.models import Person
from flotilla.privacy.marks import mark_of_address

ME, ADDRESS, MARK, ENTRIES = "me", "address", "mark of the address", "my entries"
OTHER = "other"
SHOWN = 50


@dataclass(frozen=True)
class Subject:
    """About whom is asked: a person, or whoever an address belongs to; addresses are in small letters and confirmed."""

    person: Person | None = None
    addresses: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The address by which they are known."""
        return self.person.email if self.person else next(iter(self.addresses), "")


@dataclass(frozen=True)
class Holding:
    """One sort of row that is held: its model, what of it is personal and why, and how rows are found."""

    label: str
    name: Wording
    personal: Mapping[str, str | Wording]
    find: tuple[Mapping[str, str], ...]
    only: Mapping[str, Any] = field(default_factory=dict)
    secret: frozenset[str] = frozenset()
    change: str = ""

    @property
    def model(self) -> type[models.Model]:
        """The model whose rows these are."""
        return _model(self.label)

    @property
    def said(self) -> str:
        """What such rows are called, in the language in use."""
        return say(self.name)

    @property
    def reasons(self) -> dict[str, str]:
        """Why each personal field is held, in the language in use."""
        return {
            name: gettext(why) if isinstance(why, str) else say(why)
            for name, why in self.personal.items()
        }


@dataclass(frozen=True)
class Group:
    """Holdings that belong together for whoever reads about themselves."""

    code: str
    name: Wording
    sentence: Wording
    holdings: tuple[Holding, ...]

    def __str__(self) -> str:
        return say(self.name)

    @property
    def said(self) -> str:
        """The sentence, in the language in use."""
        return say(self.sentence)


def _model(label: str) -> type[models.Model]:
    return apps.get_model(label if "." in label else f"flotilla.{label}")


@cache
def groups() -> tuple[Group, ...]:
    """Return the groups of holdings.toml; a model that stands nowhere there is found by its own declaration, in the last."""
    data = tomllib.loads(Path(__file__).with_name("holdings.toml").read_text("utf-8"))
    named = {label for group in data.values() for label in group.get("models", {})}
    data[OTHER].setdefault("models", {}).update(
        {
            model.__name__: {}
            for model in declared()
            if model.__name__ not in named and whose(model, {})
        }
    )
    return tuple(
        Group(
            code=code,
            name=facts["name"],
            sentence=facts["said"],
            holdings=tuple(_holding(label, row) for label, row in facts.get("models", {}).items()),
        )
        for code, facts in data.items()
    )


def declared() -> list[Any]:
    """Return our models that say that something of them is personal."""
    ours = apps.get_app_config("flotilla").get_models()
    return [model for model in ours if getattr(model, "personal", None)]


def _holding(label: str, row: dict[str, Any]) -> Holding:
    model: Any = _model(label)
    return Holding(
        label=label,
        name=row.get("name") or {"en": str(model._meta.verbose_name_plural).capitalize()},
        personal=row.get("personal") or model.personal,
        find=whose(model, row),
        only=row.get("only", {}),
        secret=frozenset(row.get("secret", ())),
        change=row.get("change", ""),
    )


def whose(model: Any, row: Mapping[str, Any]) -> tuple[dict[str, str], ...]:
    """Return how a row is found to be somebody's: as written down, or by the person and the address it declares personal."""
    if "find" in row:
        return tuple(row["find"])
    found = []
    for name in model.personal:
        kind = model._meta.get_field(name)
        if isinstance(kind, models.ForeignKey) and kind.related_model is Person:
            found.append({name: ME})
        elif isinstance(kind, models.EmailField):
            found.append({name: ADDRESS})
    return tuple(found)


def subject_of(person: Person) -> Subject:
    """Return a person with the addresses that are confirmed to be theirs."""
    own = EmailAddress.objects.filter(user=person)
    confirmed = {one.email.lower() for one in own if one.verified}
    doubtful = {one.email.lower() for one in own if not one.verified}
    if person.email.lower() not in doubtful:
        confirmed.add(person.email.lower())
    return Subject(person, tuple(sorted(confirmed)))


def rows(holding: Holding, subject: Subject) -> "models.QuerySet[Any]":
    """Return the rows of one sort that are held about somebody, the oldest first."""
    every = holding.model._default_manager.all()
    either = Q()
    for way in holding.find:
        asked = _condition(holding, way, subject)
        if asked is not None:
            either |= asked
    if not either:
        return every.none()
    return every.filter(either, **holding.only).order_by("pk")


def _condition(holding: Holding, way: Mapping[str, str], subject: Subject) -> Q | None:
    asked: dict[str, Any] = {}
    every = holding.model._default_manager.all()
    for lookup, meant in way.items():
        if meant == ME:
            if subject.person is None:
                return None
            asked[lookup] = subject.person.pk
        elif meant == ENTRIES:
            done = Entry.objects.filter(by_id=subject.person.pk if subject.person else 0)
            asked[f"{lookup}__in"] = done.values("pk")
        elif meant == MARK:
            asked[f"{lookup}__in"] = [mark_of_address(one) for one in subject.addresses]
        elif meant == ADDRESS:
            if not subject.addresses:
                return None
            every = every.alias(_address=Lower(F(lookup)))
            asked["_address__in"] = list(subject.addresses)
        else:
            asked[lookup] = meant
    return Q(pk__in=every.filter(**asked).order_by().values("pk"))


def counts(subject: Subject) -> dict[str, int]:
    """Return how many rows of each sort are held about somebody, in one question to the database."""
    parts: list[Any] = [
        rows(holding, subject)
        .order_by()
        .annotate(_of=Value(holding.label))
        .values("_of")
        .annotate(_n=Count("pk"))
        .values_list("_of", "_n")
        for holding in every_holding()
    ]
    parts = [part for part in parts if not part.query.is_empty()]
    if not parts:
        return {}
    return dict(parts[0].union(*parts[1:], all=True))


def every_holding() -> Iterator[Holding]:
    """Yield every sort of row that is held about people."""
    for group in groups():
        yield from group.holdings


def facts(holding: Holding, row: Any, subject: Subject) -> Iterator[tuple[str, str, Any]]:
    """Yield (name, label, value) of what is personal in a row; secrets and other people are not told."""
    for name in holding.personal:
        kind: Any = holding.model._meta.get_field(name)
        value = getattr(row, getattr(kind, "attname", name))
        if name in holding.secret or value in (None, "", {}, []):
            continue
        if isinstance(kind, models.ForeignKey) and kind.related_model is Person:
            if subject.person is None or value != subject.person.pk:
                continue
            value = subject.person.email
        elif getattr(kind, "flatchoices", None):
            value = dict(kind.flatchoices).get(value, value)
        yield name, label_of(kind), value


def label_of(kind: Any) -> str:
    """Return what a field is called on pages, beginning with a capital letter."""
    label = str(kind.verbose_name)
    return label[:1].upper() + label[1:]


def moments(holding: Holding, row: Any) -> Iterator[tuple[str, Any]]:
    """Yield (name, moment) of when something happened to a row."""
    for kind in holding.model._meta.local_fields:
        if not isinstance(kind, models.DateTimeField) or kind.name in holding.personal:
            continue
        if (value := getattr(row, kind.name)) is not None:
            yield kind.name, value
