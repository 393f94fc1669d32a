"""Can the team cope? The answers due day by day, the pace of late, and what becomes of those who wait."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flotilla.bodies.models import Body
from flotilla.decisions import queries
from flotilla.decisions.models import Answer
from flotilla.decisions.verbs import AnswerKind
from flotilla.kit.working_days import is_working_day
from flotilla.numerics.waiting import Forecast, forecast

LOOK_BACK = timedelta(days=28)
LOOK_BACK_WORKING = 20
SHOWN_DAYS = 22


@dataclass(frozen=True)
class Load:
    """The dots of the promise clock (day → how many), how many are late, the pace in answers a day, and the forecast."""

    days: tuple[tuple[date, int], ...]
    late: int
    waiting: int
    pace: float
    arrivals: float
    forecast: Forecast | None


def of_body(body: Body, at: datetime) -> Load:
    """Return the load of a body's desk. The pace is that of the last twenty working days; a sudden flood is not foreseen."""
    today = at.astimezone(body.zone).date()
    due = list(queries.unanswered(body).values_list("answer_due_on", flat=True))
    dated = [day for day in due if day]
    counts = Counter(max(day, today) for day in dated if day >= today)
    holidays = body.days_off
    programmes = queries.programmes_of(body)
    answered = Answer.objects.filter(
        contribution__programme__in=programmes, released_at__gte=at - LOOK_BACK, released_at__lte=at
    )
    pace = (
        answered.exclude(kind=AnswerKind.UPDATE).values("contribution").distinct().count()
        / LOOK_BACK_WORKING
    )
    arrived = queries.received_since(body, at - LOOK_BACK).count() / LOOK_BACK_WORKING
    promised = forecast(
        arrived,
        pace,
        len(due),
        dated,
        today=today,
        promise_days=20,
        is_working_day=lambda day: is_working_day(day, holidays=holidays),
    )
    return Load(
        days=_working_days(today, counts, holidays),
        late=sum(day < today for day in dated),
        waiting=len(due),
        pace=pace,
        arrivals=arrived,
        forecast=promised if due else None,
    )


def _working_days(
    today: date, counts: Counter[date], holidays: set[date]
) -> tuple[tuple[date, int], ...]:
    """Return the coming working days with what is due on each; the last stands for all that come after."""
    days: list[date] = []
    day = today
    while len(days) < SHOWN_DAYS:
        if is_working_day(day, holidays=holidays) or counts.get(day):
            days.append(day)
        day += timedelta(days=1)
    rows = [(one, counts.get(one, 0)) for one in days]
    beyond = sum(count for one, count in counts.items() if one > days[-1])
    return (*rows[:-1], (days[-1], rows[-1][1] + beyond))
