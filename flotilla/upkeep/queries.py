"""What can be asked about how this copy is."""

import logging
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.cache import cache as shared
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from flotilla.journal.models import Checkpoint, Commitment, Entry
from flotilla.journal.sealing import CHECKPOINT_EVERY, INCLUDED_WITHIN
from flotilla.kit import fulltext
from flotilla.letters.models import Letter
from flotilla.upkeep.models import Backup, Tick

log = logging.getLogger(__name__)
#: how late a job may be before somebody should look: a pause of the machine is no fault
PATIENCE = timedelta(minutes=3)


@dataclass(frozen=True)
class Figure:
    """One number for a monitor."""

    name: str
    words: str
    value: float
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Disk:
    """How full the disk is on which this copy keeps what it keeps."""

    free: int
    total: int

    @property
    def share_free(self) -> float:
        """The part that is free, between 0 and 1."""
        return self.free / self.total


@cache
def version() -> str:
    """Return the version of this copy."""
    facts = tomllib.loads((settings.ROOT / "pyproject.toml").read_text("utf-8"))
    return str(facts["project"]["version"])


def disk() -> Disk:
    """Return how full the disk is."""
    place: Path = settings.VAR if settings.VAR.exists() else settings.ROOT
    usage = shutil.disk_usage(place)
    return Disk(usage.free, usage.total)


def waiting(at: datetime) -> tuple[int, datetime | None]:
    """Return how many letters should have left by now, and since when the oldest of them waits."""
    due = Letter.objects.waiting(at)
    oldest = due.order_by("written_at").values_list("written_at", flat=True).first()
    return due.count(), oldest


def given_up(at: datetime) -> int:
    """Return how many letters were given up in the last seven days after all tries."""
    return Letter.objects.filter(given_up_at__gt=at - timedelta(days=7), tries__gt=1).count()


def late_jobs(at: datetime) -> list[Tick]:
    """Return the jobs of the clock that should have run since they last did, and those whose last run failed."""
    return [tick for tick in Tick.objects.all() if is_late(tick, at)]


def is_late(tick: Tick, at: datetime) -> bool:
    """Whether a job is overdue, or failed and has not run through since."""
    if tick.ran_at is None or (tick.failed_at is not None and tick.failed_at > tick.ran_at):
        return True
    return tick.ran_at + timedelta(seconds=tick.every_seconds) + PATIENCE < at


@dataclass(frozen=True)
class Seal:
    """When the public log was signed last, and since when the oldest entry waits for its place in it."""

    signed_at: datetime | None
    waiting: int
    oldest: datetime | None

    def is_late(self, at: datetime) -> bool:
        """Whether a receipt's promise is about to be broken, or nothing was signed for too long."""
        if self.oldest is not None and self.oldest + INCLUDED_WITHIN < at:
            return True
        return self.signed_at is not None and self.signed_at + CHECKPOINT_EVERY + PATIENCE < at


def seal() -> Seal:
    """Return how the sealing of the public log stands."""
    newest = Checkpoint.objects.order_by("-id").values_list("signed_at", flat=True).first()
    waiting = Commitment.objects.waiting()
    first = waiting.values_list("entry_id", flat=True).first()
    oldest = Entry.objects.filter(pk=first).values_list("at", flat=True).first() if first else None
    return Seal(newest, waiting.count(), oldest)


def last_backup() -> Backup | None:
    """Return the newest backup that was taken of this copy, or None."""
    return Backup.objects.first()


def cache_answers() -> bool:
    """Whether the shared cache answers; the memory of this process always does."""
    asks = getattr(shared, "answers", None)
    return True if asks is None else bool(asks())


def is_searchable() -> bool:
    """Whether search keeps up with every table whose words it keeps."""
    return all(fulltext.is_installed(connection, table) for table in fulltext.KEPT)


def is_ready() -> bool:
    """Whether requests may be led here: the database takes writes, and every migration of this code was applied.

    A shared cache that is away is no reason: pages do without it, and it would be away for every process at once.
    """
    try:
        return _takes_writes() and _is_migrated()
    except (DatabaseError, OSError) as fault:
        log.warning("Not ready: %s", type(fault).__name__)
        return False


def _takes_writes() -> bool:
    """Write a row and take it back."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = '3s'")
        Tick.objects.update_or_create(job="readiness", defaults={"every_seconds": 0})
        transaction.set_rollback(True)
    return True


_migrated = False


def _is_migrated() -> bool:
    """Ask until it is so, then never again: what was applied stays, and newer code may have applied more."""
    global _migrated  # noqa: PLW0603 - a fact about this process
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        if not _migrated:
            log.warning("Not ready: there are migrations to apply")
    return _migrated


def figures(at: datetime) -> Iterator[Figure]:
    """Return the numbers for a monitor."""
    count, oldest = waiting(at)
    space = disk()
    yield Figure("letters_waiting", "Letters that should have left by now.", count)
    yield Figure(
        "letters_oldest_seconds",
        "How long the oldest of them waits.",
        (at - oldest).total_seconds() if oldest else 0,
    )
    yield Figure("letters_given_up", "Letters given up in the last seven days.", given_up(at))
    sealed = seal()
    yield Figure("log_waiting", "Entries without a place in the public log.", sealed.waiting)
    if sealed.signed_at:
        yield Figure(
            "log_signed", "When the public log was signed last.", sealed.signed_at.timestamp()
        )
    yield Figure("disk_free_bytes", "Free space where this copy keeps its files.", space.free)
    yield Figure("disk_size_bytes", "All space there.", space.total)
    yield Figure("cache_answers", "Whether the shared cache answers.", float(cache_answers()))
    yield Figure("version", "Which version runs.", 1, {"version": version()})
    if backup := last_backup():
        yield Figure("backup_taken", "When the last backup was taken.", backup.taken_at.timestamp())
    for tick in Tick.objects.exclude(ran_at=None):
        ran = tick.ran_at.timestamp() if tick.ran_at else 0.0
        yield Figure("job_ran", "When a job last ran through.", ran, {"job": tick.job})
