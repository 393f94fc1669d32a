"""A backup is taken under load and brought back into an empty place: equal counts, every acknowledged write, every proof.

`bin/flotilla backup` runs while clients write; `bin/flotilla restore` brings it into a new database and an empty folder
for files. Each table has as many rows as the backup counted, what was acknowledged before it began is there once, each
file is the same, the restored site serves, and its public log fits what an onlooker remembers of the first. A backup with
one changed byte, or with a row taken out and sums written anew, is refused. The control copies the open database file, as
people do, and loses.
"""

import hashlib
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from proofs.counting import count, rows
from proofs.databases import Postgres, sqlite3
from proofs.load import Ledger, Load
from proofs.outcome import Control, Outcome, Say, alone
from proofs.site import Site, a_site, an_empty_site

ROUNDS = 1
WRITES = 40
FILES = 12
CONTROL_TRIES = 8
NAME_OF_LOG = {
    "FLOTILLA_LOG_ORIGIN": "drill.example/log"
}  # the same wherever the site is brought back
SEALED_WITHIN = 60


def run(engine: str, rounds: int, say: Say) -> Outcome:
    """Take it, bring it back, compare; spoil it; then copy the open file."""
    outcome = Outcome("backup", engine, rounds)
    for _round in range(rounds):
        with a_site(engine) as site:
            _attach(site)
            site.extra |= NAME_OF_LOG
            site.start()
            ledger, target = _under_load(site)
            restored(site, target, ledger, outcome, say)
            _spoiled(site, target, outcome)
            if not outcome.controls:
                outcome.controls = [_control(site, say)]
    return outcome


def _under_load(site: Site) -> tuple[Ledger, Path]:
    """Take the backup while clients write; return what was acknowledged before it began, and where it lies."""
    before, during, target = Ledger(), Ledger(), site.folder / "copy"
    with Load(site, before) as load:
        load.until_acknowledged(WRITES)
    _until_sealed(site)
    seen = site.verified("--remember", site.folder / "memory")
    if "All is well" not in seen:
        raise RuntimeError(f"The log of the first site does not verify: {seen}")
    with Load(site, during, pause=0.02) as load:
        load.until_acknowledged(3)
        site.run("backup", str(target))
        load.until_acknowledged(10)
    return before, target


def _until_sealed(site: Site) -> None:
    """Wait until the log has signed how long it is."""
    until = time.monotonic() + SEALED_WITHIN
    while site.get("/log/checkpoint") != 200:
        if time.monotonic() > until:
            raise RuntimeError(f"Nothing was sealed within {SEALED_WITHIN} seconds")
        time.sleep(0.5)


def _attach(site: Site) -> None:
    kept = site.folder / "var" / "files" / "contributions"
    kept.mkdir(parents=True, exist_ok=True)
    for number in range(FILES):
        (kept / f"{number}.bin").write_bytes(hashlib.sha256(bytes([number])).digest() * 4_000)


def restored(site: Site, target: Path, ledger: Ledger, outcome: Outcome, say: Say) -> None:
    """Bring it back into an empty place and compare everything."""
    listed: dict[str, Any] = json.loads((target / "manifest.json").read_text())
    with an_empty_site(site) as other:
        other.extra |= NAME_OF_LOG
        shutil.copy(
            site.folder / "var" / "log.key", other.folder / "var"
        )  # kept apart, as the guide says
        said = other.run("restore", str(target))
        say(f"backup, {site.engine}: {said.splitlines()[0]}")
        found = count(other, ledger)
        outcome.acknowledged += len(ledger.acknowledged)
        outcome.lost, outcome.doubled = outcome.lost + found.lost, outcome.doubled + found.doubled
        outcome.wrong += [f"restored: {what}" for what in found.wrong]
        for table, many in listed["rows"].items():
            there = rows(other, f"SELECT count(*) FROM {table}")[0][0]
            outcome.must(there == many, f"{table} has {there} rows and not {many}")
        outcome.must(_files(site) == _files(other), "files differ")
        outcome.facts = {"tables": len(listed["rows"]), "files": len(listed["files"]) - 1}
        other.start()
        page = other.get(f"/p/{site.seeded['programme']}/c/{max(ledger.receipts.values())}/")
        outcome.must(page == 200, f"the restored site answers {page}")
        seen = other.verified("--remember", site.folder / "memory")
        outcome.must("All is well" in seen, f"the restored log does not fit what was remembered: {seen}")  # fmt: skip
    noted = rows(site, "SELECT place, rows FROM flotilla_backup")
    outcome.must(noted == [(str(target), sum(listed["rows"].values()))], f"the note says {noted}")


