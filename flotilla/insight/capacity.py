"""Can the team of one programme answer what comes, at the pace it said it can keep?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flotilla.insight.promises import PROMISED
from flotilla.kit.working_days import is_working_day
from flotilla.numerics.waiting import Forecast, forecast
from flotilla.programmes import queries
from flotilla.programmes.models import Programme
from flotilla.programmes.verbs import INTAKE

LOOK_BACK = timedelta(days=14)
LOOK_BACK_WORKING, WORKING_WEEK = 10, 5


@dataclass(frozen=True)
class Capacity:
    """How many wait for a first answer, how many the team can write in a week, and what becomes of those who wait."""

    waiting: int
    per_week: int
    forecast: Forecast


def of_programme(programme: Programme, at: datetime) -> Capacity | None:
    """Return the forecast at the pace the team stated; None if it stated none or nobody waits.

    As many are taken to arrive a day as in the last two weeks, while the programme takes any: a
    flood on the last day is not foreseen.
    """
    sent = programme.contributions.filter(standing__in=PROMISED, source="")
    due = list(sent.filter(first_answered_at=None).values_list("answer_due_on", flat=True))
    promise = queries.current_promise(programme)
    days = promise.first_answer_days if promise else None
    if not programme.capacity_per_week or not due or not days:
        return None
    takes_any = bool(queries.open_verbs(programme, at) & INTAKE)
    recent = sent.filter(received_at__gt=at - LOOK_BACK).count() if takes_any else 0
    holidays = programme.body.days_off
    found = forecast(
        recent / LOOK_BACK_WORKING,
        programme.capacity_per_week / WORKING_WEEK,
        len(due),
        [day for day in due if day],
        today=at.astimezone(programme.body.zone).date(),
        promise_days=days,
        is_working_day=lambda day: is_working_day(day, holidays=holidays),
    )
    return Capacity(len(due), programme.capacity_per_week, found)
