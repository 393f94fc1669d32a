"""Krippendorff's alpha: published data come out, and few entries say little."""

import math
import random

import pytest

from flotilla.numerics.agreement import Reading, Scale, agreement

_ = None
#: Krippendorff's data "C": four observers, twelve units
DATA = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
PANEL = [[4, 3, 5, 2, 1, 3], [4, 2, 5, 3, 2, 3], [5, 3, 4, _, 1, 2]]


def by_entry(rows):
    """Turn rows of observers into the scores of each entry."""
    columns = zip(*rows, strict=True)
    return {n: [x for x in column if x is not None] for n, column in enumerate(columns)}


@pytest.mark.parametrize(
    ("scale", "alpha"),
    [("nominal", 0.7434), ("ordinal", 0.8154), ("interval", 0.8491), ("ratio", 0.7974)],
)
def test_the_published_data_come_out(scale, alpha):
    assert round(agreement(by_entry(DATA), Scale(scale)).alpha, 4) == alpha


@pytest.mark.parametrize(("scale", "alpha"), [("ordinal", 0.7874), ("interval", 0.7904)])
def test_a_panel_comes_out(scale, alpha):
    assert round(agreement(by_entry(PANEL), Scale(scale)).alpha, 4) == alpha


def test_few_entries_leave_it_open():
    found = agreement(by_entry(PANEL))
    assert found.low < 0.667 < found.alpha < found.high
    assert (found.entries, found.reading) == (6, Reading.OPEN)


def test_many_entries_on_which_all_nearly_agree_are_firm():
    draw = random.Random(3)
    scores = {n: [draw.gauss(n % 5, 0.2) for _ in range(3)] for n in range(100)}
    found = agreement(scores)
    assert found.reading is Reading.FIRM
    assert found.high - found.low < 0.05


def test_scores_by_lot_agree_no_more_than_chance():
    draw = random.Random(5)
    found = agreement({n: [draw.randint(1, 5) for _ in range(3)] for n in range(400)})
    assert abs(found.alpha) < 0.06
    assert found.low < 0 < found.high


@pytest.mark.parametrize(
    "scores", [{}, {1: [3, 4]}, {1: [3], 2: [4], 3: [2]}, {1: [3, 3], 2: [3, 3]}]
)
def test_where_nothing_can_be_said_nothing_is(scores):
    assert agreement(scores) is None


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError, match="number"):
        agreement({1: [math.nan, 2], 2: [1, 2]})
    with pytest.raises(ValueError, match="zero"):
        agreement({1: [-1, 2], 2: [1, 2]}, Scale.RATIO)
    with pytest.raises(ValueError, match="interval"):
        agreement({n: [n, n + 0.5] for n in range(40)}, Scale.ORDINAL)