def _files(site: Site) -> dict[str, str]:
    kept = site.folder / "var" / "files"
    return {
        path.relative_to(kept).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in kept.rglob("*")
        if path.is_file()
    }


def _spoiled(site: Site, target: Path, outcome: Outcome) -> None:
    """Change a byte, then take something out and write the sums anew: both must be refused, with a sentence."""
    database = next(target.glob("database.*"))
    whole = database.read_bytes()
    database.write_bytes(whole[:-100] + bytes([whole[-100] ^ 1]) + whole[-99:])
    outcome.must("not what they were" in _refusal(site, target), "one changed byte is not refused")
    database.write_bytes(whole)
    listed = json.loads((target / "manifest.json").read_text())
    listed["rows"]["flotilla_comment"] += 1
    (target / "manifest.json").write_text(json.dumps(listed))
    outcome.must("flotilla_comment" in _refusal(site, target), "a missing row is not noticed")


def _refusal(site: Site, target: Path) -> str:
    with an_empty_site(site) as other:
        try:
            other.run("restore", str(target))
        except RuntimeError as refused:
            said = str(refused)
            return "" if "Traceback" in said else said
    return ""


def _control(site: Site, say: Say) -> Control:
    """Copy the files of the running database as they lie, without what is in its log of changes."""
    copied = _copied_sqlite if site.engine == "sqlite" else _copied_postgres
    ledger, lost = Ledger(), 0
    for _try in range(CONTROL_TRIES):
        with Load(site, ledger) as load:
            load.until_acknowledged(6)
        if lost := copied(site, ledger):
            break
    said = f"{lost} of {len(ledger.acknowledged)} acknowledged writes are not in the copy"
    say(f"backup, {site.engine}, control with a copy of the open file: {said}")
    return Control("the engine's own backup (the open file was copied)", lost > 0, said)


def _copied_sqlite(site: Site, ledger: Ledger) -> int:
    with _a_copy(site) as copy:
        shutil.copy(site.folder / "database" / "live" / "flotilla.sqlite3", copy)
        connection = sqlite3.connect(copy)
        try:
            there = {title for (title,) in connection.execute("SELECT title FROM flotilla_contribution")}  # fmt: skip
        except sqlite3.DatabaseError:
            there = set()
        connection.close()
    return sum(write.kind == "contribution" and write.words not in there for write in ledger.acknowledged)  # fmt: skip


def _copied_postgres(site: Site, ledger: Ledger) -> int:
    """Copy the folder of data without pg_wal and start from it after pg_resetwal, as desperate people do."""
    assert isinstance(site.database, Postgres)
    other = Postgres(site.folder / "desperate")
    other.own()
    subprocess.run(["cp", "-a", site.database.live, other.live], check=True)
    (other.live / "postmaster.pid").unlink(missing_ok=True)
    shutil.rmtree(other.live / "pg_wal")
    (other.live / "pg_wal" / "archive_status").mkdir(parents=True, mode=0o700)
    if other.is_root:
        for path in (other.live / "pg_wal", other.live / "pg_wal" / "archive_status"):
            shutil.chown(path, "postgres", "postgres")
    subprocess.run([*other.as_owner(), other.bin / "pg_resetwal", "-f", "-D", other.live], check=False, capture_output=True)  # fmt: skip
    everything = sum(write.kind == "contribution" for write in ledger.acknowledged)
    try:
        other.start()
        with other.connected() as connection:
            found = connection.execute("SELECT title FROM flotilla_contribution").fetchall()
        there = {title for (title,) in found}
        return sum(write.kind == "contribution" and write.words not in there for write in ledger.acknowledged)  # fmt: skip
    except (RuntimeError, psycopg.Error):  # it does not start, or cannot be read: all is lost
        return everything
    finally:
        other.kill()


@contextmanager
def _a_copy(site: Site) -> Iterator[Path]:
    copy = site.folder / "open-file.sqlite3"
    try:
        yield copy
    finally:
        copy.unlink(missing_ok=True)


if __name__ == "__main__":
    alone(run, rounds=ROUNDS)
