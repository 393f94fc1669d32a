"""What people can do when a panel judges, one file per noun."""

from flotilla.assessment.actions.criteria import (
    begin_criteria,
    publish_criteria,
    remove_criterion,
    set_scale,
    take_back_criteria,
    write_criterion,
)

__all__ = [
    "begin_criteria",
    "publish_criteria",
    "remove_criterion",
    "set_scale",
    "take_back_criteria",
    "write_criterion",
]
