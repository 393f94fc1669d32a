"""What is open at a moment, and where on the journey a programme is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flotilla.programmes.models import Pause, Programme, Stage
from flotilla.programmes.verbs import INTAKE, Step


class State(StrEnum):
    """Where a programme is, in one word for pages and lists."""

    DRAFT = "draft"
    REHEARSAL = "rehearsal"
    COMING = "coming"
    OPEN = "open"
    PAUSED = "paused"
    WORKING = "working"
    DECIDED = "decided"
    CLOSED = "closed"


@dataclass(frozen=True)
class JourneyStep:
    """One step of the journey: done, now, next, or stop where it ended early; from when to when, and a note."""

    step: Step
    state: str
    opens_at: datetime | None
    closes_at: datetime | None
    note: str
    public: str


def stages_open(programme: Programme, at: datetime) -> list[Stage]:
    """Return the stages whose time it is, in order; none before opening and after closure.

    A stage with a hard gate goes on after its time until the gate is passed, and what comes after
    it does not begin before.
    """
    if not programme.has_opened or programme.opening.opened_at > at or _closed(programme, at):
        return []
    running, held_up = [], False
    for stage in programme.stages.all():
        begun = stage.opens_at is not None and stage.opens_at <= at
        ended = stage.closes_at is not None and stage.closes_at <= at
        held = _is_held(stage, at)
        if begun and not held_up and (not ended or held):
            running.append(stage)
        held_up = held_up or (begun and ended and held)
    return running


def _is_held(stage: Stage, at: datetime) -> bool:
    """Whether its gate keeps a stage from ending; those of the preparation were passed by opening."""
    if not stage.plan.is_held or stage.plan in stage.programme.plan.preparation:
        return False
    return stage.passed_at is None or stage.passed_at > at


def _closed(programme: Programme, at: datetime) -> bool:
    return programme.has_closed and programme.closure.closed_at <= at


def open_verbs(programme: Programme, at: datetime) -> frozenset[str]:
    """Return the verbs that are open at this moment, by the stages' dates.

    Empty before opening and after closure. While it is rehearsed everything is open: only the crew
    and the officers can find it then. What brings something new is closed while intake is paused,
    and never goes on after the time of its stage, whatever gate is still shut.
    """
    if programme.is_rehearsing:
        return frozenset[str]().union(*(stage.verbs for stage in programme.plan.stages))
    verbs: set[str] = set()
    for stage in stages_open(programme, at):
        in_time = stage.closes_at is None or stage.closes_at > at
        verbs |= stage.plan.verbs if in_time else stage.plan.verbs - INTAKE
    if verbs & INTAKE and pause_at(programme, at):
        verbs -= INTAKE
    return frozenset(verbs)


def pause_at(programme: Programme, at: datetime) -> Pause | None:
    """Return the pause of intake that holds at this moment, if any."""
    for pause in programme.pauses.all():
        if pause.paused_at <= at and (pause.resumed_at is None or pause.resumed_at > at):
            return pause
    return None


def state(programme: Programme, at: datetime) -> State:
    """Return where a programme is at this moment."""
    if not programme.has_opened or programme.opening.opened_at > at:
        return State.REHEARSAL if programme.is_rehearsing else State.DRAFT
    if _closed(programme, at):
        return State.CLOSED
    stages = list(programme.stages.all())
    intake = [stage for stage in stages if stage.plan.verbs & INTAKE]
    if open_verbs(programme, at) & INTAKE:
        return State.OPEN
    if any(_runs(stage, at) for stage in intake) and pause_at(programme, at):
        return State.PAUSED
    if any(stage.opens_at and stage.opens_at > at for stage in intake):
        return State.COMING
    after = [stage for stage in stages if Step(stage.plan.step) in _AFTER_DECISION]
    if any(stage in after for stage in stages_open(programme, at)):
        return State.DECIDED
    return State.WORKING


_ORDER = list(Step)
_AFTER_DECISION = _ORDER[_ORDER.index(Step.DECIDE) + 1 :]


def _runs(stage: Stage, at: datetime) -> bool:
    return bool(
        stage.opens_at
        and stage.opens_at <= at
        and (stage.closes_at is None or stage.closes_at > at)
    )


def last_day_in(programme: Programme) -> datetime | None:
    """Return when the last stage that takes contributions closes; None if it never does."""
    ends = [stage.closes_at for stage in programme.stages.all() if stage.plan.verbs & INTAKE]
    return max((end for end in ends if end), default=None) if all(ends) else None


def next_turn_at(programme: Programme, at: datetime) -> datetime | None:
    """Return the next moment at which a stage opens or closes, so that no cached page outlives it."""
    turns = [turn for stage in programme.stages.all() for turn in (stage.opens_at, stage.closes_at)]
    return min((turn for turn in turns if turn and turn > at), default=None)


def current_step(programme: Programme, at: datetime) -> Step | None:
    """Return the step of the journey that a programme is at; None if it is over."""
    stages = list(programme.stages.all())
    if _closed(programme, at):
        return None
    if running := stages_open(programme, at):
        return Step(running[-1].plan.step)
    begun = [stage for stage in stages if stage.opens_at and stage.opens_at <= at]
    shown = begun[-1] if begun else stages[0] if stages else None
    return Step(shown.plan.step) if shown else None


def journey(programme: Programme, at: datetime) -> list[JourneyStep]:
    """Return the steps of the one journey that this programme makes, in order.

    Stages of one step are one step here. A step before the present without any date is left out:
    nobody can say that it happened.
    """
    now = current_step(programme, at)
    over = _closed(programme, at)
    by_step: dict[Step, list[Stage]] = {}
    for stage in programme.stages.all():
        by_step.setdefault(Step(stage.plan.step), []).append(stage)
    place = _ORDER.index(now) if now else len(_ORDER)
    steps = []
    for step in _ORDER:
        stages = by_step.get(step, [])
        dated = [stage for stage in stages if stage.opens_at]
        if not stages or (not dated and (over or _ORDER.index(step) < place)):
            continue
        where = _where(_ORDER.index(step), place, dated, at, over=over)
        steps.append(_journey_step(step, where, stages, dated, at))
    return steps


def _where(number: int, place: int, dated: list[Stage], at: datetime, *, over: bool) -> str:
    if over:
        begun = any(stage.opens_at and stage.opens_at <= at for stage in dated)
        return "done" if begun else "stop"
    return "done" if number < place else "now" if number == place else "next"


def _journey_step(
    step: Step, where: str, stages: list[Stage], dated: list[Stage], at: datetime
) -> JourneyStep:
    opens = min((stage.opens_at for stage in dated if stage.opens_at), default=None)
    ends = [stage.closes_at for stage in dated]
    closes = max((end for end in ends if end), default=None) if dated and all(ends) else None
    shown = _shown(stages, at)
    public = str(shown.plan)
    return JourneyStep(step, where, opens, closes, shown.note or public, public)


def _shown(stages: list[Stage], at: datetime) -> Stage:
    """Of several stages of one step, the one that speaks for it: running now, else the last."""
    return next((stage for stage in reversed(stages) if _runs(stage, at)), stages[-1])
