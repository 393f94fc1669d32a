"""What runs by itself, and how often: a table. Each job may run twice or late without harm."""

import fcntl
import logging
import os
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Any, ClassVar

from django.db import DatabaseError, close_old_connections, connection

from flotilla.contributions.actions import lapse_drafts
from flotilla.decisions.actions import release_due
from flotilla.exchange.actions import continue_imports
from flotilla.journal.sealing import seal
from flotilla.kit.moments import database_now
from flotilla.letters.actions import read_journal
from flotilla.letters.post import send_due
from flotilla.people.actions import lapse_deeds
from flotilla.privacy.actions import let_go
from flotilla.privacy.sweeping import sweep
from flotilla.privacy.tombstones import carry_outside
from flotilla.upkeep.actions import note_tick

log = logging.getLogger(__name__)
TICK_SECONDS = 1.0
NOTE_EVERY = timedelta(seconds=30)
PLACE = f"{socket.gethostname()}:{os.getpid()}"
LONG_AGO = -1e9  # on the monotonic clock, which nobody sets back


@dataclass(frozen=True)
class Job:
    """One thing that runs by itself."""

    name: str
    every: timedelta
    run: Callable[..., Any]


TABLE = (
    Job("write the letters of new journal entries", timedelta(seconds=1), read_journal),
    Job("seal the public log", timedelta(seconds=5), seal),
    Job("release decisions whose hour has come", timedelta(seconds=5), release_due),
    Job("throw away drafts that nobody touched", timedelta(hours=6), lapse_drafts),
    Job("forget which forms were sent before", timedelta(hours=1), lapse_deeds),
    Job("bring imports on", timedelta(seconds=2), continue_imports),
    Job("let go of what has lapsed", timedelta(hours=1), let_go),
    Job("sweep out what was erased", timedelta(hours=6), sweep),
    Job("keep tombstones outside of the database", timedelta(seconds=10), carry_outside),
    Job("send letters that are due", timedelta(seconds=1), send_due),
)


class Leadership:
    """That of any number of clocks one runs the jobs: whoever holds a lock of the database's, for as long as its session lasts.

    On SQLite, which lies on one machine, it is a lock of the system's on a file beside the database.
    """

    KEY = 0x466C6F74  # "Flot"
    files: ClassVar[dict[tuple[int, str], int]] = {}  # of this process, however many clocks it has

    def __init__(self) -> None:
        self.session: object = None

    def is_held(self) -> bool:
        """Say whether this clock leads, and lead if nobody else does."""
        if connection.vendor != "postgresql":
            return self._is_held_by_file()
        if self.session is not None and self.session is connection.connection:
            return True
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [self.KEY])
            (is_leader,) = cursor.fetchone()
        self.session = connection.connection if is_leader else None
        return bool(is_leader)

    def _is_held_by_file(self) -> bool:
        where = (os.getpid(), f"{connection.settings_dict['NAME']}.clock")
        if where in self.files or connection.is_in_memory_db():  # type: ignore[attr-defined]
            return True
        file = os.open(where[1], os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self.files[where] = file
        return True

    def give_up(self) -> None:
        """Let another clock lead."""
        self.session = None
        while self.files:
            os.close(self.files.popitem()[1])


class Clock:
    """Runs the jobs of a table, each when its time has come; a job that fails is tried again at its next time."""

    def __init__(self, jobs: tuple[Job, ...] = TABLE) -> None:
        self.jobs = jobs
        self.last: dict[str, float] = {}
        self.noted: dict[str, tuple[str, float]] = {}
        self.leadership = Leadership()
        self.stopped = threading.Event()
        self.is_lost = False

    def tick(self) -> list[str]:
        """Run what is due, if this clock leads, and return the names of what ran."""
        if not self.leadership.is_held():
            return []
        ran = []
        for job in self.jobs:
            if self.last.get(job.name, LONG_AGO) + job.every.total_seconds() <= monotonic():
                self.last[job.name] = monotonic()
                self._run(job)
                ran.append(job.name)
        return ran

    def _run(self, job: Job) -> None:
        fault = ""
        try:
            job.run(by=None, at=database_now())
        except (
            Exception
        ) as trouble:  # the clock must go on whatever one job does; the log says what happened
            fault = type(trouble).__name__
            log.exception("The clock could not %s", job.name)
        self._note(job, fault)

    def _note(self, job: Job, fault: str) -> None:
        """Write down how it went, at most twice a minute unless it went otherwise than before."""
        before, at = self.noted.get(job.name, ("", LONG_AGO))
        if before == fault and at + NOTE_EVERY.total_seconds() > monotonic():
            return
        try:
            note_tick(
                job.name, every=job.every, place=PLACE, fault=fault, by=None, at=database_now()
            )
            self.noted[job.name] = (fault, monotonic())
        except DatabaseError:  # where nothing can be written there is no place for this either
            log.exception("The clock could not write down how it went")

    def run_until_stopped(self) -> None:
        """Tick until `stopped` is set."""
        while not self.stopped.wait(TICK_SECONDS):
            try:
                close_old_connections()
                self.tick()
                self.is_lost = False
            except DatabaseError:
                # it is away or has moved; the next second finds it again, and one line says it for as long as it lasts
                if not self.is_lost:
                    log.exception("The clock could not ask the database")
                self.is_lost = True
                self.leadership.give_up()
                connection.close()
        connection.close()


def start_beside() -> Clock:
    """Run the clock in a thread of this process, as a small installation does."""
    clock = Clock()
    threading.Thread(target=clock.run_until_stopped, name="clock", daemon=True).start()
    return clock
