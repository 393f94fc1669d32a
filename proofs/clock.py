"""The clock is set back an hour under load, and an hour comes twice: deadlines, order, digests and the clock's jobs hold.

The server (and PostgreSQL) run on a clock that the drill sets (time.c), back by an hour and later forward again, while
clients write: no write is refused, the journal keeps the order in which things came, letters go on leaving, and the log
goes on being sealed under checkpoints whose time never goes back. An onlooker is told of entries whose time does not fit
their place, for that is what they say, and of nothing else. Then the night in which the clocks of London and Paris go back is lived through in virtual minutes: a deadline in the doubled hour
is a moment and not a reading of a clock, and a daily digest leaves once a day at seven. The controls let the clock's jobs
be timed by the time of day, and judge the deadline by what a clock on the wall shows.
"""

import json
import re
import struct
import time
from pathlib import Path
from typing import Any

from proofs.counting import count, rows
from proofs.databases import shim
from proofs.load import Ledger, Load
from proofs.outcome import Control, Outcome, Say, alone
from proofs.postbox import Postbox
from proofs.site import Site, a_site

ROUNDS = 1
HOUR = 3600
WRITES = 25
PATIENCE = 60.0
ZONES = ("Europe/London", "Europe/Paris")
NOT_WRITTEN_TO = (
    "SELECT count(*) FROM flotilla_contribution c JOIN flotilla_entry e ON e.subject_id = c.id AND e.subject_kind = "
    "'contribution' AND e.verb = 'contribution.submitted' WHERE c.title LIKE 'Words of %%' AND NOT EXISTS "
    "(SELECT 1 FROM flotilla_letter l WHERE l.entry_id = e.id AND l.kind = 'receipt' AND l.sent_at IS NOT NULL)"
)
UNSEALED = (
    """SELECT count(*) FROM flotilla_commitment WHERE "index" IS NULL AND kind <> 'batched'"""
)
CHECKPOINTS = "SELECT size, signed_at FROM flotilla_checkpoint ORDER BY id"
OF_THEIR_TIME = re.compile(r"it says it was written at|it is dated|later than its receipt")
ORDER = "SELECT e.id, c.number FROM flotilla_entry e JOIN flotilla_contribution c ON c.id = e.subject_id WHERE e.verb = 'contribution.submitted' AND e.subject_kind = 'contribution' ORDER BY e.id"  # fmt: skip


def run(engine: str, rounds: int, say: Say) -> Outcome:
    """Set the clock back and forth, then live through the night."""
    outcome = Outcome("clock", engine, rounds)
    for _round in range(rounds):
        _set_back(engine, outcome, say)
    outcome.controls.append(_by_the_wall(engine, say))
    for zone in ZONES:
        found = _inside(engine, "night", zone, "instants")
        say(f"clock, {engine}: the doubled hour in {zone}: {found}")
        outcome.acknowledged += found["accepted"]
        outcome.must(found["late"] == 0 and found["refused early"] == 0, f"{zone}: {found}")
        outcome.must(found["in order"], f"{zone}: the journal tells it in another order")
        digests = _inside(engine, "digests", zone, "")
        say(f"clock, {engine}: daily digests in {zone} left on {digests['left']}")
        outcome.must(
            digests == {"left": ["31 07:00", "01 07:00"], "doubled": 0}, f"{zone}: {digests}"
        )
        outcome.doubled += digests["doubled"]
    without = _inside(engine, "night", ZONES[0], "wall")
    said = f"{without['late']} came in after the deadline"
    say(f"clock, {engine}, control judged by a clock on the wall: {said}")
    outcome.controls.append(Control("instants (by the wall)", without["late"] > 0, said))
    return outcome


def _inside(engine: str, *words: str) -> dict[str, Any]:
    with a_site(engine) as site:
        site.database.start()
        site.extra = Postbox().settings
        found: dict[str, Any] = json.loads(site.run("-m", "proofs.clock_inside", *words))
        return found


def _set(file: Path, seconds: int) -> None:
    with file.open("r+b") as kept:
        kept.write(struct.pack("q", seconds))


