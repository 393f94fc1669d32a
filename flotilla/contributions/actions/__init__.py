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
from flotilla.contributions.actions.launch import launch, wipe_rehearsal
from flotilla.contributions.actions.submit import publish, revise, submit, withdraw
from flotilla.contributions.actions.support import add_views, follow, support, unfollow, unsupport

__all__ = [
    "add_views",
    "ask_to_join",
    "attach",
    "begin_draft",
    "claim",
    "detach",
    "drop_draft",
    "follow",
    "invite_coauthor",
    "lapse_drafts",
    "launch",
    "leave",
    "publish",
    "revise",
    "save_draft",
    "settle_coauthor",
    "submit",
    "support",
    "unfollow",
    "unsupport",
    "wipe_rehearsal",
    "withdraw",
]
