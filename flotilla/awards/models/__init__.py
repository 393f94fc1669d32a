"""Pots and their postings; awards and what follows from them; what everybody may read."""

from flotilla.awards.models.award import Agreement, Award, Variation
from flotilla.awards.models.flag import Flag
from flotilla.awards.models.paying import Claim, Milestone, Payment, Repayment
from flotilla.awards.models.pot import Posting, Pot
from flotilla.awards.models.published import PublishedAward

__all__ = [
    "Agreement",
    "Award",
    "Claim",
    "Flag",
    "Milestone",
    "Payment",
    "Posting",
    "Pot",
    "PublishedAward",
    "Repayment",
    "Variation",
]
