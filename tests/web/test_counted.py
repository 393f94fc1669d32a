"""Counts are kept until something happens that could change them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from flotilla.contributions import actions
from flotilla.contributions.models import Contribution
from flotilla.journal.actions import record
from flotilla.journal.models import Entry
from flotilla.journal.queries import newest_but
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from flotilla.web import counted
from tests import factories


@pytest.fixture(autouse=True)
def counts_are_kept(settings: Any) -> Iterator[None]:
    """Keep counts, as in earnest."""
    settings.COUNTS_KEPT = True
    counted.forget()
    yield
    counted.forget()


@pytest.fixture
def trips(marlhaven: Any) -> Programme:
    """A campaign that is open today."""
    return factories.a_campaign_today(marlhaven)


@pytest.fixture
def idea(trips: Programme, ada: Any) -> Contribution:
    """Ada's idea in it."""
    return factories.a_contribution(trips, by=ada)


def page(programme: Programme) -> tuple[str, int]:
    """The page of a programme, and how many questions it cost."""
    with CaptureQueriesContext(connection) as asked:
        answer = Client().get(f"/p/{programme.address}/")
    return answer.content.decode(), len(asked)


def test_what_was_counted_is_not_counted_again(trips, idea):
    first, then = page(trips), page(trips)
    assert then[1] < first[1]
    assert ("1 contribution<" in first[0], "1 contribution<" in then[0]) == (True, True)


def test_another_contribution_is_counted_at_once(trips, idea, dee):
    assert "1 contribution<" in page(trips)[0]
    actions.submit(trips, title="Another bench", kind="idea", answers={"wrong": "Nowhere to sit."}, submission_key="k" * 22, by=dee, at=database_now())  # fmt: skip
    assert "2 contributions<" in page(trips)[0]


def test_a_withdrawal_is_counted_at_once(trips, idea, ada):
    page(trips)
    actions.withdraw(idea, by=ada, at=database_now())
    assert "0 contributions<" in page(trips)[0]


def _come_to_the_middle_of_a_hundred(person: Person) -> None:
    """Write entries until the next ones do not begin another 128, at which all is counted again."""
    entry = record("person.signed_in", person, by=person, at=database_now())
    while entry.pk % 128 > 100:
        entry = record("person.signed_in", person, by=person, at=database_now())


def test_support_needs_no_counting(trips, idea, ada, dee):
    _come_to_the_middle_of_a_hundred(ada)
    page(trips)
    kept = page(trips)[1]
    actions.support(idea, by=dee, at=database_now())
    shown, asked = page(trips)
    assert asked == kept
    assert "<b>1</b> support" in shown


def test_many_quiet_acts_do_not_hide_one_that_counts(idea, ada):
    before = newest_but(counted.QUIET)
    record("contribution.revised", idea, by=ada, at=database_now())
    assert newest_but(counted.QUIET) != before
    facts = {"subject_kind": "contribution", "subject_id": idea.pk, "at": database_now()}
    Entry.objects.bulk_create(Entry(verb="contribution.supported", **facts) for _ in range(400))
    assert newest_but(counted.QUIET) != before
