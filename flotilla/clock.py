"""What runs by itself, and how often: a table. Each job may run twice or late without harm."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import close_old_connections
from django.utils import timezone

from flotilla.contributions.actions import lapse_drafts
from flotilla.decisions.actions import release_due
from flotilla.exchange.actions import continue_imports
from flotilla.kit.moments import database_now
from flotilla.letters.actions import read_journal
from flotilla.letters.post import send_due

log = logging.getLogger(__name__)
TICK_SECONDS = 1.0
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Job:
    """One thing that runs by itself."""

    name: str
    every: timedelta
    run: Callable[..., Any]


TABLE = (
    Job("write the letters of new journal entries", timedelta(seconds=1), read_journal),
    Job("release decisions whose hour has come", timedelta(seconds=5), release_due),
    Job("throw away drafts that nobody touched", timedelta(hours=6), lapse_drafts),
    Job("bring imports on", timedelta(seconds=2), continue_imports),
    Job("send letters that are due", timedelta(seconds=1), send_due),
)


class Clock:
    """Runs the jobs of a table, each when its time has come; a job that fails is tried again at its next time."""

    def __init__(self, jobs: tuple[Job, ...] = TABLE) -> None:
        self.jobs = jobs
        self.last: dict[str, datetime] = {}
        self.stopped = threading.Event()

    def tick(self) -> list[str]:
        """Run what is due and return the names of what ran."""
        ran = []
        for job in self.jobs:
            if self.last.get(job.name, LONG_AGO) + job.every <= timezone.now():
                self.last[job.name] = timezone.now()
                self._run(job)
                ran.append(job.name)
        return ran

    def _run(self, job: Job) -> None:
        try:
            job.run(by=None, at=database_now())
        except Exception:  # the clock must go on whatever one job does; the log says what happened
            log.exception("The clock could not %s", job.name)

    def run_until_stopped(self) -> None:
        """Tick until `stopped` is set."""
        while not self.stopped.wait(TICK_SECONDS):
            close_old_connections()
            self.tick()
        close_old_connections()


def start_beside() -> Clock:
    """Run the clock in a thread of this process, as a small installation does."""
    clock = Clock()
    threading.Thread(target=clock.run_until_stopped, name="clock", daemon=True).start()
    return clock
