"""What leads to an answer, decisions with their answers, and the order in which they are told."""

from flotilla.decisions.models.decision import (
    ANSWERED,
    DECIDED,
    Answer,
    Decision,
    DecisionQuerySet,
    SecondLook,
)
from flotilla.decisions.models.telling import Telling
from flotilla.decisions.models.working import AnswerTemplate, Assignment, Consideration, Note

__all__ = [
    "ANSWERED",
    "DECIDED",
    "Answer",
    "AnswerTemplate",
    "Assignment",
    "Consideration",
    "Decision",
    "DecisionQuerySet",
    "Note",
    "SecondLook",
    "Telling",
]
