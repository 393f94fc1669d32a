"""What a panel's scores say about each entry: the weighted score, and what is left when harshness is taken out."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

SPREAD_OF_ENTRIES = 1.0  # λ_p: noise variance over the variance of entries
SPREAD_OF_ASSESSORS = 2.0  # λ_a: noise variance over the variance of harshness
DRAWS = 2_000
SEED = 1927
GREY = (0.2, 0.8)

Matrix = NDArray[np.floating[Any]]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Weighted:
    """One assessor's score of one entry on the scale of its criteria, and the share of the weight it rests on."""

    score: float
    answered: float


@dataclass(frozen=True, slots=True)
class Total:
    """A core score, the bonus that counts after its cap, and both together."""

    core: float
    bonus: float

    @property
    def total(self) -> float:
        """What entries are ordered by."""
        return self.core + self.bonus


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is known of one entry, in points of the scale.

    `raw` is the mean of its scores, `adjusted` the estimate with harshness taken out and drawn towards the mean of all;
    the true value lies between `low` and `high` with the confidence asked for; `above` is the chance that it belongs
    among the first `line`. Ranks begin at 1, equal values share the better one.
    """

    n: int
    raw: float
    adjusted: float
    low: float
    high: float
    above: float
    rank_raw: int
    rank_adjusted: int

    @property
    def is_grey(self) -> bool:
        """Whether the scores leave it open on which side of the line it belongs: discuss these first."""
        return GREY[0] <= self.above <= GREY[1]


@dataclass(frozen=True, slots=True)
class Estimates:
    """What a panel's scores say: the mean of all, each entry, and how much above that mean each assessor scores.

    `harshness` (negative: harsher) serves to correct scores; it says nothing about who judges well.
    """

    mean: float
    noise: float
    entries: dict[int, Estimate]
    harshness: dict[int, float]


def weighted(
    scores: Mapping[str, float | None], weights: Mapping[str, float], *, least: float = 0.6
) -> Weighted | None:
    """Return the mean of the scores weighted by criterion; None if less than a share `least` of the weight is answered.

    Meaning: a criterion that does not apply (None, or left out) is left out of both sums, never counted as zero.
    Scores are points of one scale, weights are positive in any unit. Scores that have no weight are independent: they
    do not count here. ValueError for a weight that is not positive or a score that is no number.
    """
    if not weights or not all(0 < weight < float("inf") for weight in weights.values()):
        message = "every weight must be more than nothing"
        raise ValueError(message)
    given = {code: scores[code] for code in weights if scores.get(code) is not None}
    if not all(np.isfinite(value) for value in given.values() if value is not None):
        message = "a score must be a number"
        raise ValueError(message)
    whole, answered = sum(weights.values()), sum(weights[code] for code in given)
    if not given or answered < least * whole - 1e-12:
        return None
    total = sum(weights[code] * value for code, value in given.items() if value is not None)
    return Weighted(total / answered, answered / whole)


def with_bonus(core: float, bonuses: Sequence[float], cap: float) -> Total:
    """Return a core score with its bonus points, of which no more count than the cap; ValueError for negative ones."""
    if cap < 0 or any(not bonus >= 0 for bonus in bonuses):
        message = "bonus points and their cap must not be negative"
        raise ValueError(message)
    return Total(core, min(cap, sum(bonuses)))


def changed_by_bonus(
    totals: Mapping[int, Total], line: int
) -> tuple[frozenset[int], frozenset[int]]:
    """Return which entries are among the first `line` only by their bonus, and which would be without bonus points.

    Equal scores are told apart by the number of the entry, the same way with and without bonus.
    """

    def first(score: Mapping[int, float]) -> set[int]:
        return set(sorted(score, key=lambda entry: (-score[entry], entry))[:line])

    given = first({entry: one.total for entry, one in totals.items()})
    without = first({entry: one.core for entry, one in totals.items()})
    return frozenset(given - without), frozenset(without - given)


def two_way(
    scores: Sequence[tuple[int, int, float]],
    *,
    line: int,
    confidence: float = 0.9,
    spread_of_entries: float = SPREAD_OF_ENTRIES,
    spread_of_assessors: float = SPREAD_OF_ASSESSORS,
) -> Estimates:
    """Return entries and assessors told apart, from rows (entry, assessor, score) in points of any scale.

    Meaning: score = mean + entry + harshness + noise, where entries and harshness are drawn from normal distributions
    around zero: best linear unbiased prediction (Henderson 1975; Robinson 1991), found by minimising squared
    residuals + λ_p Σ entry² + λ_a Σ harshness². The ratios are fixed; estimating them gains nothing at the sizes of
    panels. The noise comes from the same minimum, divided by one less than the number of scores. Intervals and the
    chance of being among the first `line` are those of the joint normal posterior, the latter by 2,000 draws with a
    fixed seed (standard error at most 0.011), so that the same scores always give the same figures.

    Assumes that harshness adds, and that who reads what does not depend on how good it is. If lenient assessors were
    given the better entries, only overlap can tell: show the raw mean beside it, never instead.

    1,000 entries of 200 assessors in about a tenth of a second. ValueError if a score is no number, or if an
    assessor scores an entry twice.
    """
    if not scores:
        return Estimates(0.0, 0.0, {}, {})
    entries, of_entry = _numbered([row[0] for row in scores])
    assessors, of_assessor = _numbered([row[1] for row in scores])
    points = np.array([row[2] for row in scores], dtype=np.float64)
    if not np.isfinite(points).all():
        message = "a score must be a number"
        raise ValueError(message)
    if len({row[:2] for row in scores}) < len(scores):
        message = "an assessor scores an entry once"
        raise ValueError(message)
    mean = float(points.mean())
    centred = points - mean
    many = np.bincount(of_entry, minlength=len(entries))
    told = _told_apart(
        of_entry,
        of_assessor,
        centred,
        1 / (many + spread_of_entries),
        np.bincount(of_assessor, minlength=len(assessors)) + spread_of_assessors,
    )
    # the penalised minimum is y'y - effects'right: what V⁻¹ makes of the scores (Robinson 1991, 5.2)
    noise = max(float(centred @ centred) - told.explained, 0.0) / max(len(points) - 1, 1)
    adjusted = mean + told.entries
    raw = np.bincount(of_entry, points, len(entries)) / np.bincount(
        of_entry, minlength=len(entries)
    )
    spread = math.sqrt(noise) * np.sqrt(told.own**2 + (told.shared**2).sum(axis=1))
    half = NormalDist().inv_cdf((1 + confidence) / 2) * spread
    above = _chance_above(adjusted, math.sqrt(noise) * told.own, math.sqrt(noise) * told.shared, line)  # fmt: skip
    ranks = _ranks(raw), _ranks(adjusted)
    found = {
        entry: Estimate(
            n=int(many[i]),
            raw=float(raw[i]),
            adjusted=float(adjusted[i]),
            low=float(adjusted[i] - half[i]),
            high=float(adjusted[i] + half[i]),
            above=float(above[i]),
            rank_raw=int(ranks[0][i]),
            rank_adjusted=int(ranks[1][i]),
        )
        for i, entry in enumerate(entries)
    }
    harshness = {one: float(told.assessors[j]) for j, one in enumerate(assessors)}
    return Estimates(mean, noise, found, harshness)


def is_split(points: Sequence[float], lowest: float, highest: float) -> bool:
    """Whether assessors disagree so much that the entry should be talked about: three quarters of the scale apart.

    On a scale of five points that is a range of three.
    """
    return bool(points) and max(points) - min(points) >= 0.75 * (highest - lowest)


def _numbered(ids: Sequence[int]) -> tuple[list[int], Numbers]:
    distinct = sorted(set(ids))
    place = {one: number for number, one in enumerate(distinct)}
    return distinct, np.array([place[one] for one in ids], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _Told:
    """Effects, what they explain of the squares, and the roots of what is unsure of the entries: each its own, and shared."""

    entries: Matrix
    assessors: Matrix
    explained: float
    own: Matrix
    shared: Matrix


def _told_apart(
    of_entry: Numbers, of_assessor: Numbers, centred: Matrix, once: Matrix, often: Matrix
) -> _Told:
    """Solve the normal equations with ridge by the Schur complement of the entries, which know nothing of each other.

    `once` is the inverse of the diagonal of the entries, `often` the diagonal of the assessors. So a thousand entries
    cost no more than the matrix of the assessors, and the covariance of the entries is `own²` on the diagonal beside
    shared·shared', never written out.
    """
    entries, assessors = len(once), len(often)
    met = np.zeros((entries, assessors))
    np.add.at(met, (of_entry, of_assessor), 1)
    right = np.bincount(of_entry, centred, entries)
    other = np.bincount(of_assessor, centred, assessors)
    weighed = once[:, None] * met
    root = np.linalg.cholesky(np.diag(often) - met.T @ weighed)
    half = np.linalg.solve(root, other - weighed.T @ right)
    harsh = np.linalg.solve(root.T, half)
    effects = once * (right - met @ harsh)
    shared = np.linalg.solve(root, weighed.T).T
    explained = float(effects @ right + harsh @ other)
    return _Told(effects, harsh, explained, np.sqrt(once), shared)


def _chance_above(centre: Matrix, own: Matrix, shared: Matrix, line: int) -> Matrix:
    """Return in which share of draws each is among the first `line`; equal ones by their order."""
    if line <= 0 or line >= len(centre):
        return np.full(len(centre), float(line > 0))
    if not own.any():
        order = np.argsort(-centre, kind="stable")[:line]
        return np.isin(np.arange(len(centre)), order).astype(np.float64)
    among = np.zeros(len(centre))
    draw = np.random.default_rng(SEED)
    for size in [250] * (DRAWS // 250):  # in parts, so that memory stays small
        values = centre + own * draw.standard_normal((size, len(own)))
        values += draw.standard_normal((size, shared.shape[1])) @ shared.T
        first = np.argpartition(-values, line - 1, axis=1)[:, :line]
        among += np.bincount(first.ravel(), minlength=len(centre))
    return among / DRAWS


def _ranks(values: Matrix) -> Numbers:
    ordered = np.sort(-values)
    return np.searchsorted(ordered, -values - 1e-9, side="left") + 1
