"""What people can do when a panel judges, one file per noun."""

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
    "accept_seat",
    "call_in_backup",
    "clear_interest",
    "confirm_interest",
    "declare_interest",
    "decline_seat",
    "invite_to_panel",
    "leave_panel",
    "publish_criteria",
    "record_costs",
    "remove_criterion",
    "set_scale",
    "set_up_panel",
    "state_interests",
    "suspect_interests",
    "take_back_criteria",
    "write_criterion",
]
