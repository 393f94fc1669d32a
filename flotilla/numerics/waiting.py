"""How long people wait for an answer, how often the promise is kept, and whether it will be."""

import heapq
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice, takewhile
from statistics import NormalDist, quantiles

HORIZON = 520  # working days, about two years: beyond that no pace of today means anything


@dataclass(frozen=True, slots=True)
class Wait:
    """The wait of the middle half of `n` people, and of the one in the very middle."""

    median: float
    lower: float
    upper: float
    n: int


@dataclass(frozen=True, slots=True)
class Share:
    """A share from 0 to 1 of `n`, and the range in which the true one plausibly lies."""

    share: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """What becomes of those who wait now, at a given pace.

    `done_on` is the day on which the last of them is answered, None if that is beyond the horizon;
    `spare_days` the working days by which the tightest is answered before it is due (negative:
    late), None if none has a day; `late` how many of them will be; `pace_needed` the smallest
    whole number of answers a day at which none of those not yet overdue would be.
    """

    waiting: int
    done_on: date | None
    spare_days: int | None
    late: int
    pace_needed: int | None


def typical_wait(waits: Sequence[float]) -> Wait | None:
    """Return the median wait and its quartiles, in the unit given; None of nothing.

    Meaning: half of the people waited no longer than `median`, the middle half between `lower` and
    `upper`. Quartiles by linear interpolation (Hyndman and Fan 1996, type 7). Only for waits that
    have ended: while many still wait, the long waits are missing and this number flatters.
    """
    if not waits:
        return None
    if len(waits) == 1:
        return Wait(waits[0], waits[0], waits[0], 1)
    lower, median, upper = quantiles(waits, n=4, method="inclusive")
    return Wait(median, lower, upper, len(waits))


def share_on_time(on_time: int, total: int, *, confidence: float = 0.95) -> Share | None:
    """Return the share kept on time with its score interval (Wilson 1927); None of nothing.

    Meaning: seen as one run of a habit, the habit keeps between `low` and `high` of its promises.
    Holds for small numbers and near 0 and 1, unlike the textbook interval. Assumes that answers
    are late independently of each other; one bad week breaks that, and the true range is wider.
    """
    if not 0 <= on_time <= total:
        message = "on time must be between none and all"
        raise ValueError(message)
    if total == 0:
        return None
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = on_time / total
    centre = share + z * z / (2 * total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    low = 0.0 if on_time == 0 else (centre - half) / scale
    high = 1.0 if on_time == total else (centre + half) / scale
    return Share(share, low, high, total)


def forecast(
    arrivals_per_day: float,
    answers_per_day: float,
    waiting: int,
    due_dates: Sequence[date],
    *,
    today: date,
    promise_days: int,
    is_working_day: Callable[[date], bool] = lambda day: day.weekday() < 5,
) -> Forecast:
    """Return what becomes of those who wait, by going through the working days one by one.

    Meaning: “at your pace all N are answered, with D days to spare”. Exact for the rule *earliest
    due first* (which, if any order keeps every date, keeps them all: Jackson 1955): each working
    day from today on, the day's answers go to those due first, then the day's arrivals join with
    `promise_days` working days to be answered. `waiting` counts everybody, those without a date in
    `due_dates` come last. Parts of an answer or an arrival add up over the days.

    Assumes an even pace; it is no forecast of the flood on the last day of a call, for which a
    higher rate of arrivals must be given.
    """
    days = _working_days(today, is_working_day)
    place = {day: number for number, day in enumerate(days)}
    due = sorted(_due_number(day, days, place, is_working_day) for day in due_dates)[:waiting]
    queue = [*due, *[len(days) + promise_days] * (waiting - len(due))]

    def answered_at(pace: float) -> list[int | None]:
        return _answered(arrivals_per_day, pace, queue, promise_days, len(days))

    answered = answered_at(answers_per_day)
    ends = [len(days) if at is None else at for at in answered]
    margins = [number - end for number, end in zip(due, ends, strict=False)]
    done_on = today if not waiting else None if None in answered else days[max(ends)]
    return Forecast(
        waiting=waiting,
        done_on=done_on,
        spare_days=min(margins, default=None),
        late=sum(margin < 0 for margin in margins),
        pace_needed=_pace_needed(due, answered_at) if days else None,
    )


def _working_days(today: date, is_working_day: Callable[[date], bool]) -> list[date]:
    """Return the working days from today on, up to the horizon (or ten years without any)."""
    every = (today + timedelta(days=number) for number in range(3_660))
    return list(islice(filter(is_working_day, every), HORIZON))


def _due_number(
    due: date, days: Sequence[date], place: dict[date, int], is_working_day: Callable[[date], bool]
) -> int:
    """Return the number of the last working day on which an answer is in time; negative if past."""
    if not days or due > days[-1]:
        return len(days)
    if due < days[0]:
        late = (days[0] - timedelta(days=back) for back in range(3_660))
        return -sum(1 for day in takewhile(lambda day: day > due, late) if is_working_day(day))
    while due not in place:
        due -= timedelta(days=1)
    return place[due]


def _answered(
    arrivals: float, answers: float, due: Sequence[int], promise_days: int, horizon: int
) -> list[int | None]:
    """Return on which working day each of those who wait is answered, in the order of `due`."""
    queue = [(number, index) for index, number in enumerate(due)]
    heapq.heapify(queue)
    result: list[int | None] = [None] * len(due)
    left, done, came = len(due), 0, 0
    pace, inflow = _exactly(answers), _exactly(arrivals)
    for day in range(horizon):
        if not left:
            break
        total = int(pace * (day + 1))
        for _ in range(min(total - done, len(queue))):
            _number, index = heapq.heappop(queue)
            if index < len(due):
                result[index] = day
                left -= 1
        done = total
        total = int(inflow * (day + 1))
        for _ in range(total - came):
            heapq.heappush(queue, (day + promise_days, len(due)))
        came = total
    return result


def _exactly(rate: float) -> Fraction:
    # A third a day three times is one: as a float it would come to nothing.
    return max(Fraction(rate).limit_denominator(10_000), Fraction(0))


def _pace_needed(due: Sequence[int], answered_at: Callable[[float], list[int | None]]) -> int:
    def suffices(pace: int) -> bool:
        pairs = zip(due, answered_at(pace), strict=False)
        return all(at is not None and at <= number for number, at in pairs if number >= 0)

    low, high = 0, len(due)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if suffices(middle) else (middle + 1, high)
    return low
