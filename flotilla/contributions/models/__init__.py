"""Contributions and everything around them, one file per noun."""

from flotilla.contributions.models.authorship import Authorship, CoauthorInvitation
from flotilla.contributions.models.consent import GuestConsent
from flotilla.contributions.models.contribution import (
    Attachment,
    Contribution,
    ContributionQuerySet,
    Revision,
    Theme,
    Withdrawal,
)
from flotilla.contributions.models.draft import Draft
from flotilla.contributions.models.joining import Distinction, Merge, Split
from flotilla.contributions.models.moderation import Appeal, Removal, Report
from flotilla.contributions.models.support import Follow, Support
from flotilla.contributions.models.talk import Comment, ConcernMet, TalkClosure

__all__ = [
    "Appeal",
    "Attachment",
    "Authorship",
    "CoauthorInvitation",
    "Comment",
    "ConcernMet",
    "Contribution",
    "ContributionQuerySet",
    "Distinction",
    "Draft",
    "Follow",
    "GuestConsent",
    "Merge",
    "Removal",
    "Report",
    "Revision",
    "Split",
    "Support",
    "TalkClosure",
    "Theme",
    "Withdrawal",
]
