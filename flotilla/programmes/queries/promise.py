"""What a programme promises now, what it promised before, and by when somebody is to be answered."""

from dataclasses import dataclass
from datetime import date, datetime

from flotilla.kit.working_days import add_working_days
from flotilla.programmes.models import Programme, Promise

PROMISED = (
    "will",
    "will_not",
    "who_decides",
    "influence",
    "influence_note",
    "money_minor",
    "currency",
    "money_note",
    "first_answer_days",
    "decision_on",
    "likely_from",
    "likely_to",
)
NEEDED = ("will", "will_not", "who_decides", "influence", "first_answer_days")
NEEDED_IF_ENDING = "decision_on"


@dataclass(frozen=True)
class Amendment:
    """One version of the promise beside the one before it."""

    promise: Promise
    before: Promise
    changed: tuple[str, ...]


def current_promise(programme: Programme) -> Promise | None:
    """Return the newest version of the promise; None if none was written."""
    versions = list(programme.promises.all())
    return versions[-1] if versions else None


def amendments(programme: Programme) -> list[Amendment]:
    """Return every amendment with what it changed, the newest first."""
    versions = list(programme.promises.all())
    pairs = zip(versions[1:], versions, strict=False)
    return [Amendment(new, old, changed_between(old, new)) for new, old in pairs][::-1]


def changed_between(old: Promise, new: Promise) -> tuple[str, ...]:
    """Return the fields in which two versions differ, in the order in which they are shown."""
    return tuple(name for name in PROMISED if getattr(old, name) != getattr(new, name))


def missing_in(promise: Promise | None) -> tuple[str, ...]:
    """Return what a promise does not say yet, as field names; all of it if there is none."""
    if promise is None:
        return NEEDED
    missing = [name for name in NEEDED if not getattr(promise, name)]
    ends = any(stage.closes_at for stage in promise.programme.stages.all() if stage.plan.verbs)
    if ends and promise.decision_on is None:
        missing.append(NEEDED_IF_ENDING)
    if promise.money_minor is None and not promise.money_note:
        missing.append("money_minor")
    return tuple(missing)


def first_answer_due(programme: Programme, received_at: datetime) -> date | None:
    """Return the day by which what was received at a moment has its first answer; None if nothing is promised.

    Working days of the lead body are counted in its zone, from the day after it came.
    """
    promise = current_promise(programme)
    if promise is None or not promise.first_answer_days:
        return None
    day = received_at.astimezone(programme.body.zone).date()
    return add_working_days(day, promise.first_answer_days, holidays=programme.body.days_off)
