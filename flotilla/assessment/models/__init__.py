"""Criteria, panels, and what panels do."""

from flotilla.assessment.models.assessment import (
    Assessment,
    AssessmentQuerySet,
    Score,
    Scorecard,
)
from flotilla.assessment.models.criteria import HIGHEST, LOWEST, CriteriaSet, Criterion
from flotilla.assessment.models.meeting import (
    AgendaItem,
    AgendaItemQuerySet,
    Correction,
    Meeting,
    Presence,
    Recusal,
)
from flotilla.assessment.models.panel import Interest, InterestQuerySet, Panel, Seat, SeatQuerySet
from flotilla.assessment.models.settling import Lot, Lottery, PartOffer, Ruling
from flotilla.assessment.models.vote import PanelVote, Recommendation, RecommendationQuerySet

__all__ = [
    "HIGHEST",
    "LOWEST",
    "AgendaItem",
    "AgendaItemQuerySet",
    "Assessment",
    "AssessmentQuerySet",
    "Correction",
    "CriteriaSet",
    "Criterion",
    "Interest",
    "InterestQuerySet",
    "Lot",
    "Lottery",
    "Meeting",
    "Panel",
    "PanelVote",
    "PartOffer",
    "Presence",
    "Recommendation",
    "RecommendationQuerySet",
    "Recusal",
    "Ruling",
    "Score",
    "Scorecard",
    "Seat",
    "SeatQuerySet",
]
