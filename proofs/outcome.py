"""What a drill found, as a row of the table and as JSON."""

import argparse
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from proofs.site import clear

ENGINES = ("sqlite", "postgres")
HEAD = ("drill", "engine", "rounds", "acknowledged", "lost", "doubled", "control", "seconds", "")


@dataclass
class Control:
    """The same with the guarantee switched off: what was switched off, and whether it then failed, as it must."""

    without: str
    failed: bool
    found: str


@dataclass
class Outcome:
    """One drill on one engine."""

    drill: str
    engine: str
    rounds: int
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    wrong: list[str] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether nothing was lost, doubled or wrong, and every control failed."""
        kept = not (self.lost or self.doubled or self.wrong)
        return kept and all(control.failed for control in self.controls)

    def must(self, said: bool, sentence: str) -> None:
        """Note a sentence as wrong unless it holds."""
        if not said:
            self.wrong.append(sentence)

    def row(self) -> tuple[str, ...]:
        """Return the cells of the table."""
        controls = ", ".join(
            "fails" if one.failed else "DOES NOT FAIL" for one in self.controls
        )  # a drill has at least one
        return (
            self.drill,
            self.engine,
            f"{self.rounds:,}",
            f"{self.acknowledged:,}",
            f"{self.lost:,}",
            f"{self.doubled:,}",
            controls or "none",
            f"{self.seconds:.0f}",
            "holds" if self.holds else "FAILS",
        )

    def as_data(self) -> dict[str, Any]:
        """Return it for JSON."""
        return {**asdict(self), "holds": self.holds}


Say = Callable[[str], None]
Drill = Callable[[str, int, Say], Outcome]


def timed(drill: Drill, engine: str, rounds: int, say: Say) -> Outcome:
    """Run a drill and note how long it took; a drill that breaks off has failed."""
    began = time.monotonic()
    try:
        outcome = drill(engine, rounds, say)
    except Exception as problem:  # one broken drill must not keep the others from running
        name = Path(sys.modules[drill.__module__].__file__ or "").stem
        outcome = Outcome(name, engine, rounds, wrong=[f"broke off: {problem!r}"])
        if "--trace" in sys.argv:
            raise
    outcome.seconds = time.monotonic() - began
    return outcome


def table(outcomes: Iterable[Outcome]) -> str:
    """Return outcomes as a table, and below it what every control switched off and what was wrong."""
    outcomes = list(outcomes)
    rows = [HEAD, *(one.row() for one in outcomes)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEAD))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    for one in outcomes:
        lines += [
            f"  {one.drill}, {one.engine}: control without {control.without}: {control.found}"
            for control in one.controls
        ]
        if one.facts:
            facts = ", ".join(f"{name} {value}" for name, value in one.facts.items())
            lines.append(f"  {one.drill}, {one.engine}: {facts}")
        lines += [f"  {one.drill}, {one.engine}: WRONG: {sentence}" for sentence in one.wrong]
    return "\n".join(lines)


def say_to_terminal(sentence: str) -> None:
    """Print progress at once."""
    print(f"{time.strftime('%H:%M:%S')} {sentence}", flush=True)


def alone(drill: Drill, *, rounds: int) -> None:
    """Run one drill from the command line: `python -m proofs.kill --rounds 20 --engine sqlite`."""
    asked = argparse.ArgumentParser(description=sys.modules[drill.__module__].__doc__)
    asked.add_argument("--rounds", type=int, default=rounds)
    asked.add_argument("--engine", choices=ENGINES, action="append")
    asked.add_argument("--trace", action="store_true", help="break off where a drill breaks")
    given = asked.parse_args()
    try:
        found = [
            timed(drill, engine, given.rounds, say_to_terminal)
            for engine in given.engine or ENGINES
        ]
    finally:
        clear()
    print(table(found))
    sys.exit(0 if all(one.holds for one in found) else 1)
