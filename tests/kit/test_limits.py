"""Counting: who is counted with whom, when it ends, and that many at once are all counted."""

import threading

import pytest
from django.core.cache import cache

from flotilla.kit import limits
from flotilla.kit.limits import TABLE, wait

NOON = 1_800_000_000.0  # the beginning of a minute and of an hour


@pytest.fixture(autouse=True)
def counting(settings):
    """Count, from nothing."""
    settings.LIMITS = True
    cache.clear()


def times(what: str, most: int, **who: object) -> int:
    """Return how often something may be done before it is too often."""
    return next((n for n in range(most) if wait(what, now=NOON, **who)), most)


def test_each_person_and_each_network_has_a_count_of_its_own():
    assert times("report", 20, network="a") == 5
    assert times("report", 20, network="b") == 5
    assert times("report", 20, person=1, network="a") == 5
    assert times("report", 20, person=2, network="a") == 5


def test_it_is_said_when_to_try_again_and_then_it_works():
    for _time in range(5):
        assert wait("report", network="a", now=NOON + 10) == 0
    seconds = wait("report", network="a", now=NOON + 10)
    assert seconds == 51
    assert wait("report", network="a", now=NOON + 10 + seconds) == 0


def test_a_slow_drip_meets_the_longer_limit():
    done = sum(wait("report", network="a", now=NOON + 60 * minute) == 0 for minute in range(40))
    assert done == 20


def test_supports_from_one_network_are_counted_for_each_contribution_whoever_is_signed_in():
    many = [wait("support", person=n, network="a", thing="/c/1/", now=NOON) for n in range(20)]
    assert sum(one == 0 for one in many) == 15
    assert wait("support", person=99, network="a", thing="/c/2/", now=NOON) == 0


def test_staff_may_do_it_ten_times_as_often():
    assert times("comment", 200, person=1, factor=limits.STAFF) == 80


def test_who_comes_from_nowhere_is_counted_as_a_person_only():
    assert times("report", 30, network="") == 30
    assert times("report", 30, person=1, network="") == 5


def test_all_of_many_at_once_are_counted():
    ready, passed = threading.Barrier(20), []

    def one() -> None:
        ready.wait()
        passed.append(wait("report", network="a", now=NOON) == 0)

    threads = [threading.Thread(target=one) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(passed) == 5


def test_limits_can_be_switched_off(settings):
    settings.LIMITS = False
    assert times("report", 100, network="a") == 100


def test_every_limit_that_a_door_names_is_in_the_table():
    from tests.web.surface import patterns  # noqa: PLC0415 - the doors are loaded only here

    named = {getattr(pattern.callback, "limit", "act") for _path, pattern in patterns()}
    assert named <= set(TABLE)
    assert {"contribute", "comment", "support", "report", "invite", "search"} <= named
