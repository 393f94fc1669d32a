"""Which vehicle suits: a few answers compared with what each recipe says of itself."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flotilla.kit.wording import Wording, say
from flotilla.programmes import recipes

QUESTIONS = ("problem_clear", "solvers", "money", "weeks", "influence")
MAY_MISS = 1


@dataclass(frozen=True)
class Vehicle:
    """What is compared: the words of a vehicle, what it suits, and whether Flotilla can run it yet."""

    code: str
    icon: str
    name: Wording
    line: Wording
    suits: Mapping[str, Any]
    is_built: bool = True

    def __str__(self) -> str:
        return say(self.name)

    @property
    def reason(self) -> str:
        """Why one would take it, in a sentence."""
        return say(self.suits["reason"])


@dataclass(frozen=True)
class Suggestion:
    """One vehicle, and which of the questions speak for it and against it."""

    vehicle: Vehicle
    speaks_for: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether at most one answer speaks against it, and not the first: whether the problem is clear."""
        return len(self.against) <= MAY_MISS and "problem_clear" not in self.against


def suggestions(
    answers: Mapping[str, Any], vehicles: Iterable[Vehicle] | None = None
) -> list[Suggestion]:
    """Return every vehicle with what speaks for and against it, the best first.

    A question that was not answered speaks neither for nor against. Among equals, one that can be
    run today comes first, then they stand in the order of the alphabet.
    """
    compared = [_compare(vehicle, answers) for vehicle in (vehicles or every_vehicle())]
    return sorted(
        compared,
        key=lambda one: (
            not one.fits,
            len(one.against),
            -len(one.speaks_for),
            not one.vehicle.is_built,
            one.vehicle.code,
        ),
    )


def _compare(vehicle: Vehicle, answers: Mapping[str, Any]) -> Suggestion:
    given = [code for code in QUESTIONS if answers.get(code) not in (None, "")]
    suits = [code for code in given if _suits(vehicle.suits[code], answers[code])]
    return Suggestion(vehicle, tuple(suits), tuple(code for code in given if code not in suits))


def _suits(wanted: list[Any], answer: Any) -> bool:
    if isinstance(answer, int):
        shortest, longest = wanted
        return bool(shortest <= answer <= longest)
    return answer in wanted


@cache
def every_vehicle() -> tuple[Vehicle, ...]:
    """Return those that can be run today and those that are still to come."""
    built = [
        Vehicle(one.code, one.icon, one.name, one.line, one.suits) for one in recipes.shipped()
    ]
    listed = tomllib.loads((Path(__file__).parent / "to_come" / "vehicles.toml").read_text("utf-8"))
    known = {one.code for one in built}
    coming = [
        Vehicle(**one, is_built=False) for one in listed["vehicles"] if one["code"] not in known
    ]
    return (*built, *coming)
