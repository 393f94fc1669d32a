"""What people can do when a panel judges, one file per noun."""

from flotilla.assessment.actions.criteria import (
    publish_criteria,
    remove_criterion,
    set_scale,
    take_back_criteria,
    write_criterion,
)

__all__ = [
    "publish_criteria",
    "remove_criterion",
    "set_scale",
    "take_back_criteria",
    "write_criterion",
]
