"""Whether promises were kept, counted so that it adds up."""

from datetime import UTC, date, datetime, timedelta

from flotilla.insight import promises
from tests import factories
from tests.factories import NOON


def an_answered(programme, due_on, answered_at, **changes):
    return factories.a_contribution(
        programme, answer_due_on=due_on, first_answered_at=answered_at, **changes
    )


def test_received_is_on_time_and_late_and_waiting_and_overdue(campaign, marlhaven):
    an_answered(campaign, date(2026, 3, 10), datetime(2026, 3, 10, 23, 59, tzinfo=UTC))
    an_answered(campaign, date(2026, 3, 9), datetime(2026, 3, 10, 0, 0, tzinfo=UTC))
    factories.a_contribution(campaign, answer_due_on=date(2026, 3, 11))
    factories.a_contribution(campaign, answer_due_on=date(2026, 3, 10))
    factories.a_contribution(campaign, standing="withdrawn")
    factories.a_contribution(campaign, source="petitions", source_ref="1")
    kept = promises.of_programme(campaign, NOON)
    assert (kept.received, kept.on_time, kept.late, kept.waiting, kept.overdue) == (4, 1, 1, 1, 1)
    assert kept.received == kept.answered + kept.waiting + kept.overdue
    assert (kept.share.share, kept.lateness.median) == (1 / 3, 1)


def test_a_day_ends_in_the_zone_of_the_body(marlhaven):
    marlhaven.time_zone = "Europe/London"
    programme = factories.a_programme(marlhaven)
    an_answered(
        programme, date(2026, 6, 1), datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    )  # half past midnight in London
    assert promises.of_programme(programme, NOON).late == 1


def test_the_typical_wait_is_in_working_days(campaign):
    friday = datetime(2026, 3, 6, 12, tzinfo=UTC)
    an_answered(campaign, date(2026, 4, 3), friday + timedelta(days=3), received_at=friday)
    assert promises.of_programme(campaign, NOON).wait.median == 1


def test_what_a_person_may_not_see_is_not_counted_for_them(marlhaven, bo):
    staff_only = factories.a_programme(
        marlhaven, audience="staff", private_reason="About our own shifts."
    )
    factories.a_contribution(staff_only)
    assert promises.of_body(marlhaven, None, NOON).received == 0
    assert promises.of_body(marlhaven, bo, NOON).received == 1


def test_nothing_received_is_no_share_and_no_fault(campaign):
    kept = promises.of_programme(campaign, NOON)
    assert (kept.received, kept.share, kept.wait) == (0, None, None)


def test_overdue_ones_are_listed_with_the_latest_first(campaign, marlhaven):
    two = factories.a_contribution(campaign, answer_due_on=date(2026, 3, 9))
    three = factories.a_contribution(campaign, answer_due_on=date(2026, 3, 6))
    assert list(promises.overdue(marlhaven, None, NOON)) == [three, two]


def test_each_programme_is_counted_by_itself(marlhaven, bo, noon) -> None:
    trips = factories.a_programme(marlhaven, address="trips")
    rooms = factories.a_programme(marlhaven, address="rooms")
    empty = factories.a_programme(marlhaven, address="empty")
    factories.a_contribution(trips, first_answered_at=noon)
    factories.a_contribution(trips, answer_due_on=(noon - timedelta(days=1)).date())
    factories.a_contribution(rooms)
    found = promises.by_programme(
        promises.promised(marlhaven, None), [trips, rooms, empty], marlhaven, noon
    )
    assert {
        pk: (one.received, one.on_time, one.overdue, one.waiting) for pk, one in found.items()
    } == {
        trips.pk: (2, 1, 1, 0),
        rooms.pk: (1, 0, 0, 1),
    }
