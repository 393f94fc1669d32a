"""Criteria, panels, and what panels do."""

from flotilla.assessment.models.criteria import HIGHEST, LOWEST, CriteriaSet, Criterion
from flotilla.assessment.models.panel import Interest, InterestQuerySet, Panel, Seat, SeatQuerySet

__all__ = [
    "HIGHEST",
    "LOWEST",
    "CriteriaSet",
    "Criterion",
    "Interest",
    "InterestQuerySet",
    "Panel",
    "Seat",
    "SeatQuerySet",
]
