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
from flotilla.assessment.actions.criteria import (
    begin_criteria,
    publish_criteria,
    remove_criterion,
    set_scale,
    take_back_criteria,
    write_criterion,
)
from flotilla.assessment.actions.interests import (
    clear_interest,
    confirm_interest,
    declare_interest,
    state_interests,
    suspect_interests,
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

__all__ = [
    "Given",
    "Said",
    "accept_seat",
    "allot",
    "allot_by_hand",
    "begin_assessing",
    "begin_criteria",
    "call_in_backup",
    "clear_interest",
    "confirm_interest",
    "declare_interest",
    "decline_seat",
    "invite_to_panel",
    "leave_panel",
    "publish_criteria",
    "record_costs",
    "remind_assessors",
    "remove_criterion",
    "save_assessment",
    "say_no_interest",
    "send_assessment",
    "set_scale",
    "set_up_panel",
    "state_interests",
    "suspect_interests",
    "take_away",
    "take_back_criteria",
    "write_criterion",
]
