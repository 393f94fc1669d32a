"""The clock runs what is due, and goes on whatever one job does."""

from datetime import timedelta

from flotilla.clock import TABLE, Clock, Job


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
