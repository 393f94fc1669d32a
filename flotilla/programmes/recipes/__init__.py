"""Vehicles as recipes: a TOML file each, read into plain values."""

import json
import tomllib
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache, lru_cache
from itertools import groupby
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
WHO = ("anyone", "signed_in", "invited", "team", "panel", "forwarded", "staff")
SEES = ("everyone", "participants", "panel", "authors")
AWARD_RULES = (
    "best_after_deadline",
    "first_past_threshold",
    "outcome",
    "panel",
    "vote",
    "panel_and_vote",
    "lottery_above_threshold",
)
CRITERION_KINDS = ("weighed", "independent", "bonus")


@dataclass(frozen=True)
class Condition:
    """One thing that must be true at a gate.

    Hard ones block; soft ones can be overridden with a reason. What no record can show is confirmed
    by the person who passes the gate. A minimum says how many are needed.
    """

    code: str
    hard: bool
    words: Wording
    confirm: bool = False
    minimum: int | None = None

    def __str__(self) -> str:
        return say(self.words)


@dataclass(frozen=True)
class StagePlan:
    """One stage: its words for staff and for the public, what is open in it and to whom, how long, and its gate at the end."""

    code: str
    step: str
    name: Wording
    public: Wording
    next: Wording
    verbs: frozenset[str]
    days: int | None = None
    hours: int | None = None
    gate: tuple[Condition, ...] = ()
    entry: Wording | None = None
    who: str = "anyone"
    sees: str = "everyone"
    form: str = "main"
    criteria: str = ""
    round: str = ""
    turn: int | None = None
    optional: bool = False

    def __str__(self) -> str:
        return say(self.public)

    @property
    def duration(self) -> timedelta | None:
        """How long it usually takes; None if it has no end."""
        if self.days is None and self.hours is None:
            return None
        return timedelta(days=self.days or 0, hours=self.hours or 0)

    @property
    def is_held(self) -> bool:
        """Whether a hard condition keeps it from ending by the clock alone."""
        return any(condition.hard for condition in self.gate)


@dataclass(frozen=True)
class Field:
    """One question of a form: what kind of answer, its words, whether it must be answered and is published.

    What is not published is read by the team, and where it says so by those who judge.
    """

    code: str
    kind: str
    label: Wording
    hint: Wording = field(default_factory=lambda: {"en": ""})
    required: bool = False
    public: bool = True
    judges: bool = False
    max_length: int = 5000
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[dict[str, Any], ...] = ()
    page: int = 1
    form: str = "main"


@dataclass(frozen=True)
class Criterion:
    """One thing that is judged: in which set, words for each point of the scale, how it counts. A body begins with it and may change it."""

    code: str
    label: Wording
    hint: Wording = field(default_factory=lambda: {"en": ""})
    descriptors: tuple[Wording, ...] = ()
    set: str = "main"
    kind: str = "weighed"
    weight: int = 1
    threshold: int | None = None
    cap: int | None = None


@dataclass(frozen=True)
class Scale:
    """From which point to which criteria are scored, and under which a reason is compulsory."""

    lowest: int = 0
    highest: int = 4
    reason_below: int | None = None


@dataclass(frozen=True)
class Award:
    """How it is settled who gets what: the rule, what happens with a tie, the places, and what if nobody is good enough."""

    rule: str
    ties: Wording
    places: tuple[dict[str, Any], ...] = ()
    nobody: Wording | None = None


@dataclass(frozen=True)
class Size:
    """One size of award: up to how much, and which questions of the form it asks. A body begins with it and may change it."""

    code: str
    label: Wording
    up_to: int
    fields: tuple[str, ...]
    concept: tuple[str, ...] = ()


@dataclass(frozen=True)
class QuizQuestion:
    """One plain question before the form: the answer that is needed, why, and where else to go without it."""

    code: str
    label: Wording
    needs: bool
    reason: Wording
    elsewhere: Wording


