"""Support: one a person, whatever happens at once."""

import threading

import pytest
from django.db import DatabaseError, close_old_connections, connection

from flotilla.contributions import actions
from flotilla.contributions.actions import refusals
from flotilla.contributions.models import Support
from flotilla.kit.refusal import Refusal
from tests import factories
from tests.factories import NOON


def test_a_support_counts_once_and_can_be_taken_back(bench, dee):
    actions.support(bench, by=dee, at=NOON)
    actions.support(bench, by=dee, at=NOON)
    bench.refresh_from_db()
    assert bench.support_count == 1
    actions.unsupport(bench, by=dee, at=NOON)
    bench.refresh_from_db()
    assert bench.support_count == 0


def test_support_of_a_joined_one_goes_to_what_it_was_joined_to(campaign, bench, dee):
    joined = factories.a_contribution(campaign, standing="merged", merged_into=bench)
    actions.support(joined, by=dee, at=NOON)
    bench.refresh_from_db()
    assert (bench.support_count, Support.objects.get().contribution) == (1, bench)


def test_a_withdrawn_one_cannot_be_supported(campaign, dee):
    gone = factories.a_contribution(campaign, standing="withdrawn")
    with pytest.raises(refusals.NotStanding):
        actions.support(gone, by=dee, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_make_one_support(bench, dee):
    barrier = threading.Barrier(50)
    problems: list[BaseException] = []

    def press() -> None:
        barrier.wait()
        try:
            actions.support(bench, by=dee, at=NOON)
        except (DatabaseError, Refusal) as problem:
            problems.append(problem)
        finally:
            connection.close()
            close_old_connections()

    threads = [threading.Thread(target=press) for _number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    bench.refresh_from_db()
    assert (problems, Support.objects.count(), bench.support_count) == ([], 1, 1)
