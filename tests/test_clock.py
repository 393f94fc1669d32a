"""The clock runs what is due, and goes on whatever one job does."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from flotilla.clock import TABLE, Clock, Job
from flotilla.upkeep.models import Tick


def test_every_job_of_the_table_runs_at_the_first_tick_and_not_at_once_again(db):
    clock = Clock()
    assert clock.tick() == [job.name for job in TABLE]
    assert clock.tick() == []


def test_a_job_that_fails_does_not_stop_the_others(db, caplog):
    done = []

    def fails(*, by, at):
        raise RuntimeError("the sea is rough")

    def works(*, by, at):
        done.append(at)

    clock = Clock((Job("fail", timedelta(0), fails), Job("work", timedelta(0), works)))
    assert clock.tick() == ["fail", "work"]
    assert len(done) == 1
    assert "The clock could not fail" in caplog.text


def test_jobs_of_the_table_have_names_of_their_own():
    assert len({job.name for job in TABLE}) == len(TABLE)


def test_how_the_jobs_went_is_written_down_and_not_at_every_second(db):
    outcomes = iter([None, None, OSError("no wind"), None])

    def sails(*, by, at):
        if (trouble := next(outcomes)) is not None:
            raise trouble

    clock = Clock((Job("sail", timedelta(0), sails),))
    clock.tick()
    first = Tick.objects.get()
    assert (first.job, first.fault, first.failed_at) == ("sail", "", None)
    clock.tick()
    assert Tick.objects.get().ran_at == first.ran_at
    clock.tick()
    assert Tick.objects.get().fault == "OSError"
    clock.tick()
    assert Tick.objects.get().ran_at > first.ran_at


@pytest.mark.django_db(transaction=True)
def test_of_two_clocks_one_runs_the_jobs_and_the_other_takes_over(db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is for one machine: see the lock on a file below; PostgreSQL runs this")
    first, second = Clock(()), Clock(())
    assert first.leadership.is_held()
    assert first.leadership.is_held()
    with ThreadPoolExecutor(
        1
    ) as elsewhere:  # a thread has a session of its own, as another process has

        def ask():
            return second.leadership.is_held()

        assert not elsewhere.submit(ask).result()
        connection.close()
        assert elsewhere.submit(ask).result()
        assert not first.leadership.is_held()
        elsewhere.submit(connections.close_all).result()
    connection.close()


HOLDS = "import fcntl, sys; file = open(sys.argv[1], 'w'); fcntl.flock(file, fcntl.LOCK_EX); print('held', flush=True); input()"


def test_of_two_clocks_on_one_file_one_runs_the_jobs_and_the_other_takes_over(db):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has a lock of its own, see above; SQLite runs this")
    clock, file = Clock(), f"{connection.settings_dict['NAME']}.clock"
    clock.leadership.give_up()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"held\n"
        assert clock.tick() == []
        other.stdin.close()  # the other process ends
    assert clock.tick() == [job.name for job in TABLE]


def test_a_clock_that_is_set_back_stops_no_job(db, monkeypatch):
    done = []
    clock = Clock((Job("work", timedelta(0), lambda *, by, at: done.append(at)),))
    clock.tick()
    set_back = timezone.now() - timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: set_back)
    clock.tick()
    assert len(done) == 2
