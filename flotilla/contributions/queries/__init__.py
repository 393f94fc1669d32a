"""What can be asked of contributions, one file per noun."""

from flotilla.contributions.queries.drafts import draft_by_token, newest_draft, sent_with
from flotilla.contributions.queries.joined import (
    family,
    joined_to,
    may_settle,
    merge_of,
    preview,
    split_of,
)
from flotilla.contributions.queries.lists import (
    SameThing,
    Wish,
    how_many,
    listed,
    many_say,
    matching,
    read_wish,
    theme_counts,
    to_body,
    totals,
    wish_as_asked,
)
from flotilla.contributions.queries.moderation import (
    findings,
    moderation_log,
    moderation_queue,
    moderation_record,
    open_appeals,
    reason_sentence,
)
from flotilla.contributions.queries.search import programmes_having, readable_by, search
from flotilla.contributions.queries.sent import (
    claimable,
    drafts_of,
    followed_by,
    sent_by,
    supported_by,
)
from flotilla.contributions.queries.similar import (
    Similar,
    similar,
    suggested_merges,
    suggested_themes,
)
from flotilla.contributions.queries.talk import closure_of, threads

__all__ = [
    "SameThing",
    "Similar",
    "Wish",
    "claimable",
    "closure_of",
    "draft_by_token",
    "drafts_of",
    "family",
    "findings",
    "followed_by",
    "how_many",
    "joined_to",
    "listed",
    "many_say",
    "matching",
    "may_settle",
    "merge_of",
    "moderation_log",
    "moderation_queue",
    "moderation_record",
    "newest_draft",
    "open_appeals",
    "preview",
    "programmes_having",
    "read_wish",
    "readable_by",
    "reason_sentence",
    "search",
    "sent_by",
    "sent_with",
    "similar",
    "split_of",
    "suggested_merges",
    "suggested_themes",
    "supported_by",
    "theme_counts",
    "threads",
    "to_body",
    "totals",
    "wish_as_asked",
]
