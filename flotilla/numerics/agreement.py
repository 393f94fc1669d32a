"""How far the members of a panel agree, as a number with its interval and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1_000
SEED = 2007
FIRM, TENTATIVE = 0.8, 0.667
MOST_VALUES = 60  # distinct points up to which every pair of them is counted

Matrix = NDArray[np.floating[Any]]


class Scale(StrEnum):
    """What the distance between two scores means."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


class Reading(StrEnum):
    """What an agreement allows to be said."""

    FIRM = "firm"
    TENTATIVE = "tentative"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Krippendorff's alpha with its interval: 1 is perfect agreement, 0 what chance would give."""

    alpha: float
    low: float
    high: float
    entries: int

    @property
    def reading(self) -> Reading:
        """Return what the lower end of the interval allows to be said (Krippendorff 2004, 241)."""
        if self.low >= FIRM:
            return Reading.FIRM
        return Reading.TENTATIVE if self.low >= TENTATIVE else Reading.OPEN


def agreement(
    scores: Mapping[int, Sequence[float]],
    scale: Scale = Scale.INTERVAL,
    *,
    confidence: float = 0.95,
) -> Agreement | None:
    """Return how far scores of the same entry agree, from the scores of each entry; None if that can't be said.

    Meaning: 1 − observed over expected disagreement (Krippendorff 2004, ch. 11), for any number of assessors and
    missing scores. Entries with fewer than two scores do not count. The interval is the percentile interval of 1,000
    resamples of entries with a fixed seed; with few entries it is wide, and that is the finding. None with fewer than
    two such entries, or if all scores are the same, as then nothing could have differed.

    Never a measure of a person, and no reason to drop one. ValueError if a score is no number, if ordinal, nominal or
    ratio scores have more than 60 distinct values, or a ratio score is negative.
    """
    units = [np.asarray(given, dtype=np.float64) for given in scores.values() if len(given) > 1]
    if any(not np.isfinite(unit).all() for unit in units):
        message = "a score must be a number"
        raise ValueError(message)
    if len(units) < 2:
        return None
    parts = _Moments(units) if scale is Scale.INTERVAL else _Pairs(units, scale)
    once = np.ones((1, len(units)))
    alpha = float(parts(once)[0])
    if np.isnan(alpha):
        return None
    draw = np.random.default_rng(SEED)
    weights = draw.multinomial(len(units), np.full(len(units), 1 / len(units)), size=RESAMPLES)
    resampled = parts(weights.astype(np.float64))
    tail = (1 - confidence) / 2
    low, high = np.nanquantile(resampled, [tail, 1 - tail])
    return Agreement(alpha, float(low), float(high), len(units))


class _Moments:
    """Alpha of the interval scale from sums: squared distances of all pairs need no pairs."""

    def __init__(self, units: Sequence[Matrix]) -> None:
        self.n = np.array([len(unit) for unit in units], dtype=np.float64)
        middle = float(np.mean(np.concatenate(units)))  # for the precision of the sums only
        self.sum = np.array([float((unit - middle).sum()) for unit in units])
        self.square = np.array([float(((unit - middle) ** 2).sum()) for unit in units])
        self.within = 2 * (self.n * self.square - self.sum**2) / (self.n - 1)

    def __call__(self, weights: Matrix) -> Matrix:
        """Return alpha for each row of weights of the entries."""
        n, total, square = weights @ self.n, weights @ self.sum, weights @ self.square
        return _alpha((weights @ self.within) / n, 2 * (n * square - total**2) / (n * (n - 1)))


class _Pairs:
    """Alpha of the other scales from how often each two values meet in an entry."""

    def __init__(self, units: Sequence[Matrix], scale: Scale) -> None:
        values = np.unique(np.concatenate(units))
        if len(values) > MOST_VALUES:
            message = "so many different scores are no steps of a scale: take the interval scale"
            raise ValueError(message)
        if scale is Scale.RATIO and values[0] < 0:
            message = "a ratio needs scores from zero up"
            raise ValueError(message)
        counts = np.array(
            [np.bincount(np.searchsorted(values, unit), minlength=len(values)) for unit in units]
        )
        many = counts.sum(axis=1)
        own = np.einsum("uc,ck->uck", counts, np.eye(len(values)))
        met = np.einsum("uc,uk->uck", counts, counts) - own
        self.met = met / (many - 1)[:, None, None]
        self.values, self.scale = values, scale

    def __call__(self, weights: Matrix) -> Matrix:
        """Return alpha for each row of weights of the entries."""
        size = len(self.values)
        met = (weights @ self.met.reshape(len(self.met), -1)).reshape(-1, size, size)
        marginal = met.sum(axis=2)
        n = marginal.sum(axis=1)
        distance = self._distances(marginal)
        observed = (met * distance).sum(axis=(1, 2)) / n
        expected = np.einsum("bc,bk,bck->b", marginal, marginal, distance) / (n * (n - 1))
        return _alpha(observed, expected)

    def _distances(self, marginal: Matrix) -> Matrix:
        """Return the squared distance of every two values, for each row of counts."""
        if self.scale is Scale.NOMINAL:
            apart: Matrix = 1.0 - np.eye(len(self.values))
            return np.broadcast_to(apart, (len(marginal), *apart.shape))
        if self.scale is Scale.RATIO:
            both = np.add.outer(self.values, self.values)
            apart = np.divide(
                np.subtract.outer(self.values, self.values),
                both,
                out=np.zeros_like(both),
                where=both > 0,
            )
            return np.broadcast_to(apart**2, (len(marginal), *apart.shape))
        middle = np.cumsum(marginal, axis=1) - marginal / 2
        ranked: Matrix = (middle[:, :, None] - middle[:, None, :]) ** 2
        return ranked


def _alpha(observed: Matrix, expected: Matrix) -> Matrix:
    """Return 1 − observed / expected; not a number where nothing could have differed."""
    whole = np.where(expected > 1e-12, expected, np.nan)
    alpha: Matrix = 1 - observed / whole
    return alpha