@dataclass(frozen=True)
class Recipe:
    """A vehicle: its words, its stages in order, its forms, what is judged and awarded, what it suits.

    `heats` are what entries go on to one after the other, each by a decision with a reason.
    """

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
    criteria: tuple[Criterion, ...] = ()
    scale: Scale = field(default_factory=Scale)
    award: Award | None = None
    heats: tuple[dict[str, Any], ...] = ()
    sizes: tuple[Size, ...] = ()
    quiz: tuple[QuizQuestion, ...] = ()
    rounds: dict[str, int] = field(default_factory=dict)
    suits: dict[str, Any] = field(default_factory=dict)
    promise: dict[str, Any] = field(default_factory=dict)
    privacy: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(self.name)

    def stage(self, code: str) -> StagePlan:
        """Return the stage of this code; KeyError if the recipe has none."""
        return {stage.code: stage for stage in self.stages}[code]

    def form(self, code: str = "main") -> tuple[Field, ...]:
        """Return the questions of one form, in order."""
        return tuple(one for one in self.fields if one.form == code)

    def criteria_of(self, code: str = "main") -> tuple[Criterion, ...]:
        """Return one set of criteria, in order."""
        return tuple(one for one in self.criteria if one.set == code)

    @property
    def preparation(self) -> tuple[StagePlan, ...]:
        """The stages before anything is open to people: their gates are passed by opening."""
        ready: list[StagePlan] = []
        for stage in self.stages:
            if stage.verbs:
                break
            ready.append(stage)
        return tuple(ready)


def read(data: dict[str, Any]) -> Recipe:
    """Make a recipe of plain data (a TOML file's, or the copy that a programme froze)."""
    parts: dict[str, Any] = {
        "stages": _in_rounds([_stage(one) for one in data["stages"]], data.get("rounds", {})),
        "fields": tuple(
            Field(**{**one, "choices": tuple(one.get("choices", ()))}) for one in data["fields"]
        ),
        "criteria": tuple(
            Criterion(**{**one, "descriptors": tuple(one.get("descriptors", ()))})
            for one in data.get("criteria", ())
        ),
        "scale": Scale(**data.get("scale", {})),
        "kinds": tuple(data.get("kinds", ())),
        "heats": tuple(data.get("heats", ())),
        "sizes": tuple(_size(one) for one in data.get("sizes", ())),
        "quiz": tuple(QuizQuestion(**one) for one in data.get("quiz", ())),
    }
    if award := data.get("award"):
        parts["award"] = Award(**{**award, "places": tuple(award.get("places", ()))})
    return Recipe(**{**data, **parts})


def understood(data: dict[str, Any]) -> Recipe:
    """Make a recipe of plain data as `read` does, once a process for the same data: every page of a programme asks for it."""
    return _understood(json.dumps(data))


@lru_cache(maxsize=200)
def _understood(written: str) -> Recipe:
    return read(json.loads(written))


def _size(data: dict[str, Any]) -> Size:
    lists = {name: tuple(data.get(name, ())) for name in ("fields", "concept")}
    return Size(**{**data, **lists})


def _stage(data: dict[str, Any]) -> StagePlan:
    gate = tuple(Condition(**condition) for condition in data.get("gate", ()))
    return StagePlan(**{**data, "verbs": frozenset(data["verbs"]), "gate": gate})


def _in_rounds(stages: list[StagePlan], times: dict[str, int]) -> tuple[StagePlan, ...]:
    """Repeat each run of stages of one round as often as the recipe says: hold-1, check-1, hold-2, …"""
    written: list[StagePlan] = []
    for code, run in groupby(stages, key=lambda stage: stage.round):
        block = list(run)
        if not code:
            written += block
            continue
        written += [
            _turn(stage, turn) for turn in range(1, times.get(code, 1) + 1) for stage in block
        ]
    return tuple(written)


def _turn(stage: StagePlan, turn: int) -> StagePlan:
    names: dict[str, Any] = {
        part: {language: f"{text} {turn}" for language, text in getattr(stage, part).items()}
        for part in ("name", "public")
    }
    return replace(stage, code=f"{stage.code}-{turn}", turn=turn, **names)


def data(code: str) -> dict[str, Any]:
    """Return the plain data of a recipe that ships with Flotilla, a copy for each who asks; KeyError if there is none."""
    return deepcopy(_written(code))


@cache
def _written(code: str) -> dict[str, Any]:
    path = Path(__file__).parent / f"{code}.toml"
    if not code.isidentifier() or not path.exists():
        raise KeyError(code)
    return tomllib.loads(path.read_text("utf-8"))


def shipped() -> list[Recipe]:
    """Return all recipes that ship with Flotilla, by code."""
    return [read(data(path.stem)) for path in sorted(Path(__file__).parent.glob("*.toml"))]
