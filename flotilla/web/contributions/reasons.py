"""Why something was removed, in the sentence of the house rules that it broke."""

from flotilla.contributions import queries
from flotilla.contributions.models import Contribution, Removal


def removal_of(contribution: Contribution) -> Removal | None:
    """Return the removal that holds, if there is one."""
    holding = [one for one in contribution.removals.all() if one.undone_at is None]
    return max(holding, key=lambda one: (one.removed_at, one.pk), default=None)


def sentence(removal: Removal) -> str:
    """Return the reason as people read it."""
    return queries.reason_sentence(removal.reason)
