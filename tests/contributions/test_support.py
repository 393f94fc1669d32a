"""Support: one a person, whatever happens at once."""

import threading
from collections.abc import Callable

import pytest
from django.db import DatabaseError, close_old_connections, connection

from flotilla.contributions import actions
from flotilla.contributions.actions import refusals
from flotilla.contributions.models import Contribution, Support
from flotilla.kit.refusal import Refusal
from tests import factories
from tests.factories import NOON


def at_once(many: int, do: Callable[[int], object]) -> list[BaseException]:
    """Do something many times at the same moment, each with a connection of its own; return what went wrong."""
    barrier = threading.Barrier(many)
    problems: list[BaseException] = []

    def press(number: int) -> None:
        barrier.wait()
        try:
            do(number)
        except (DatabaseError, Refusal) as problem:
            problems.append(problem)
        finally:
            connection.close()
            close_old_connections()

    threads = [threading.Thread(target=press, args=(number,)) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return problems


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
    problems = at_once(50, lambda number: actions.support(bench, by=dee, at=NOON))
    bench.refresh_from_db()
    assert (problems, Support.objects.count(), bench.support_count) == ([], 1, 1)


@pytest.mark.django_db(transaction=True)
def test_fifty_people_at_once_are_counted_fifty_times(bench):
    people = [factories.a_person() for _number in range(50)]
    problems = at_once(50, lambda number: actions.support(bench, by=people[number], at=NOON))
    bench.refresh_from_db()
    assert (problems, Support.objects.count(), bench.support_count) == ([], 50, 50)


@pytest.mark.django_db(transaction=True)
def test_thirty_sent_at_once_get_thirty_numbers(campaign):
    def send(number: int) -> None:
        actions.submit(
            campaign, title="A bench", answers={}, submission_key=f"k{number}", by=None, at=NOON
        )

    problems = at_once(30, send)
    numbers = sorted(Contribution.objects.values_list("number", flat=True))
    assert (problems, numbers) == ([], list(range(1, 31)))


@pytest.mark.django_db(transaction=True)
def test_one_form_posted_thirty_times_at_once_counts_once(campaign):
    def send(number: int) -> None:
        actions.submit(
            campaign, title="A bench", answers={}, submission_key="key", by=None, at=NOON
        )

    assert at_once(30, send) == []
    assert list(Contribution.objects.values_list("number", flat=True)) == [1]
