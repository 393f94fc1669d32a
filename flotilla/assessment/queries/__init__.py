"""What can be asked of criteria and panels, one file per noun."""

from flotilla.assessment.queries.criteria import (
    Lacks,
    criteria_set_of,
    digest_of,
    findings,
    lacking,
)
from flotilla.assessment.queries.interests import Likely, likely_interests
from flotilla.assessment.queries.panel import (
    entries,
    entries_open_to,
    panel_of,
    seats_of,
    suspected,
)
from flotilla.assessment.queries.pile import (
    Load,
    Readers,
    all_are_in,
    has_begun,
    loads,
    next_in,
    pile,
    readers_of_entries,
    ready_seats,
    said_by_others,
    scores_of,
    share_answered,
)
from flotilla.assessment.queries.ranking import Ranked, Ranking, ranking

__all__ = [
    "Lacks",
    "Likely",
    "Load",
    "Ranked",
    "Ranking",
    "Readers",
    "all_are_in",
    "criteria_set_of",
    "digest_of",
    "entries",
    "entries_open_to",
    "findings",
    "has_begun",
    "lacking",
    "likely_interests",
    "loads",
    "next_in",
    "panel_of",
    "pile",
    "ranking",
    "readers_of_entries",
    "ready_seats",
    "said_by_others",
    "scores_of",
    "seats_of",
    "share_answered",
    "suspected",
]