def _timed(site: Site, box: Postbox) -> Path:
    """Let the site and its database run on a clock that can be set; return the file that sets it."""
    file = site.folder / "offset"
    file.write_bytes(struct.pack("q", 0))
    file.chmod(0o644)
    site.database.preload = {"LD_PRELOAD": str(shim("time")), "TIME_OFFSET_FILE": str(file)}
    site.extra = {**box.settings, **site.database.preload}
    return file


def _set_back(engine: str, outcome: Outcome, say: Say) -> None:
    ledger = Ledger()
    with Postbox() as box, a_site(engine) as site:
        file = _timed(site, box)
        site.start()
        with Load(site, ledger, pause=0.02) as load:
            for what, seconds in (("as it is", 0), ("set back", -HOUR), ("set forward", 0)):
                _set(file, seconds)
                outcome.must(
                    load.until_acknowledged(WRITES), f"no writes after the clock is {what}"
                )
                say(
                    f"clock, {engine}: the clock is {what}, {len(ledger.acknowledged)} acknowledged"
                )
        outcome.must(not ledger.refused, f"writes were refused: {dict(ledger.refused)}")
        outcome.must(_comes_to_none(site, NOT_WRITTEN_TO), "receipts do not leave")
        found = count(site, ledger)
        numbers = [number for _id, number in rows(site, ORDER)]
        outcome.must(numbers == sorted(numbers), "the journal is not in the order of arrival")
        outcome.acknowledged += len(ledger.acknowledged)
        outcome.lost, outcome.doubled = outcome.lost + found.lost, outcome.doubled + found.doubled
        outcome.doubled += sum(many - 1 for many in box.arrived.values())
        outcome.wrong += found.wrong
        _while_it_is_back(site, file, outcome)
        _seen_from_outside(site, outcome)


def _while_it_is_back(site: Site, file: Path, outcome: Outcome) -> None:
    """What is written while the clock is back leaves as letters and is sealed then, and not an hour later."""
    _set(file, -HOUR)
    with Load(site, Ledger()) as load:
        load.until_acknowledged(WRITES // 2)
    outcome.must(_comes_to_none(site, NOT_WRITTEN_TO), "no letter leaves while the clock is back")
    outcome.must(_comes_to_none(site, UNSEALED), "nothing is sealed while the clock is back")


def _seen_from_outside(site: Site, outcome: Outcome) -> None:
    """Look at the log as the public does."""
    sizes, times = zip(*rows(site, CHECKPOINTS), strict=True)
    outcome.must(list(times) == sorted(times), "the time of a checkpoint goes back")
    outcome.must(list(sizes) == sorted(sizes), "the log became shorter")
    said = site.verified("--patience", "0")
    faults = [line for line in said.splitlines() if line.startswith("FAULT")]
    others = [line for line in faults if not OF_THEIR_TIME.search(line)]
    outcome.must(
        not others and "cannot be read" not in said, f"the verifier says: {others or said}"
    )
    outcome.facts["entries whose time does not fit their place"] = len(faults)


def _comes_to_none(site: Site, counted: str, patience: float = PATIENCE) -> bool:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if rows(site, counted)[0][0] == 0:
            return True
        time.sleep(0.5)
    return False


def _by_the_wall(engine: str, say: Say) -> Control:
    """Let the jobs be timed by the time of day, and set it back."""
    with Postbox() as box, a_site(engine) as site:
        file = _timed(site, box)
        site.off = ("patch=TimedByTheWall",)
        site.start()
        with Load(site, Ledger()) as load:
            load.until_acknowledged(WRITES)
        before = _comes_to_none(site, NOT_WRITTEN_TO)
        _set(file, -HOUR)
        with Load(site, Ledger()) as load:
            load.until_acknowledged(WRITES)
        after = _comes_to_none(site, NOT_WRITTEN_TO, patience=15)
    said = f"receipts {'leave' if after else 'do not leave'} while the clock is back"
    say(f"clock, {engine}, control with jobs timed by the time of day: {said}")
    return Control("a monotonic clock for the jobs", before and not after, said)


if __name__ == "__main__":
    alone(run, rounds=ROUNDS)
