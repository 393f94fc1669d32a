"""Criteria, and what a panel does with them."""

from flotilla.assessment.models.criteria import HIGHEST, LOWEST, CriteriaSet, Criterion

__all__ = ["HIGHEST", "LOWEST", "CriteriaSet", "Criterion"]
