"""The record takes 500 appends a second on PostgreSQL, and whoever leaves a transaction open holds up nobody.

Several processes write entries with their commitments, each in a transaction of its own, while the sealer gives them
their places; somebody else has written an entry and does not commit until the end. Within a minute every append that was
acknowledged has its place in the log. In the control writers number their entries as they write them, so that each
waits for the one before.
"""

import json
import subprocess
import sys
import time
from typing import Any

from proofs.counting import rows
from proofs.outcome import Control, Outcome, Say, alone
from proofs.site import ROOT, Site, a_site

ROUNDS = 10  # seconds
WRITERS, THREADS = 2, 3
ENOUGH = 500
SEALED_WITHIN = 60.0
UNSEALED = 'SELECT count(*) FROM flotilla_commitment WHERE "index" IS NULL'
WITHOUT_LEAF = (
    "SELECT count(*) FROM flotilla_entry e WHERE e.verb = 'contribution.considered' AND NOT EXISTS (SELECT 1 FROM "
    "flotilla_commitment c JOIN flotilla_leaf l ON l.index = c.index WHERE c.entry_id = e.id AND l.data = 'open:' || c.digest)"
)
WRITTEN = "SELECT count(*) FROM flotilla_entry WHERE verb = 'contribution.considered'"


def run(engine: str, rounds: int, say: Say) -> Outcome:
    """Append for so many seconds while a transaction stands open, then the same with numbers given by the writers."""
    outcome = Outcome("appends", engine, rounds)
    with a_site(engine) as site:
        site.database.start()
        found, waited = _appended(site, rounds)
        rate = found["appended"] / found["seconds"]
        outcome.acknowledged = found["appended"]
        outcome.lost = max(0, found["appended"] - rows(site, WRITTEN)[0][0])
        outcome.must(rate >= ENOUGH, f"{rate:.0f} appends a second")
        outcome.must(waited <= SEALED_WITHIN, f"some have no place after {SEALED_WITHIN:.0f} s")
        outcome.must(
            rows(site, WITHOUT_LEAF)[0][0] == 0, "the log lacks some, or says it otherwise"
        )
        outcome.facts = {
            "appends a second": round(rate),
            "of the writers' processor each (ms)": round(
                found["worked"] / found["appended"] * 1000, 2
            ),
            "slowest (s)": round(found["slowest"], 2),
            "all sealed after (s)": round(waited, 1),
        }
        say(f"appends, {engine}: {outcome.facts}")
        site.off = ("patch=NumberedByWriters",)
        held, _waited = _appended(site, min(rounds, 5))
        said = f"{held['appended']} appends while a transaction stood open, of {WRITERS * THREADS} writers"
        say(f"appends, {engine}, control with numbers given by the writers: {said}")
        outcome.controls = [Control("places given by the sealer", held["appended"] == 0, said)]
    return outcome


def _appended(site: Site, seconds: int) -> tuple[dict[str, Any], float]:
    """Let the writers write and the sealer seal; return what they did, and how long the last one waited for its place."""
    inside = [sys.executable, "-m", "proofs.appends_inside"]
    sealer = subprocess.Popen([*inside, "seal", "0", "0"], env=site.environment, cwd=ROOT)
    try:
        writers = [
            subprocess.Popen(
                [*inside, "append", str(seconds), str(THREADS)],
                env=site.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True,
            )
            for _one in range(WRITERS)
        ]  # fmt: skip
        said = [json.loads(one.communicate()[0]) for one in writers]
        ended = time.monotonic()
        while rows(site, UNSEALED)[0][0] and time.monotonic() < ended + SEALED_WITHIN:
            time.sleep(0.2)
        waited = time.monotonic() - ended
    finally:
        sealer.kill()
        sealer.wait()
    together = max(one["seconds"] for one in said)
    appended, worked = (sum(one[what] for one in said) for what in ("appended", "worked"))
    slowest = max(one["slowest"] for one in said)
    return {"appended": appended, "seconds": together, "slowest": slowest, "worked": worked}, waited


if __name__ == "__main__":
    alone(run, rounds=ROUNDS)
