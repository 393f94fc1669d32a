"""Criteria, panels, and what panels do."""

from flotilla.assessment.models.assessment import (
    Assessment,
    AssessmentQuerySet,
    Score,
    Scorecard,
)
from flotilla.assessment.models.criteria import HIGHEST, LOWEST, CriteriaSet, Criterion
from flotilla.assessment.models.panel import Interest, InterestQuerySet, Panel, Seat, SeatQuerySet

__all__ = [
    "HIGHEST",
    "LOWEST",
    "Assessment",
    "AssessmentQuerySet",
    "CriteriaSet",
    "Criterion",
    "Interest",
    "InterestQuerySet",
    "Panel",
    "Score",
    "Scorecard",
    "Seat",
    "SeatQuerySet",
]
