"""The disk is full: writes are refused with a plain page, reading goes on, nothing acknowledged is lost, and it recovers.

The database lies on a small file system of its own (tmpfs, so this drill needs root), which the drill fills under load
and empties again. PostgreSQL's WAL lies on another one, as docs/operate says it should: PostgreSQL stops where it cannot
write its WAL. The control answers before the transaction has committed, and must lose.
"""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from proofs.counting import count
from proofs.databases import Postgres
from proofs.load import Ledger, Load
from proofs.outcome import Control, Outcome, Say, alone
from proofs.restart import EARLY
from proofs.site import Site, a_site

ROUNDS = 2
WRITES = 20
ROOM = 24_000_000  # bytes beside what is there already
REFUSALS = 8
PATIENCE = 60.0


def run(engine: str, rounds: int, say: Say) -> Outcome:
    """Fill the disk and make room, again and again; then with answers that come too early."""
    outcome, ledger = Outcome("disk", engine, rounds), Ledger()
    if os.getuid():
        outcome.wrong.append("this drill mounts a small file system, which only root may do")
        return outcome
    with a_site(engine) as site, _on_a_small_disk(site) as disk:
        site.start()
        with Load(site, ledger, pause=0.01) as load:
            for number in range(rounds):
                load.until_acknowledged(WRITES)
                before = ledger.refused[503]
                with _full(disk):
                    outcome.must(_until_refused(ledger, load), "a full disk refuses nothing")
                    page = f"/p/{site.seeded['programme']}/c/{site.seeded['numbers'][0]}/"
                    statuses = [site.get("/"), site.get(page)]
                    outcome.must(statuses == [200, 200], f"reading answers {statuses}")
                back = load.until_acknowledged(WRITES, patience=90)
                outcome.must(back, f"round {number + 1}: it does not recover by itself")
                say(f"disk, {engine}: {number + 1} of {rounds}, {len(ledger.acknowledged)} acknowledged, {ledger.refused[503] - before} refused")  # fmt: skip
        found = count(site, ledger)
        site.kill()
    outcome.acknowledged, outcome.lost, outcome.doubled = len(ledger.acknowledged), found.lost, found.doubled  # fmt: skip
    outcome.wrong += found.wrong
    outcome.must(ledger.plain, "a refusal is not a plain page")
    outcome.must(set(ledger.refused) <= {503}, f"refused with {dict(ledger.refused)}")
    outcome.facts = {"refused (503)": ledger.refused[503]}
    outcome.controls = [_control(engine, say)]
    return outcome


@contextlib.contextmanager
def _on_a_small_disk(site: Site) -> Iterator[Path]:
    """Move the database to a file system with little room; leave PostgreSQL's WAL where it was."""
    live, aside = site.database.live, site.folder / "aside"
    live.rename(aside)
    live.mkdir()
    is_postgres = isinstance(site.database, Postgres)
    if is_postgres:
        (aside / "pg_wal").rename(site.folder / "wal")
    used = sum(path.stat().st_blocks * 512 for path in aside.rglob("*") if path.is_file())
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={used + ROOM}", "tmpfs", live], check=True)
    try:
        subprocess.run(["cp", "-a", f"{aside}/.", live], check=True)
        if is_postgres:
            (live / "pg_wal").symlink_to(site.folder / "wal")
            shutil.chown(live, "postgres", "postgres")
            live.chmod(0o700)
        yield live
    finally:
        site.kill()
        subprocess.run(["umount", "--lazy", live], check=True)


@contextlib.contextmanager
def _full(disk: Path) -> Iterator[None]:
    ballast = disk / "ballast"
    file = os.open(ballast, os.O_WRONLY | os.O_CREAT)
    with contextlib.suppress(OSError):  # until it is full
        while True:
            os.write(file, b"\0" * 4096)
    os.close(file)
    try:
        yield
    finally:
        ballast.unlink()


def _until_refused(ledger: Ledger, load: Load) -> bool:
    wanted, until = sum(ledger.refused.values()) + REFUSALS, time.monotonic() + PATIENCE
    while sum(ledger.refused.values()) < wanted and time.monotonic() < until:
        load.run_for(0.1)
    return sum(ledger.refused.values()) >= wanted


def _control(engine: str, say: Say) -> Control:
    ledger = Ledger()
    with a_site(engine) as site, _on_a_small_disk(site) as disk:
        site.off = EARLY
        site.start()
        with Load(site, ledger, pause=0.05) as load:
            load.until_acknowledged(WRITES)
            with _full(disk):
                load.until_acknowledged(WRITES * 10)
                load.run_for(2)
        time.sleep(1)
        found = count(site, ledger)
        site.kill()
    said = f"{found.lost} of {len(ledger.acknowledged)} acknowledged writes were lost"
    say(f"disk, {engine}, control with answers before the commit: {said}")
    return Control("waiting for the commit (answers come before it)", found.lost > 0, said)


if __name__ == "__main__":
    alone(run, rounds=ROUNDS)
