"""What people can do with contributions, one file per noun."""

from flotilla.contributions.actions.authors import (
    ask_to_join,
    claim,
    invite_coauthor,
    leave,
    settle_coauthor,
)
from flotilla.contributions.actions.drafts import begin_draft, drop_draft, lapse_drafts, save_draft
from flotilla.contributions.actions.files import attach, detach
from flotilla.contributions.actions.joining import (
    agree_to_merge,
    merge,
    object_to_merge,
    tell_apart,
    unmerge,
)
from flotilla.contributions.actions.launch import discard, launch, wipe_rehearsal
from flotilla.contributions.actions.moderation import (
    appeal,
    decide_appeal,
    keep,
    remove,
    remove_comment,
    report,
    restore,
    restore_comment,
    settle_report,
)
from flotilla.contributions.actions.splitting import Part, split, unsplit
from flotilla.contributions.actions.submit import publish, revise, submit, withdraw
from flotilla.contributions.actions.support import add_views, follow, support, unfollow, unsupport
from flotilla.contributions.actions.talk import (
    close_talk,
    open_talk,
    post_comment,
    publish_comment,
    resolve_concern,
    withdraw_comment,
)
from flotilla.contributions.actions.themes import (
    add_theme,
    change_theme,
    drop_theme,
    give_theme,
    take_theme,
    take_themes,
)

__all__ = [
    "Part",
    "add_theme",
    "add_views",
    "agree_to_merge",
    "appeal",
    "ask_to_join",
    "attach",
    "begin_draft",
    "change_theme",
    "claim",
    "close_talk",
    "decide_appeal",
    "detach",
    "discard",
    "drop_draft",
    "drop_theme",
    "follow",
    "give_theme",
    "invite_coauthor",
    "keep",
    "lapse_drafts",
    "launch",
    "leave",
    "merge",
    "object_to_merge",
    "open_talk",
    "post_comment",
    "publish",
    "publish_comment",
    "remove",
    "remove_comment",
    "report",
    "resolve_concern",
    "restore",
    "restore_comment",
    "revise",
    "save_draft",
    "settle_coauthor",
    "settle_report",
    "split",
    "submit",
    "support",
    "take_theme",
    "take_themes",
    "tell_apart",
    "unfollow",
    "unmerge",
    "unsplit",
    "unsupport",
    "wipe_rehearsal",
    "withdraw",
    "withdraw_comment",
]
