"""What people can do when a panel judges, one file per noun."""

from flotilla.assessment.actions.allotting import (
    allot,
    allot_by_hand,
    begin_assessing,
    remind_assessors,
    take_away,
)
from flotilla.assessment.actions.assessing import (
    Given,
    Said,
    save_assessment,
    say_no_interest,
    send_assessment,
)
from flotilla.assessment.actions.correcting import (
    agree_correction,
    ask_correction,
    refuse_correction,
)
from flotilla.assessment.actions.criteria import (
    begin_criteria,
    publish_criteria,
    remove_criterion,
    set_scale,
    take_back_criteria,
    write_criterion,
)
from flotilla.assessment.actions.equals import (
    announce_lots,
    draw_lots,
    give_up_lots,
    rule_tie,
)
from flotilla.assessment.actions.interests import (
    clear_interest,
    confirm_interest,
    declare_interest,
    state_interests,
    suspect_interests,
)
from flotilla.assessment.actions.meeting import (
    call_entry,
    close_meeting,
    end_discussion,
    freeze_scores,
    open_meeting,
    record_coming,
    record_going,
)
from flotilla.assessment.actions.panel import (
    accept_seat,
    call_in_backup,
    decline_seat,
    invite_to_panel,
    leave_panel,
    record_costs,
    set_up_panel,
)
from flotilla.assessment.actions.spending import answer_part, ask_part, settle_spending
from flotilla.assessment.actions.voting import close_vote, count_again, put_to_vote, vote

__all__ = [
    "Given",
    "Said",
    "accept_seat",
    "agree_correction",
    "allot",
    "allot_by_hand",
    "announce_lots",
    "answer_part",
    "ask_correction",
    "ask_part",
    "begin_assessing",
    "begin_criteria",
    "call_entry",
    "call_in_backup",
    "clear_interest",
    "close_meeting",
    "close_vote",
    "confirm_interest",
    "count_again",
    "declare_interest",
    "decline_seat",
    "draw_lots",
    "end_discussion",
    "freeze_scores",
    "give_up_lots",
    "invite_to_panel",
    "leave_panel",
    "open_meeting",
    "publish_criteria",
    "put_to_vote",
    "record_coming",
    "record_costs",
    "record_going",
    "refuse_correction",
    "remind_assessors",
    "remove_criterion",
    "rule_tie",
    "save_assessment",
    "say_no_interest",
    "send_assessment",
    "set_scale",
    "set_up_panel",
    "settle_spending",
    "state_interests",
    "suspect_interests",
    "take_away",
    "take_back_criteria",
    "vote",
    "write_criterion",
]
