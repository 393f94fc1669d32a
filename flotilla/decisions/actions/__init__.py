"""What people can do on the way to an answer, one file per noun."""

from flotilla.decisions.actions.answering import (
    answer_together,
    assign,
    consider,
    draft_answer,
    note,
    release_answer,
    settle_assignment,
    write_template,
)
from flotilla.decisions.actions.deciding import (
    check,
    draft_decision,
    draft_together,
    release,
    release_due,
    return_to_drafter,
    schedule,
)
from flotilla.decisions.actions.following_up import (
    ask_second_look,
    close_undertaking,
    give_second_look,
    tell_update,
)
from flotilla.decisions.actions.from_meeting import draft_from_meeting
from flotilla.decisions.actions.telling import tell_entrants, tell_public, tell_winners

__all__ = [
    "answer_together",
    "ask_second_look",
    "assign",
    "check",
    "close_undertaking",
    "consider",
    "draft_answer",
    "draft_decision",
    "draft_from_meeting",
    "draft_together",
    "give_second_look",
    "note",
    "release",
    "release_answer",
    "release_due",
    "return_to_drafter",
    "schedule",
    "settle_assignment",
    "tell_entrants",
    "tell_public",
    "tell_update",
    "tell_winners",
    "write_template",
]
