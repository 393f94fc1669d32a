"""Days on which an office works, and the hours at which something should close."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
WEEKEND = frozenset({5, 6})


def is_working_day(
    day: date, *, holidays: Collection[date] = (), weekend: Collection[int] = WEEKEND
) -> bool:
    """Say whether an office works on a day; Monday is 0 in `weekend`."""
    return day.weekday() not in weekend and day not in holidays


def add_working_days(
    start: date, n: int, *, holidays: Collection[date] = (), weekend: Collection[int] = WEEKEND
) -> date:
    """Return the n-th working day after a day, which itself does not count.

    With n = 0 it is the day itself if it is a working day, else the next one.
    """
    if n < 0:
        message = "working days are counted forwards"
        raise ValueError(message)
    day = start
    while n > 0:
        day += DAY
        n -= is_working_day(day, holidays=holidays, weekend=weekend)
    while not is_working_day(day, holidays=holidays, weekend=weekend):
        day += DAY
    return day


def working_days_between(
    start: date,
    end: date,
    *,
    holidays: Collection[date] = (),
    weekend: Collection[int] = WEEKEND,
) -> int:
    """Count the working days after `start` up to and with `end`; negative if `end` is earlier."""
    if end < start:
        return -working_days_between(end, start, holidays=holidays, weekend=weekend)
    weeks, rest = divmod((end - start).days, 7)
    count = weeks * (7 - len(set(weekend)))
    count += sum((end - DAY * back).weekday() not in weekend for back in range(rest))
    return count - sum(start < day <= end and day.weekday() not in weekend for day in set(holidays))


def suggested_closing(
    after: datetime,
    zone: ZoneInfo,
    holidays: Collection[date] = (),
    *,
    weekend: Collection[int] = WEEKEND,
) -> datetime:
    """Return the first noon of a working day after a moment, in the zone of the place.

    Noon, because somebody is there to help; and because a clock change happens at night, so that
    the moment exists exactly once. Days whose noon does not (a change of the date line) are passed
    over.
    """
    day = after.astimezone(zone).date()
    while True:
        noon = datetime.combine(day, time(12), tzinfo=zone)
        if (
            noon > after
            and is_working_day(day, holidays=holidays, weekend=weekend)
            and _happens_once(noon)
        ):
            return noon
        day += DAY


def _happens_once(moment: datetime) -> bool:
    # In a gap or a repeated hour the two readings of the wall clock have different offsets.
    return moment.replace(fold=1).utcoffset() == moment.utcoffset()
