"""What is asked about how this copy is."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection

from flotilla.contributions.actions import withdraw
from flotilla.journal import sealing
from flotilla.letters.actions import post_letter
from flotilla.letters.models import Letter
from flotilla.upkeep import queries
from flotilla.upkeep.actions import note_tick
from flotilla.upkeep.models import Tick


def ticked(job="send letters", *, at, fault="", every=timedelta(seconds=1)):
    return note_tick(job, every=every, place="here:1", fault=fault, by=None, at=at)


def test_a_job_has_one_row_that_keeps_when_it_ran_and_when_it_failed(db, noon):
    ticked(at=noon)
    ticked(at=noon + timedelta(minutes=1), fault="OSError")
    tick = Tick.objects.get()
    assert (tick.ran_at, tick.failed_at) == (noon, noon + timedelta(minutes=1))
    assert queries.late_jobs(noon + timedelta(minutes=1)) == [tick]
    ticked(at=noon + timedelta(minutes=2))
    assert queries.late_jobs(noon + timedelta(minutes=2)) == []


def test_a_job_is_late_when_its_time_and_some_patience_have_passed(db, noon):
    tick = ticked(at=noon, every=timedelta(hours=6))
    assert not queries.is_late(tick, noon + timedelta(hours=6, minutes=3))
    assert queries.is_late(tick, noon + timedelta(hours=6, minutes=3, seconds=1))


def test_letters_that_should_have_left_are_counted_with_the_oldest(db, noon):
    assert queries.waiting(noon) == (0, None)
    for minutes in (0, 5, 30):
        post_letter(
            "login_code",
            email="ada@example.org",
            body=None,
            context={},
            at=noon + timedelta(minutes=minutes),
        )
    assert queries.waiting(noon + timedelta(minutes=10)) == (2, noon)
    Letter.objects.update(given_up_at=noon, tries=12)
    assert queries.waiting(noon + timedelta(minutes=10)) == (0, None)
    assert queries.given_up(noon + timedelta(days=6)) == 3
    assert queries.given_up(noon + timedelta(days=8)) == 0


def test_it_is_ready_when_the_database_takes_writes_and_leaves_nothing_there(db):
    assert queries.is_ready()
    assert Tick.objects.count() == 0


def test_it_is_not_ready_when_nothing_can_be_written(db, monkeypatch):
    def refuse(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE")):
            raise DatabaseError("read-only")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        assert not queries.is_ready()
    assert queries.is_ready()


def test_it_is_not_ready_while_a_migration_waits(db, monkeypatch):
    monkeypatch.setattr(queries, "_migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'flotilla' AND name > '0002'", [])
    assert not queries.is_ready()


def test_figures_are_numbers_with_names(db, noon):
    ticked(at=noon)
    found = {figure.name: figure.value for figure in queries.figures(noon)}
    assert found["letters_waiting"] == 0
    assert found["job_ran"] == noon.timestamp()
    assert 0 < found["disk_free_bytes"] <= found["disk_size_bytes"]


def test_a_cache_of_this_process_always_answers():
    assert queries.cache_answers()
    assert not hasattr(cache, "answers")


@pytest.mark.parametrize(("free", "share"), [(50, 0.5), (0, 0)])
def test_a_disk_knows_which_part_is_free(free, share):
    assert queries.Disk(free, 100).share_free == share


def test_the_seal_is_late_when_an_entry_waits_longer_than_a_receipt_promises(bench, ada, noon):
    assert queries.seal() == queries.Seal(None, 0, None)
    withdraw(bench, by=ada, at=noon)
    waits = queries.seal()
    assert (waits.signed_at, waits.waiting, waits.oldest) == (None, 1, noon)
    assert not waits.is_late(noon + timedelta(minutes=5))
    assert waits.is_late(noon + timedelta(minutes=5, seconds=1))
    sealing.seal(at=noon)
    sealed = queries.seal()
    assert (sealed.waiting, sealed.oldest) == (0, None)
    assert not sealed.is_late(sealed.signed_at + timedelta(hours=1))
    assert sealed.is_late(sealed.signed_at + timedelta(hours=1, minutes=3, seconds=1))
