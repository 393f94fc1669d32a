"""How the columns of a file become a contribution: a mapping, read from TOML."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from flotilla.decisions.actions.deciding import check_codes
from flotilla.decisions.actions.refusals import NoWayGiven
from flotilla.decisions.verbs import Outcome
from flotilla.kit.refusal import Refusal
from flotilla.kit.wording import Wording

SHIPPED = Path(__file__).with_name("mappings")
TARGETS = frozenset(
    {"reference", "title", "received_at", "published_at", "counted_supports", "byline", "place", "place_words", "latitude", "longitude", "point", "kind", "contact_email"}
)  # fmt: skip
Columns = tuple[str, ...]


class MappingUnreadable(Refusal):
    """The mapping is no TOML, or a part of it is wrong."""

    sentence = _("The mapping cannot be used: %(problem)s")


class MappingUnknown(Refusal):
    """No mapping of that name ships, and no file of that name is there."""

    sentence = _(
        "There is no mapping “%(name)s”. These ship with Flotilla: %(known)s. Or name a file."
    )


class MappingNamesNoColumn(Refusal):
    """The mapping does not say which column is the title or the reference."""

    sentence = _(
        'The mapping must say which column is the %(what)s, for example %(what)s = "id" under [columns].'
    )


class ColumnMissing(Refusal):
    """The file lacks a column that the mapping names."""

    sentence = _(
        "The file has no column “%(column)s”, which the mapping names. Its columns are: %(columns)s."
    )


@dataclass(frozen=True)
class Mapping:
    """What each column means. Every column name may be a list: the first that is filled counts."""

    name: str
    source: str
    columns: dict[str, Columns]
    answers: dict[str, Columns] = field(default_factory=dict)
    facts: dict[str, Columns] = field(default_factory=dict)
    checks: tuple[dict[str, Any], ...] = ()
    decision: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    tallies: tuple[dict[str, Any], ...] = ()
    language: str = ""
    shown_as: str = ""
    about: Wording = field(default_factory=lambda: {"en": ""})

    def named_columns(self) -> set[str]:
        """Every column that must be in the file; of a list at least one, so lists are left out."""
        single = {
            names[0]
            for group in (self.columns, self.answers, self.facts)
            for names in group.values()
            if len(names) == 1
        }
        for check in self.checks:
            single |= {
                check["column"],
                *check.get("parts", ()),
                *([check["number"]] if "number" in check else []),
            }
        return single


def _names(value: object) -> Columns:
    return (value,) if isinstance(value, str) else tuple(str(one) for one in value)  # type: ignore[attr-defined]


def read(data: dict[str, Any]) -> Mapping:
    """Make a mapping of plain data. Raises MappingUnreadable, MappingNamesNoColumn."""
    known = set(Mapping.__dataclass_fields__)
    if unknown := set(data) - known:
        raise MappingUnreadable(
            problem=_("it has parts nobody knows: %s") % ", ".join(sorted(unknown))
        )
    columns = {target: _names(names) for target, names in data.get("columns", {}).items()}
    for what in ("reference", "title"):
        if not columns.get(what):
            raise MappingNamesNoColumn(what=what)
    if wrong := set(columns) - TARGETS:
        raise MappingUnreadable(problem=_("[columns] knows no %s") % ", ".join(sorted(wrong)))
    _check_decisions(data.get("decision", {}).get("values", {}))
    groups = {
        group: {key: _names(names) for key, names in data.get(group, {}).items()}
        for group in ("answers", "facts")
    }
    lists = {group: tuple(data.get(group, ())) for group in ("checks", "tallies")}
    return Mapping(
        **{"name": "mapping", "source": "file", **data, "columns": columns, **groups, **lists}
    )


def _check_decisions(values: dict[str, Any]) -> None:
    """Refuse a mapping that makes a decision of codes that nobody knows, in the words that the desk has for them."""
    for value, facts in values.items():
        try:
            check_codes(facts.get("outcome", ""), facts.get("way", ""), facts.get("reasons", ()))
            if facts["outcome"] == Outcome.FORWARD and not facts.get("way"):
                raise NoWayGiven
        except Refusal as refused:
            raise MappingUnreadable(
                problem=_("“%(value)s” is no decision: %(why)s") % {"value": value, "why": refused}
            ) from None


def shipped() -> list[str]:
    """Return the names of the mappings that ship."""
    return sorted(path.stem for path in SHIPPED.glob("*.toml"))


def load(name: str) -> dict[str, Any]:
    """Return the plain data of a mapping that ships by this name, or lies in this file, checked."""
    path = SHIPPED / f"{name}.toml" if name in shipped() else Path(name)
    if not path.is_file():
        raise MappingUnknown(name=name, known=", ".join(shipped()))
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise MappingUnreadable(problem=problem) from None
    read(data)
    return data
