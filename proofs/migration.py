"""A column is added to a table of a million rows under load: no request is refused or waits more than a few seconds.

The way of docs/operate/upgrade.md: the column empty, filled in batches (flotilla/kit/backfill.py), its index made beside
the work of others. The control does it all in one transaction, and somebody must wait longer than that, or three times as
long as anybody before, or be refused. On SQLite, where one writes at a time, the index is made before the filling, of the
rows that are filled.
"""

from proofs.counting import count
from proofs.load import Ledger, Load
from proofs.outcome import Control, Outcome, Say, alone
from proofs.site import Site, a_site

ROUNDS = 1
ROWS = 1_000_000
FEW_SECONDS = 4.0
TIMES = 3  # what a quick machine does at once may take less than a few seconds, and still far longer than any step


def run(engine: str, rounds: int, say: Say) -> Outcome:
    """Change the table in steps, then another one all at once."""
    outcome = Outcome("migration", engine, rounds)
    with a_site(engine) as site:
        site.database.start()
        site.run("-m", "proofs.migration_inside", "fill", str(ROWS))
        say(f"migration, {engine}: {ROWS:,} rows are there")
        site.start()
        slowest, ledger, took = _under_load(site, "expand")
        say(f"migration, {engine}: in steps it took {took} s, the slowest answer {slowest:.2f} s")
        found = count(site, ledger)
        outcome.acknowledged, outcome.lost, outcome.doubled = len(ledger.acknowledged), found.lost, found.doubled  # fmt: skip
        outcome.wrong += found.wrong
        outcome.must(not ledger.refused and not ledger.unsure, f"refused: {dict(ledger.refused)}")
        outcome.must(slowest <= FEW_SECONDS, f"somebody waited for {slowest:.1f} s")
        outcome.facts = {"rows": ROWS, "seconds in steps": took, "slowest answer (s)": round(slowest, 2)}  # fmt: skip
        stalled, ledger, took = _under_load(site, "naive")
        refused = sum(ledger.refused.values())
        said = f"the slowest answer took {stalled:.1f} s, {refused} were refused"
        say(f"migration, {engine}, control all at once ({took} s): {said}")
        fails = stalled > min(FEW_SECONDS, TIMES * slowest) or refused > 0
        outcome.controls = [Control("steps (all in one transaction)", fails, said)]
    return outcome


def _under_load(site: Site, way: str) -> tuple[float, Ledger, str]:
    ledger = Ledger()
    with Load(site, ledger, clients=3, pause=0.05) as load:
        load.until_acknowledged(10)
        took = site.run("-m", "proofs.migration_inside", way).strip()
        load.until_acknowledged(10)
    return ledger.slowest, ledger, took


if __name__ == "__main__":
    alone(run, rounds=ROUNDS)
