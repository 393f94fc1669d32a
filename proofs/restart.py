"""The database goes away under load and comes back: nothing acknowledged is lost, refusals are plain pages, and it recovers by itself.

PostgreSQL is stopped as an operator does (fast) and, every other round, killed -9, and started again a moment later. On
SQLite somebody else holds the lock: first for less than the site waits, so that nobody notices, then for longer. The
control answers before the transaction has committed, and must lose.
"""

import contextlib
import threading
import time
from collections.abc import Iterator

from proofs.counting import count
from proofs.databases import Postgres, sqlite3
from proofs.load import Ledger, Load
from proofs.outcome import Control, Outcome, Say, alone
from proofs.site import Site, a_site

ROUNDS = 3
WRITES = 20
AWAY = 2.0  # seconds for which PostgreSQL is gone
SHORT, LONG = 3.0, 24.0  # seconds for which SQLite's lock is held; the site waits for 20
EARLY = ("middleware=proofs.crash.too_early",)


def run(engine: str, rounds: int, say: Say) -> Outcome:
    """Take the database away, again and again; then with answers that come too early."""
    outcome, ledger = Outcome("restart", engine, rounds), Ledger()
    with a_site(engine) as site:
        site.start()
        with Load(site, ledger) as load:
            for number in range(rounds):
                load.until_acknowledged(WRITES)
                refused = sum(ledger.refused.values())
                with _away(site, number, last=number == rounds - 1):
                    read = site.get("/") if engine == "sqlite" else 0
                outcome.must(engine != "sqlite" or read == 200, f"reading answers {read}")
                came_back = load.until_acknowledged(WRITES, patience=90)
                outcome.must(came_back, f"round {number + 1}: it does not recover by itself")
                say(f"restart, {engine}: {number + 1} of {rounds}, {len(ledger.acknowledged)} acknowledged, {sum(ledger.refused.values()) - refused} refused meanwhile")  # fmt: skip
        found = count(site, ledger)
    outcome.acknowledged, outcome.lost, outcome.doubled = len(ledger.acknowledged), found.lost, found.doubled  # fmt: skip
    outcome.wrong += found.wrong
    outcome.must(ledger.plain, "a refusal is not a plain page")
    # 409: the same is under way, sent a moment before by the same client
    outcome.must(set(ledger.refused) <= {503, 409}, f"refused with {dict(ledger.refused)}")
    outcome.facts = {"refused (503)": ledger.refused[503], "slowest answer (s)": round(ledger.slowest, 1)}  # fmt: skip
    outcome.controls = [_control(engine, say)]
    return outcome


@contextlib.contextmanager
def _away(site: Site, number: int, *, last: bool) -> Iterator[None]:
    database = site.database
    if isinstance(database, Postgres):
        (database.kill if number % 2 else database.stop)()
        time.sleep(AWAY)
        database.start()
        yield
        return
    holder = sqlite3.connect(database.file, timeout=60, isolation_level=None, check_same_thread=False)  # fmt: skip
    holder.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(LONG if last else SHORT, lambda: holder.execute("ROLLBACK"))
    timer.start()
    try:
        time.sleep(0.5)
        yield
    finally:
        timer.join()
        holder.close()


def _control(engine: str, say: Say) -> Control:
    ledger = Ledger()
    with a_site(engine) as site:
        site.off = EARLY
        site.start()
        with Load(site, ledger, pause=0.1) as load:
            load.until_acknowledged(WRITES)
            with _away(site, 1, last=True):
                load.until_acknowledged(WRITES)
        time.sleep(1)
        found = count(site, ledger)
    said = f"{found.lost} of {len(ledger.acknowledged)} acknowledged writes were lost"
    say(f"restart, {engine}, control with answers before the commit: {said}")
    return Control("waiting for the commit (answers come before it)", found.lost > 0, said)


if __name__ == "__main__":
    alone(run, rounds=ROUNDS)
