"""Vehicles as recipes: a TOML file each, read into plain values."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from flotilla.kit.wording import Wording, say

FIELD_KINDS = (
    "short_text",
    "long_text",
    "choice",
    "number",
    "money",
    "place",
    "date",
    "link",
    "files",
)


@dataclass(frozen=True)
class Condition:
    """One thing that must be true at a gate. Hard ones block; soft ones can be overridden with a reason."""

    code: str
    hard: bool
    words: Wording


@dataclass(frozen=True)
class StagePlan:
    """One stage: its words for staff and for the public, what is open in it, how long, and its gate at the end."""

    code: str
    step: str
    name: Wording
    public: Wording
    next: Wording
    days: int | None
    verbs: frozenset[str]
    gate: tuple[Condition, ...] = ()

    def __str__(self) -> str:
        return say(self.public)


@dataclass(frozen=True)
class Field:
    """One question of the form: what kind of answer, its words, whether it must be answered and is published."""

    code: str
    kind: str
    label: Wording
    hint: Wording = field(default_factory=lambda: {"en": ""})
    required: bool = False
    public: bool = True
    max_length: int = 5000
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[dict[str, Any], ...] = ()
    page: int = 1


@dataclass(frozen=True)
class Recipe:
    """A vehicle: its words, its stages in order, its form, what it suits."""

    code: str
    version: int
    icon: str
    name: Wording
    line: Wording
    noun: Wording
    nouns: Wording
    invitation: Wording
    minutes: int
    stages: tuple[StagePlan, ...]
    fields: tuple[Field, ...]
    kinds: tuple[dict[str, Any], ...] = ()
    suits: dict[str, Any] = field(default_factory=dict)
    promise: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(self.name)

    def stage(self, code: str) -> StagePlan:
        """Return the stage of this code; KeyError if the recipe has none."""
        return {stage.code: stage for stage in self.stages}[code]


def read(data: dict[str, Any]) -> Recipe:
    """Make a recipe of plain data (a TOML file's, or the copy that a programme froze)."""
    stages = tuple(_stage(stage) for stage in data["stages"])
    fields = tuple(
        Field(**{**one, "choices": tuple(one.get("choices", ()))}) for one in data["fields"]
    )
    rest = {key: value for key, value in data.items() if key not in {"stages", "fields", "kinds"}}
    return Recipe(**rest, stages=stages, fields=fields, kinds=tuple(data.get("kinds", ())))


def _stage(data: dict[str, Any]) -> StagePlan:
    gate = tuple(Condition(**condition) for condition in data.get("gate", ()))
    return StagePlan(**{"days": None, **data, "verbs": frozenset(data["verbs"]), "gate": gate})


@cache
def data(code: str) -> dict[str, Any]:
    """Return the plain data of a recipe that ships with Flotilla; KeyError if there is none."""
    path = Path(__file__).with_name(f"{code}.toml")
    if not code.isidentifier() or not path.exists():
        raise KeyError(code)
    return tomllib.loads(path.read_text("utf-8"))


def shipped() -> list[Recipe]:
    """Return all recipes that ship with Flotilla, by code."""
    return [read(data(path.stem)) for path in sorted(Path(__file__).parent.glob("*.toml"))]
