"""Who reads what: each entry read often enough, loads alike, nobody reads what they have an interest in."""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

SEED = 1955
UNEVEN = (
    2.0  # what a reading more than an even share costs, where the fit of a reader is worth 0 to 1
)
STIR = 0.05  # how much chance mixes readers who fit alike, so that no sub-panels form
GAP = 0.01

Pair = tuple[int, int]
Matrix = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Reader:
    """An assessor: how many entries at most, and whether they speak from lived experience."""

    reader: int
    most: int
    lived: bool = False


class Lack(StrEnum):
    """What makes a demand impossible."""

    READINGS = "readings"  # all readers together have too little time
    READERS = "readers"  # an entry has too few readers without an interest in it
    LIVED_READINGS = "lived_readings"  # readers with lived experience have too little time
    LIVED_READERS = (
        "lived_readers"  # an entry has no reader with lived experience and without an interest
    )
    FIXED_INTEREST = "fixed_interest"  # a reader was set by hand who has an interest
    FIXED_LOAD = "fixed_load"  # more was set by hand than a reader takes
    TOGETHER = "together"  # each demand could be met, not all at once


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason why it can't be done: what is needed, what there is, and whom or what it concerns.

    `needed` and `there` count readings (READINGS, LIVED_READINGS: a reader takes `most` of them) or readers; `ids` are
    entries, or readers where the load of one is meant.
    """

    lack: Lack
    needed: int
    there: int
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who reads what, whether it is the best there is (else the best found in time), or what stands in the way."""

    pairs: frozenset[Pair]
    is_best: bool = True
    obstacles: tuple[Obstacle, ...] = ()

    def loads(self) -> Counter[int]:
        """Return how many entries each reader has."""
        return Counter(reader for _entry, reader in self.pairs)


def assign(
    entries: Sequence[int],
    readers: Sequence[Reader],
    each: int,
    *,
    interests: Collection[Pair] = (),
    fixed: Collection[Pair] = (),
    fit: Mapping[Pair, float] | None = None,
    lived: bool = False,
    seconds: float = 2.0,
) -> Assigned:
    """Return (entry, reader) pairs so that each entry has `each` readers, or the obstacles in plain numbers.

    Meaning: an integer programme, solved by HiGHS: the largest total fit (0 to 1 for a pair: preference and
    expertise) less what uneven loads cost. No pair of `interests` is used; every pair of `fixed` is, also beyond
    `each`; with `lived` every entry has a reader with lived experience. Readers who fit alike are mixed by a fixed
    seed, as panels that always read together cannot be compared with others. Stops after `seconds` with the best
    found. If the demand is impossible, nothing is assigned and `obstacles` says what would make it possible.

    200 entries, 30 readers, three each: well under 2 seconds.
    """
    if each < 1 or len(set(entries)) < len(entries):
        message = "each entry is read once at least, and listed once"
        raise ValueError(message)
    if not entries:
        return Assigned(frozenset())
    problem = _Problem(entries, readers, each, frozenset(interests), frozenset(fixed), lived)
    obstacles = problem.plain_obstacles()
    if obstacles:
        return Assigned(frozenset(), obstacles=tuple(obstacles))
    pairs, is_best = problem.solved(fit or {}, seconds)
    if pairs is None:
        return Assigned(frozenset(), is_best, tuple(problem.together(seconds)))
    return Assigned(pairs, is_best)


