"""`make prove`: runs the drills of the table, prints what they found, writes it as JSON, and fails if one does not hold."""

import argparse
import importlib
import json
import os
import platform
import sys
from datetime import UTC, datetime

from proofs.databases import VAR
from proofs.outcome import ENGINES, Outcome, Say, say_to_terminal, table, timed
from proofs.site import clear
from proofs.table import TABLE, Row


def chosen() -> tuple[list[Row], list[str], int | None]:
    """Return which drills, engines and rounds were asked for."""
    names = [row.name for row in TABLE]
    asked = argparse.ArgumentParser(description=__doc__, prog="python -m proofs")
    asked.add_argument("--drills", default="", help=f"some of {','.join(names)}")
    asked.add_argument("--engines", default="", help=f"some of {','.join(ENGINES)}")
    asked.add_argument("--rounds", default="", help="instead of each drill's own number")
    given = asked.parse_args()
    drills = [one for one in given.drills.split(",") if one] or names
    engines = [one for one in given.engines.split(",") if one] or list(ENGINES)
    if unknown := {*drills, *engines} - {*names, *ENGINES}:
        asked.error(f"There is no {', '.join(sorted(unknown))}.")
    rows = [row for row in TABLE if row.name in drills]
    return rows, engines, int(given.rounds) if given.rounds else None


def one(row: Row, engine: str, rounds: int, say: Say) -> Outcome:
    """Run one drill; one that cannot be loaded has failed."""
    say(f"{row.name}, {engine}: {row.says}")
    try:
        drill = importlib.import_module(row.module).run
    except ImportError as problem:
        return Outcome(row.name, engine, rounds, wrong=[f"cannot be loaded: {problem}"])
    found = timed(drill, engine, rounds, say)
    found.drill = row.name
    say(f"{row.name}, {engine}: {'holds' if found.holds else 'FAILS'} after {found.seconds:.0f} s")
    return found


def main() -> int:
    """Run, print, write."""
    rows, engines, rounds = chosen()
    found = [
        one(row, engine, rounds or row.rounds, say_to_terminal)
        for row in rows
        for engine in row.engines
        if engine in engines
    ]
    print("\n" + table(found))
    at = datetime.now(UTC)
    VAR.mkdir(parents=True, exist_ok=True)
    path = VAR / f"{at:%Y-%m-%dT%H%M%S}.json"
    data = {
        "at": at.isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "outcomes": [outcome.as_data() for outcome in found],
    }
    path.write_text(json.dumps(data, indent=2) + "\n")
    holds = bool(found) and all(outcome.holds for outcome in found)
    print(
        f"\n{'Every proof holds' if holds else 'NOT every proof holds'}; the same as data: {path}"
    )
    return 0 if holds else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    finally:
        clear()
