"""Waiting: typical waits, kept promises, and whether the desk will keep them."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.numerics import waiting
from flotilla.numerics.waiting import Forecast, Share, Wait
from tests.growing import grows_evenly

MONDAY = date(2026, 11, 23)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=n) for n in (1, 2, 3, 4))


def test_the_typical_wait_is_the_middle_one() -> None:
    assert waiting.typical_wait([9, 1, 5, 3, 7]) == Wait(median=5, lower=3, upper=7, n=5)
    assert waiting.typical_wait([1, 2, 3, 4]) == Wait(median=2.5, lower=1.75, upper=3.25, n=4)
    assert waiting.typical_wait([4]) == Wait(median=4, lower=4, upper=4, n=1)
    assert waiting.typical_wait([]) is None


@pytest.mark.parametrize(
    ("kept", "total", "low", "high"),
    [
        (15, 148, 0.0624, 0.1605),  # Newcombe 1998, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_the_published_one(kept: int, total: int, low: float, high: float) -> None:
    found = waiting.share_on_time(kept, total)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_share_lies_in_its_interval(kept: int, more: int) -> None:
    found = waiting.share_on_time(kept, kept + more)
    other = waiting.share_on_time(more, kept + more)
    assert found is not None
    assert other is not None
    assert 0 <= found.low <= found.share <= found.high <= 1
    assert found.low == pytest.approx(1 - other.high)


def test_of_nothing_there_is_no_share() -> None:
    assert waiting.share_on_time(0, 0) is None
    assert waiting.share_on_time(3, 3) == Share(1, pytest.approx(0.4385, abs=1e-4), 1, 3)
    with pytest.raises(ValueError, match="between"):
        waiting.share_on_time(4, 3)


def forecast(pace: float, due: list[date], *, arrivals: float = 0, more: int = 0) -> Forecast:
    return waiting.forecast(arrivals, pace, len(due) + more, due, today=MONDAY, promise_days=10)


def test_at_this_pace_all_are_answered_with_days_to_spare() -> None:
    assert forecast(2, [FRIDAY, THURSDAY, WEDNESDAY, FRIDAY]) == Forecast(
        waiting=4, done_on=TUESDAY, spare_days=2, late=0, pace_needed=1
    )


def test_at_a_slower_pace_some_are_late_and_the_needed_pace_is_told() -> None:
    assert forecast(1, [MONDAY, MONDAY, TUESDAY]) == Forecast(
        waiting=3, done_on=WEDNESDAY, spare_days=-1, late=2, pace_needed=2
    )


def test_what_is_overdue_is_answered_first_and_counted_late() -> None:
    wednesday_before = MONDAY - timedelta(days=5)
    assert forecast(1, [wednesday_before, TUESDAY]) == Forecast(
        waiting=2, done_on=TUESDAY, spare_days=-3, late=1, pace_needed=1
    )


def test_weekends_and_holidays_are_no_days_to_spare() -> None:
    monday_after = MONDAY + timedelta(days=7)
    found = forecast(0.5, [monday_after, monday_after])
    assert (found.done_on, found.spare_days) == (THURSDAY, 2)
    found = waiting.forecast(
        0,
        0.5,
        2,
        [monday_after] * 2,
        today=MONDAY,
        promise_days=10,
        is_working_day=lambda day: day.weekday() < 5 and day != TUESDAY,
    )
    assert (found.done_on, found.spare_days) == (FRIDAY, 1)


def test_nobody_waiting_is_done_today() -> None:
    assert forecast(0, []) == Forecast(0, MONDAY, None, 0, 0)


def test_without_any_pace_nobody_is_answered() -> None:
    found = forecast(0, [FRIDAY, FRIDAY])
    assert (found.done_on, found.late, found.pace_needed) == (None, 2, 1)


def test_arrivals_with_later_days_do_not_push_out_those_with_earlier_ones() -> None:
    assert forecast(1, [FRIDAY] * 5, arrivals=50).late == 0
    assert forecast(1, [FRIDAY] * 5, arrivals=50, more=1).done_on is None


def test_a_third_a_day_is_one_in_three_days() -> None:
    assert forecast(1 / 3, [FRIDAY]).done_on == WEDNESDAY


def test_without_working_days_nothing_is_promised() -> None:
    found = waiting.forecast(
        1, 1, 1, [FRIDAY], today=MONDAY, promise_days=1, is_working_day=lambda _day: False
    )
    assert (found.done_on, found.pace_needed) == (None, None)


dues = st.lists(st.integers(-5, 40).map(lambda n: MONDAY + timedelta(days=n)), max_size=30)


@given(dues, st.integers(0, 8), st.integers(0, 5))
def test_the_needed_pace_is_the_smallest_that_keeps_what_can_be_kept(
    due: list[date], pace: int, arrivals: int
) -> None:
    found = forecast(pace, due, arrivals=arrivals)
    overdue = sum(day < MONDAY for day in due)
    assert found.pace_needed is not None
    assert (found.late <= overdue) == (pace >= found.pace_needed)


def test_ten_thousand_who_wait_are_forecast_quickly() -> None:
    def foreseen(size: int) -> None:
        chance = random.Random(3)
        due = [MONDAY + timedelta(days=chance.randrange(60)) for _ in range(size)]
        forecast(size // 100, due, arrivals=size * 9 // 1_000)

    assert grows_evenly(foreseen, 625)
