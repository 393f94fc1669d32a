"""What can be asked of criteria and panels, one file per noun."""

from flotilla.assessment.queries.criteria import Lacks, criteria_set_of, digest_of, lacking
from flotilla.assessment.queries.interests import Likely, likely_interests
from flotilla.assessment.queries.panel import (
    entries,
    entries_open_to,
    panel_of,
    seats_of,
    suspected,
)

__all__ = [
    "Lacks",
    "Likely",
    "criteria_set_of",
    "digest_of",
    "entries",
    "entries_open_to",
    "lacking",
    "likely_interests",
    "panel_of",
    "seats_of",
    "suspected",
]
