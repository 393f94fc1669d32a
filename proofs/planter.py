"""Plants faults on a running site, one after the other, and lets the verifier look each time; run by proofs.verify_planted."""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import config.sqlite

config.sqlite.replace()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402 - after the database is replaced

if __name__ == "__main__":
    django.setup()

from flotilla.journal.models import Leaf  # noqa: E402
from flotilla.journal.receipts import first_of, promise  # noqa: E402
from proofs import honest  # noqa: E402
from proofs.planted_log import LOG  # noqa: E402
from proofs.planted_rows import ROWS  # noqa: E402
from proofs.planting import CannotPlant, Hand  # noqa: E402

PLANTS = ROWS | LOG
FILE = Path(__file__).resolve().parents[1] / "verify" / "flotilla_verify.py"
NAMED = re.compile(r"^FAULT .*(entry \d|entries \d|of \d+ entries|no\. \d|receipt of 20|programme [0-9a-f]{32})", re.MULTILINE)  # fmt: skip


class Onlooker:
    """Somebody elsewhere with nothing but the one file, what they remember, and the receipts they were given."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address, self.folder = address, folder
        shutil.copy(FILE, folder / FILE.name)

    def look(self, *, receipt: str = "", remembers: bool = True) -> tuple[int, str]:
        """Verify the site; return the code and what was said."""
        given = (self.folder / "receipts").read_text("utf-8") if (self.folder / "receipts").exists() else ""  # fmt: skip
        (self.folder / "given").write_text(f"{given}\n{receipt}", "utf-8")
        words = ["--patience", "0", "--pages", "1", "--receipts", "given"]
        words += ["--remember", "memory"] if remembers else []
        done = subprocess.run(
            [sys.executable, "-I", FILE.name, self.address, *words],
            cwd=self.folder, capture_output=True, text=True, check=False, env={"PATH": os.environ["PATH"]},
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr[-2000:]


def prepare(onlooker: Onlooker, *, ideas: int = 81) -> tuple[Hand, tuple[int, str]]:
    """Let much happen, give out receipts, and let the onlooker see the honest site, which they remember."""
    programme = honest.make(ideas)
    given = [first_of("contribution", one.pk) for one in programme.contributions.all()[:4]]
    (onlooker.folder / "receipts").write_text(
        "\n".join(promise(one) for one in given if one), "utf-8"
    )
    return Hand(), onlooker.look()


def _plant(hand: Hand, kind: str) -> str:
    """Plant one fault; return why not, where this record has nothing that it could be planted in."""
    try:
        PLANTS[kind](hand)
    except CannotPlant as problem:
        hand.restore()
        return str(problem)
    return "" if hand.touched() else "it changes nothing"


def plants(hand: Hand, onlooker: Onlooker, count: int) -> Iterator[dict[str, Any]]:
    """Plant so many faults of every kind in turn, mending each after it was looked for."""
    kinds, number = list(PLANTS), 0
    while number < count and kinds:
        kind = kinds[number % len(kinds)]
        hand.random.seed(number)
        if why := _plant(hand, kind):
            kinds.remove(kind)
            yield {"unplanted": kind, "why": why}
            continue
        code, said = onlooker.look(receipt=hand.receipt)
        hand.restore()
        yield {
            "number": number,
            "kind": kind,
            "found": code == 1,
            "named": bool(NAMED.search(said)),
            "said": "" if code == 1 and NAMED.search(said) else said,
        }
        number += 1
        if number % 100 == 0 or number == count:
            code, said = onlooker.look()
            yield {"control": number, "passed": code == 0, "said": said}


def without_memory(hand: Hand, onlooker: Onlooker) -> Iterator[dict[str, Any]]:
    """Plant one of each kind before somebody who kept nothing from before: what a log alone cannot show."""
    for kind in PLANTS:
        if why := _plant(hand, kind):
            yield {"unplanted": kind, "why": why}
            continue
        code, _said = onlooker.look(receipt=hand.receipt, remembers=False)
        hand.restore()
        yield {"forgetful": kind, "found": code == 1}


def main() -> None:
    """Print what was found, a line of JSON each."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--plants", type=int, default=1000)
    asked.add_argument("--ideas", type=int, default=81)
    asked.add_argument("--address", required=True)
    asked.add_argument("--folder", type=Path, required=True)
    given = asked.parse_args()
    onlooker = Onlooker(given.address, given.folder)
    hand, (code, said) = prepare(onlooker, ideas=given.ideas)
    print(
        json.dumps(
            {"control": 0, "passed": code == 0, "leaves": Leaf.objects.count(), "said": said}
        ),
        flush=True,
    )
    if code == 0:
        for one in plants(hand, onlooker, given.plants):
            print(json.dumps(one), flush=True)
        for one in without_memory(hand, onlooker):
            print(json.dumps(one), flush=True)


if __name__ == "__main__":
    main()
