"""Working days: counted one by one, and closings at noon."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.kit import working_days

FRIDAY = date(2026, 12, 18)
CHRISTMAS = {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
holidays = st.sets(st.dates(date(2020, 1, 1), date(2030, 12, 31)), max_size=20)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (FRIDAY, 0, FRIDAY),
        (FRIDAY, 1, date(2026, 12, 21)),
        (date(2026, 12, 19), 0, date(2026, 12, 21)),
        (date(2026, 12, 19), 1, date(2026, 12, 21)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 12, 24), 5, date(2027, 1, 5)),
    ],
)
def test_weekends_and_holidays_do_not_count(start: date, n: int, end: date) -> None:
    assert working_days.add_working_days(start, n, holidays=CHRISTMAS) == end


def test_days_are_counted_forwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        working_days.add_working_days(FRIDAY, -1)


def test_another_weekend_can_be_named() -> None:
    assert not working_days.is_working_day(FRIDAY, weekend={4, 5})
    assert working_days.add_working_days(FRIDAY, 1, weekend={4, 5}) == date(2026, 12, 20)


@given(days, st.integers(1, 60), holidays)
def test_adding_and_counting_agree(start: date, n: int, closed: set[date]) -> None:
    end = working_days.add_working_days(start, n, holidays=closed)
    assert working_days.is_working_day(end, holidays=closed)
    assert working_days.working_days_between(start, end, holidays=closed) == n
    assert working_days.working_days_between(end, start, holidays=closed) == -n


@given(days, st.integers(0, 400), holidays)
def test_counting_is_looking_at_every_day(start: date, length: int, closed: set[date]) -> None:
    end = start + timedelta(days=length)
    assert working_days.working_days_between(start, end, holidays=closed) == sum(
        working_days.is_working_day(start + timedelta(days=n + 1), holidays=closed)
        for n in range(length)
    )


zones = st.sampled_from(
    ["Europe/London", "Europe/Paris", "Pacific/Apia", "America/Sao_Paulo", "Asia/Kathmandu"]
).map(ZoneInfo)
moments = st.datetimes(datetime(2011, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@given(moments, zones, holidays)
def test_the_suggested_closing_is_the_next_noon_of_a_working_day(
    after: datetime, zone: ZoneInfo, closed: set[date]
) -> None:
    closing = working_days.suggested_closing(after, zone, closed)
    assert closing > after
    assert closing.time() == time(12)
    assert working_days.is_working_day(closing.date(), holidays=closed)
    assert closing.astimezone(UTC).astimezone(zone) == closing
    assert closing.astimezone(UTC).astimezone(zone).date() == closing.date()
    before = [closing - timedelta(days=n) for n in range(1, 12)]
    assert not any(
        noon > after and working_days.is_working_day(noon.date(), holidays=closed)
        for noon in before
        if noon.astimezone(UTC).astimezone(zone).date() == noon.date()
    )


def test_a_friday_afternoon_closes_after_the_holidays() -> None:
    after = datetime(2026, 12, 24, 12, 0, tzinfo=ZoneInfo("Europe/London"))
    assert working_days.suggested_closing(after, ZoneInfo("Europe/London"), CHRISTMAS) == datetime(
        2026, 12, 29, 12, tzinfo=ZoneInfo("Europe/London")
    )


def test_a_day_that_never_was_is_passed_over() -> None:
    samoa = ZoneInfo("Pacific/Apia")
    after = datetime(2011, 12, 29, 13, tzinfo=samoa)
    assert working_days.suggested_closing(after, samoa).date() == date(2012, 1, 2)
