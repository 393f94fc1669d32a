"""Ordering many small entries from judgements of two at a time: which of these two is better?"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

RIDGE = 0.1
DECENT, FOR_AWARDS = 16, 30  # appearances of an entry: enough for an order, enough for an award
LEAST_SPREAD = 1e-4  # κ: a strength is never quite certain
FORGIVING = 0.1  # γ: how much of the information gained is about the judge

Matrix = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Strength:
    """How strong an entry is (log odds of winning against the average), and how often it was seen.

    `chance` is that of winning against the average entry of its group. Entries of different groups are not yet
    comparable: no chain of wins and losses leads both ways between them.
    """

    value: float
    seen: int
    group: int

    @property
    def chance(self) -> float:
        """The chance of winning against an entry of strength nought."""
        return 1 / (1 + math.exp(-self.value))


@dataclass(frozen=True, slots=True)
class Judge:
    """What is believed of a judge: the chance that they agree with the truth is Beta(alpha, beta)."""

    alpha: float = 10.0
    beta: float = 1.0

    @property
    def reliability(self) -> float:
        """The expected chance of agreeing with the truth."""
        return self.alpha / (self.alpha + self.beta)


@dataclass(frozen=True, slots=True)
class Belief:
    """What is believed of an entry while judging goes on: its strength is Normal(mean, spread)."""

    mean: float = 0.0
    spread: float = 1.0  # the variance


def bradley_terry(
    wins: Sequence[tuple[int, int]], entries: Collection[int] = (), *, ridge: float = RIDGE
) -> dict[int, Strength]:
    """Return the strength of each entry from (winner, loser) pairs.

    Meaning: the odds that i beats j are exp(value_i − value_j) (Bradley and Terry 1952), at the maximum of the
    likelihood less ridge·Σ value² (a normal prior), found by Newton's method; strengths of each group add up to
    nought. Without ridge the maximum exists only within a group all of whose entries are linked by wins both ways
    (Ford 1957), so without ridge an entry's group are those; with it, those that were compared at all, by any chain.
    An entry of `entries` never seen is a group by itself.

    Assumes that judges are alike and an entry is the same in every pair. ValueError if an entry is set against itself.
    """
    if any(winner == loser for winner, loser in wins):
        message = "an entry cannot be set against itself"
        raise ValueError(message)
    names = sorted({*entries, *(one for pair in wins for one in pair)})
    seen = Counter(one for pair in wins for one in pair)
    groups = _linked(names, wins, both_ways=ridge == 0)
    found: dict[int, Strength] = {}
    for number, group in enumerate(groups):
        inside = [pair for pair in wins if pair[0] in group and pair[1] in group]
        values = _newton(group, inside, ridge)
        found |= {one: Strength(values[one], seen[one], number) for one in group}
    return {one: found[one] for one in names}


def is_comparable(strengths: Mapping[int, Strength]) -> bool:
    """Whether all entries stand in one order; else it must be said which are not yet comparable."""
    return len({one.group for one in strengths.values()}) <= 1


def learned(judge: Judge, winner: Belief, loser: Belief) -> tuple[Judge, Belief, Belief]:
    """Return what is believed after a judge has preferred one entry, by matching moments (Chen and others 2013).

    A judge who goes against what is believed is believed a little less, and moves the entries less.
    """
    ew, el = math.exp(winner.mean), math.exp(loser.mean)
    right = ew / (ew + el)
    believed = judge.alpha * ew / (judge.alpha * ew + judge.beta * el)
    pull = believed - right
    bend = believed * (1 - believed) - right * (1 - right)
    chance = _chance_if_right(winner, loser)
    return (
        _judged(judge, chance),
        Belief(winner.mean + winner.spread * pull, _narrowed(winner.spread, bend)),
        Belief(loser.mean - loser.spread * pull, _narrowed(loser.spread, bend)),
    )


def gained(judge: Judge, one: Belief, other: Belief) -> float:
    """Return the information that a judge's preference is expected to give, in nats: that of the entries and γ of the judge's."""
    first, second = learned(judge, one, other), learned(judge, other, one)
    chance = _chance(judge, one, other)
    gain = 0.0
    for weight, (after, winner, loser), (w, el) in (
        (chance, first, (one, other)),
        (1 - chance, second, (other, one)),
    ):
        gain += weight * (
            _normal_gain(winner, w) + _normal_gain(loser, el) + FORGIVING * _beta_gain(after, judge)
        )
    return gain


def next_pair(
    judge: Judge,
    beliefs: Mapping[int, Belief],
    *,
    previous: int | None = None,
    seen: Mapping[int, int] | None = None,
    but: Collection[frozenset[int]] = (),
    may_not: Collection[int] = (),
) -> tuple[int, int] | None:
    """Return the two entries a judge should be shown next; None if every pair is done or forbidden.

    Meaning: the one seen before stays, as it is fresh in mind; of the others those seen least come first, among them
    the one from whose comparison most is learned. `but` are the pairs the judge has decided, `may_not` the entries
    hidden from them by a conflict or their own wish.
    """
    seen = seen or {}
    open_ = sorted(set(beliefs) - set(may_not), key=lambda one: (seen.get(one, 0), one))
    firsts = [previous] if previous in open_ else []
    for first in (*firsts, *(one for one in open_ if one != previous)):
        others = [one for one in open_ if one != first and frozenset((first, one)) not in but]
        if not others:
            continue
        least = seen.get(others[0], 0)
        fresh = [one for one in others if seen.get(one, 0) == least]
        best = max(fresh, key=lambda one: (gained(judge, beliefs[first], beliefs[one]), -one))
        return first, best
    return None


def _newton(
    group: Collection[int], wins: Iterable[tuple[int, int]], ridge: float
) -> dict[int, float]:
    """Return the strengths of entries that are linked with each other."""
    names = sorted(group)
    place = {one: number for number, one in enumerate(names)}
    pairs = np.array([(place[w], place[x]) for w, x in wins], dtype=np.int64).reshape(-1, 2)
    if not len(pairs):
        return dict.fromkeys(names, 0.0)
    won, lost = pairs.T
    values = np.zeros(len(names))
    for _step in range(100):
        chance = 1 / (1 + np.exp(values[won] - values[lost]))  # of the upset
        slope = np.bincount(won, chance, len(names)) - np.bincount(lost, chance, len(names))
        weight = chance * (1 - chance)
        bend = np.zeros((len(names), len(names)))
        np.add.at(bend, (won, won), weight)
        np.add.at(bend, (lost, lost), weight)
        np.add.at(bend, (won, lost), -weight)
        np.add.at(bend, (lost, won), -weight)
        bend += 2 * ridge * np.eye(len(names)) if ridge else np.ones_like(bend) / len(names)
        step = np.linalg.solve(bend, slope - 2 * ridge * values)
        values = values + step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < 1e-12:
            break
    values -= values.mean()
    return {one: float(values[place[one]]) for one in names}


def _linked(
    names: Sequence[int], wins: Iterable[tuple[int, int]], *, both_ways: bool
) -> list[set[int]]:
    """Return the groups of entries linked by comparisons, or by wins both ways; the largest first."""
    forward: dict[int, set[int]] = {one: set() for one in names}
    backward: dict[int, set[int]] = {one: set() for one in names}
    for winner, loser in wins:
        forward[winner].add(loser)
        backward[loser].add(winner)
        if not both_ways:
            forward[loser].add(winner)
            backward[winner].add(loser)
    left, groups = set(names), []
    while left:
        start = min(left)
        group = _reached(start, forward) & _reached(start, backward)
        groups.append(group)
        left -= group
    return sorted(groups, key=lambda group: (-len(group), min(group)))


def _reached(start: int, links: Mapping[int, Collection[int]]) -> set[int]:
    reached, ahead = {start}, [start]
    while ahead:
        new = set(links[ahead.pop()]) - reached
        reached |= new
        ahead += new
    return reached


def _chance_if_right(winner: Belief, loser: Belief) -> float:
    """Return the chance that the winner wins in truth, its spread taken into account to the second order."""
    ew, el = math.exp(winner.mean), math.exp(loser.mean)
    bend = ew * el * (el - ew) / (ew + el) ** 3
    return ew / (ew + el) + (winner.spread + loser.spread) * bend / 2


def _chance(judge: Judge, one: Belief, other: Belief) -> float:
    """Return the chance that this judge prefers the one, kept between nought and one."""
    right = _chance_if_right(one, other)
    chance = (right * judge.alpha + (1 - right) * judge.beta) / (judge.alpha + judge.beta)
    return min(max(chance, 1e-9), 1 - 1e-9)


def _judged(judge: Judge, right: float) -> Judge:
    """Return the judge after one more preference, of which `right` is the chance that it agrees with the truth."""
    a, b = judge.alpha, judge.beta
    whole, chance = a + b, (right * a + (1 - right) * b) / (a + b)
    first = (right * (a + 1) * a + (1 - right) * a * b) / (chance * (whole + 1) * whole)
    second = (right * (a + 2) * (a + 1) * a + (1 - right) * (a + 1) * a * b) / (
        chance * (whole + 2) * (whole + 1) * whole
    )
    variance = second - first**2
    size = (first - second) / variance
    return replace(judge, alpha=size * first, beta=size * (1 - first))


def _narrowed(spread: float, bend: float) -> float:
    return spread * max(1 + spread * bend, LEAST_SPREAD)


def _normal_gain(after: Belief, before: Belief) -> float:
    """Return the divergence of what is believed of an entry from what was (Kullback and Leibler 1951)."""
    moved = (after.mean - before.mean) ** 2
    return (math.log(before.spread / after.spread) + (after.spread + moved) / before.spread - 1) / 2


def _beta_gain(after: Judge, before: Judge) -> float:
    """Return the divergence of what is believed of a judge from what was."""
    # Here, as a web process in which nobody is shown a pair need not carry it.
    from scipy.special import betaln, digamma  # noqa: PLC0415

    a, b, c, d = after.alpha, after.beta, before.alpha, before.beta
    return float(
        betaln(c, d)
        - betaln(a, b)
        + (a - c) * digamma(a)
        + (b - d) * digamma(b)
        + (c - a + d - b) * digamma(a + b)
    )
