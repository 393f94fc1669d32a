"""What can be asked of programmes: what is open now, where it is, what it promises, what its gates still need."""

from flotilla.programmes.queries.dates import (
    Times,
    happens_once,
    is_in_working_hours,
    suggested_times,
)
from flotilla.programmes.queries.gates import (
    ALWAYS,
    CONDITIONS,
    CONDITIONS_ABOVE,
    Checked,
    Finding,
    checklist,
    findings,
    opening_checklist,
)
from flotilla.programmes.queries.lists import coming_up, ended, open_now, timeline
from flotilla.programmes.queries.promise import (
    PROMISED,
    Amendment,
    amendments,
    current_promise,
    first_answer_due,
    missing_in,
)
from flotilla.programmes.queries.stages import (
    JourneyStep,
    State,
    current_step,
    journey,
    last_day_in,
    next_turn_at,
    open_verbs,
    pause_at,
    stages_open,
    state,
)

__all__ = [
    "ALWAYS",
    "CONDITIONS",
    "CONDITIONS_ABOVE",
    "PROMISED",
    "Amendment",
    "Checked",
    "Finding",
    "JourneyStep",
    "State",
    "Times",
    "amendments",
    "checklist",
    "coming_up",
    "current_promise",
    "current_step",
    "ended",
    "findings",
    "first_answer_due",
    "happens_once",
    "is_in_working_hours",
    "journey",
    "last_day_in",
    "missing_in",
    "next_turn_at",
    "open_now",
    "open_verbs",
    "opening_checklist",
    "pause_at",
    "stages_open",
    "state",
    "suggested_times",
    "timeline",
]
