"""Whether SQLite keeps what it acknowledges: sound version, settings, and a disk of this machine."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from config.checks.finding import Finding

OLDEST = (3, 51, 3)
FULL = 2
PATIENCE_MS = 5_000
MOUNTS = Path("/proc/self/mountinfo")
#: file systems that are somewhere else: their locks and their syncs are promises of another machine
ELSEWHERE = re.compile(
    r"^(nfs\d?|cifs|smb\w*|9p|afs|ceph|glusterfs|lustre|gpfs|beegfs|ocfs2|gfs2|davfs|ncpfs|fuse\.(?!ext|ntfs|exfat|fuse-overlayfs|lxcfs).+)$"
)


def findings(connection: Any) -> Iterator[Finding]:
    """Ask the database, by the connection that the site uses."""
    facts = {name: _asked(connection, f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "mmap_size")}  # fmt: skip
    version = tuple(int(one) for one in _asked(connection, "SELECT sqlite_version()").split("."))
    yield from judged(version, facts, connection.transaction_mode or "")
    mounts = MOUNTS.read_text("utf-8", "replace") if MOUNTS.exists() else ""
    kind = file_system(Path(connection.settings_dict["NAME"]), mounts)
    if ELSEWHERE.match(kind):
        yield Finding(38, f"The database lies on a network file system ({kind}), on which SQLite can lose what it acknowledged: put FLOTILLA_VAR on a disk of this machine, or use PostgreSQL.")  # fmt: skip


def judged(
    version: tuple[int, ...], facts: dict[str, Any], transaction_mode: str
) -> Iterator[Finding]:
    """Say what is wrong with what the database said of itself."""
    if version < OLDEST:
        yield Finding(31, f"SQLite {'.'.join(map(str, version))} can lose a commit when its log is reset: install pysqlite3 (tools/install.sh does), or an SQLite from 3.51.3 on.")  # fmt: skip
    if facts["journal_mode"] != "wal":
        yield Finding(32, f"SQLite runs with journal_mode={facts['journal_mode']}: leave the database settings as they are, which is WAL, and let nobody change it.")  # fmt: skip
    if facts["synchronous"] < FULL:
        yield Finding(33, "SQLite does not wait for the disk (synchronous is below FULL), so a power cut loses what was acknowledged: set PRAGMA synchronous=FULL.")  # fmt: skip
    if not facts["foreign_keys"]:
        yield Finding(34, "SQLite does not keep foreign keys: set PRAGMA foreign_keys=ON.")
    if facts["busy_timeout"] < PATIENCE_MS:
        yield Finding(35, "A writer waits less than five seconds for its turn: set the timeout of the database to 5 or more.")  # fmt: skip
    if transaction_mode.upper() != "IMMEDIATE":
        yield Finding(36, "Transactions do not begin as IMMEDIATE, so writers are refused instead of waiting: set transaction_mode to IMMEDIATE.")  # fmt: skip
    if facts["mmap_size"]:
        yield Finding(37, "SQLite maps its file into memory, so a stray write can spoil it: set PRAGMA mmap_size=0.")  # fmt: skip


def _asked(connection: Any, question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return row[0] if row else 0


def file_system(path: Path, mounts: str) -> str:
    """Return the kind of file system on which a path lies, as Linux lists them (man 5 proc_pid_mountinfo)."""
    best, kind = "", ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        point = re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), before.split()[4])
        if _is_below(str(path.resolve()), point) and len(point) >= len(best):
            best, kind = point, after.split()[0]
    return kind


def _is_below(path: str, point: str) -> bool:
    return point == "/" or path == point or path.startswith(f"{point}/")