class _Problem:
    """One demand, in the numbers of rows and columns that the solver wants."""

    def __init__(
        self,
        entries: Sequence[int],
        readers: Sequence[Reader],
        each: int,
        interests: frozenset[Pair],
        fixed: frozenset[Pair],
        lived: bool,
    ) -> None:
        known = {one.reader for one in readers}
        self.entries, self.readers, self.each, self.lived = (
            list(entries),
            list(readers),
            each,
            lived,
        )
        self.interests = interests
        self.fixed = frozenset(p for p in fixed if p[0] in set(entries) and p[1] in known)
        set_by_hand = Counter(entry for entry, _reader in self.fixed)
        self.wanted = {entry: max(each, set_by_hand[entry]) for entry in entries}
        self.lived_readers = [one for one in self.readers if one.lived]

    def free(self, entry: int, readers: Sequence[Reader]) -> int:
        """Return how many of these readers have no interest in an entry."""
        return sum((entry, one.reader) not in self.interests for one in readers)

    def plain_obstacles(self) -> list[Obstacle]:
        """Return what counting alone shows to be impossible, each with the numbers that say what would help."""
        found = []
        wrong = tuple(
            sorted(entry for entry, reader in self.fixed if (entry, reader) in self.interests)
        )
        if wrong:
            found.append(Obstacle(Lack.FIXED_INTEREST, 0, len(wrong), wrong))
        loads = Counter(reader for _entry, reader in self.fixed)
        found += [Obstacle(Lack.FIXED_LOAD, loads[one.reader], one.most, (one.reader,)) for one in self.readers if loads[one.reader] > one.most]  # fmt: skip
        needed, there = sum(self.wanted.values()), sum(one.most for one in self.readers)
        if there < needed:
            found.append(Obstacle(Lack.READINGS, needed, there))
        few = {entry: self.free(entry, self.readers) for entry in self.entries}
        short = tuple(entry for entry in self.entries if few[entry] < self.wanted[entry])
        if short:
            found.append(Obstacle(Lack.READERS, max(self.wanted[e] for e in short), min(few[e] for e in short), short))  # fmt: skip
        return found + (self._lived_obstacles() if self.lived else [])

    def _lived_obstacles(self) -> list[Obstacle]:
        found = []
        there = sum(one.most for one in self.lived_readers)
        if there < len(self.entries):
            found.append(Obstacle(Lack.LIVED_READINGS, len(self.entries), there))
        none = tuple(entry for entry in self.entries if not self.free(entry, self.lived_readers))
        if none and self.lived_readers:
            found.append(Obstacle(Lack.LIVED_READERS, 1, 0, none))
        return found

    def solved(
        self, fit: Mapping[Pair, float], seconds: float
    ) -> tuple[frozenset[Pair] | None, bool]:
        """Return the best pairs found in time and whether there are no better ones; None if there are none."""
        draw = np.random.default_rng(SEED)
        worth = np.array([[fit.get((entry, one.reader), 0.0) for one in self.readers] for entry in self.entries])  # fmt: skip
        worth = worth + STIR * draw.random(worth.shape)
        even = sum(self.wanted.values()) / len(self.readers)
        uneven = np.full(2 * len(self.readers), UNEVEN)
        x, is_best = self._solve(
            np.concatenate([-worth.ravel(), uneven]), even, seconds, short=False
        )
        return (None if x is None else self._pairs(x)), is_best

    def together(self, seconds: float) -> list[Obstacle]:
        """Return for which entries how many readers are found at most, if not every demand can be met at once."""
        cells = len(self.entries) * len(self.readers)
        costs = np.concatenate([np.zeros(cells + 2 * len(self.readers)), np.ones(2 * len(self.entries))])  # fmt: skip
        x, _is_best = self._solve(costs, 0, seconds, short=True)
        if x is None:
            return [Obstacle(Lack.TOGETHER, sum(self.wanted.values()), 0, tuple(self.entries))]
        missing = np.rint(x[-2 * len(self.entries) :].reshape(2, -1).sum(axis=0)).astype(int)
        short = tuple(entry for entry, lack in zip(self.entries, missing, strict=True) if lack)
        needed = sum(self.wanted[entry] for entry in short)
        return [Obstacle(Lack.TOGETHER, needed, needed - int(missing.sum()), short)]

    def _pairs(self, x: Matrix) -> frozenset[Pair]:
        cells = x[: len(self.entries) * len(self.readers)].reshape(len(self.entries), -1)
        rows, columns = np.nonzero(cells > 0.5)
        return frozenset((self.entries[i], self.readers[j].reader) for i, j in zip(rows, columns, strict=True))  # fmt: skip

    def _solve(
        self, costs: Matrix, even: float, seconds: float, *, short: bool
    ) -> tuple[Matrix | None, bool]:
        """Solve for: who reads what, each reader's load above and below the even share, and (`short`) what is missing."""
        # Here, as a web process that assigns nobody need not carry it.
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415
        from scipy.sparse import csr_array, eye_array, hstack, kron  # noqa: PLC0415

        n, m = len(self.entries), len(self.readers)
        extra = 2 * n if short else 0
        of_entry = kron(eye_array(n), np.ones((1, m)))
        of_reader = kron(np.ones((1, n)), eye_array(m))
        nothing = csr_array((m, extra))

        def row(cells: Any, uneven: Any, missing: Any) -> Any:
            return hstack([cells, uneven, missing]).tocsr()

        lack = eye_array(n, 2 * n) if short else csr_array((n, 0))
        loads = np.array([one.most for one in self.readers], dtype=np.float64)
        wanted = np.array([self.wanted[entry] for entry in self.entries], dtype=np.float64)
        constraints = [
            LinearConstraint(row(of_entry, csr_array((n, 2 * m)), lack), wanted, wanted),
            LinearConstraint(row(of_reader, csr_array((m, 2 * m)), nothing), 0, loads),
        ]
        if not short:
            constraints += [
                LinearConstraint(row(of_reader, -eye_array(m, 2 * m), nothing), -np.inf, math.ceil(even)),
                LinearConstraint(row(of_reader, eye_array(m, 2 * m, k=m), nothing), math.floor(even), np.inf),
            ]  # fmt: skip
        if self.lived:
            speaks = kron(eye_array(n), np.array([[float(one.lived) for one in self.readers]]))
            lack = eye_array(n, 2 * n, k=n) if short else csr_array((n, 0))
            constraints.append(LinearConstraint(row(speaks, csr_array((n, 2 * m)), lack), 1, np.inf))  # fmt: skip
        low, high = self._bounds(2 * m + extra)
        found = milp(
            costs,
            integrality=np.concatenate([np.ones(n * m), np.zeros(2 * m + extra)]),
            bounds=Bounds(low, high),
            constraints=constraints,
            options={"time_limit": seconds, "mip_rel_gap": GAP},
        )
        return found.x, found.status != 1

    def _bounds(self, more: int) -> tuple[Matrix, Matrix]:
        """Return 0 and 1 for each cell, but 0 where there is an interest and 1 where it is set by hand."""
        low = np.zeros((len(self.entries), len(self.readers)))
        high = np.ones_like(low)
        row = {entry: i for i, entry in enumerate(self.entries)}
        column = {one.reader: j for j, one in enumerate(self.readers)}
        for entry, reader in self.interests:
            if entry in row and reader in column:
                high[row[entry], column[reader]] = 0
        for entry, reader in self.fixed:
            low[row[entry], column[reader]] = 1
        return (
            np.concatenate([low.ravel(), np.zeros(more)]),
            np.concatenate([high.ravel(), np.full(more, np.inf)]),
        )
