"""What can be asked of contributions, one file per noun."""

from flotilla.contributions.queries.drafts import draft_by_token, newest_draft, sent_with
from flotilla.contributions.queries.sent import (
    claimable,
    drafts_of,
    followed_by,
    sent_by,
    supported_by,
)

__all__ = [
    "claimable",
    "draft_by_token",
    "drafts_of",
    "followed_by",
    "newest_draft",
    "sent_by",
    "sent_with",
    "supported_by",
]
