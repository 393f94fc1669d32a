"""The weighted score, and entries told apart from harshness."""

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.numerics.scoring import (
    Total,
    changed_by_bonus,
    is_split,
    two_way,
    weighted,
    with_bonus,
)

A, B, C, D = range(1, 5)
ROWS = [
    (1, A, 4), (1, B, 3), (1, C, 5), (2, A, 3), (2, B, 2), (2, D, 3), (3, B, 4), (3, C, 5), (3, D, 4), (4, A, 2),
    (4, C, 4), (4, D, 2), (5, A, 5), (5, B, 3), (5, D, 4),
]  # fmt: skip


def test_what_does_not_apply_counts_neither_above_nor_below():
    found = weighted({"need": 4, "reach": None, "cost": 5}, {"need": 50, "reach": 20, "cost": 30})
    assert (found.score, found.answered) == (4.375, 0.8)


def test_too_little_answered_is_no_score():
    weights = {"need": 50, "reach": 20, "cost": 30}
    assert weighted({"need": 4}, weights) is None
    assert weighted({}, weights) is None
    assert weighted({"reach": 1, "cost": 5}, weights, least=0.5).score == pytest.approx(3.4)


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_score_that_is_no_number_is_refused(bad):
    with pytest.raises(ValueError, match="number"):
        weighted({"need": bad}, {"need": 1})
    with pytest.raises(ValueError, match="number"):
        two_way([(1, A, bad)], line=1)


@pytest.mark.parametrize("weights", [{}, {"need": 0}, {"need": -1}, {"need": math.nan}])
def test_weights_that_weigh_nothing_are_refused(weights):
    with pytest.raises(ValueError, match="weight"):
        weighted({"need": 1}, weights)


def test_a_bonus_counts_up_to_its_cap():
    assert with_bonus(70, [3, 4], cap=5) == Total(70, 5)
    assert with_bonus(70, [3], cap=5).total == 73
    with pytest.raises(ValueError, match="bonus"):
        with_bonus(70, [-1], cap=5)


def test_which_awards_the_bonus_changed_is_said_both_ways():
    totals = {1: Total(70, 0), 2: Total(68, 5), 3: Total(69, 0), 4: Total(50, 5)}
    assert changed_by_bonus(totals, 2) == ({2}, {3})
    assert changed_by_bonus(totals, 3) == (frozenset(), frozenset())


def test_the_vector_of_the_shrunken_estimate_comes_out():
    found = two_way(ROWS, line=2)
    assert found.mean == pytest.approx(3.533333, abs=1e-6)
    assert [found.entries[n].raw for n in range(1, 6)] == pytest.approx(
        [4, 8 / 3, 13 / 3, 8 / 3, 4]
    )
    assert [round(found.entries[n].adjusted, 4) for n in range(1, 6)] == [
        3.8302,
        3.0342,
        4.1345,
        2.7432,
        4.0342,
    ]
    assert [round(found.harshness[n], 4) for n in (A, B, C, D)] == [
        0.0597,
        -0.5055,
        0.6584,
        -0.1577,
    ]
    assert [found.entries[n].rank_raw for n in range(1, 6)] == [2, 4, 1, 4, 2]
    assert [found.entries[n].rank_adjusted for n in range(1, 6)] == [3, 4, 1, 5, 2]
    assert [found.entries[n].n for n in range(1, 6)] == [3] * 5


def test_the_chances_of_all_add_up_to_the_places():
    found = two_way(ROWS, line=2).entries
    assert sum(one.above for one in found.values()) == pytest.approx(2)
    assert found[3].above > found[5].above > found[1].above > found[2].above > found[4].above
    assert [found[n].is_grey for n in (1, 2, 4, 5)] == [True, False, False, True]


def test_intervals_are_those_of_the_whole_system_written_out():
    found = two_way(ROWS, line=2)
    design = np.zeros((len(ROWS), 9))
    for row, (entry, assessor, _points) in enumerate(ROWS):
        design[row, entry - 1] = design[row, 4 + assessor] = 1
    points = np.array([row[2] for row in ROWS]) - found.mean
    inverse = np.linalg.inv(design.T @ design + np.diag([1.0] * 5 + [2.0] * 4))
    effects = inverse @ design.T @ points
    noise = (points @ points - effects @ design.T @ points) / (len(ROWS) - 1)
    assert found.noise == pytest.approx(noise)
    half = 1.6448536269514722 * np.sqrt(noise * np.diag(inverse)[:5])
    for entry, estimate in found.entries.items():
        assert estimate.adjusted - estimate.low == pytest.approx(half[entry - 1])
        assert estimate.high - estimate.adjusted == pytest.approx(half[entry - 1])


def test_the_same_scores_give_the_same_figures_in_any_order():
    mixed = ROWS.copy()
    random.Random(7).shuffle(mixed)
    one, other = two_way(ROWS, line=2), two_way(mixed, line=2)
    for entry, found in one.entries.items():
        assert other.entries[entry].adjusted == pytest.approx(found.adjusted)
        assert other.entries[entry].above == pytest.approx(found.above, abs=0.02)


def test_where_all_agree_there_is_no_doubt():
    rows = [(entry, one, entry) for entry in (1, 2, 3) for one in (A, B)]
    found = two_way(rows, line=1).entries
    assert found[3].rank_adjusted == 1
    assert found[3].above > found[2].above > found[1].above


def test_without_scores_there_is_nothing_to_say():
    assert two_way([], line=3).entries == {}


def test_an_assessor_scores_an_entry_once():
    with pytest.raises(ValueError, match="once"):
        two_way([(1, A, 4), (1, A, 5)], line=1)


def test_intervals_hold_what_they_promise():
    """Where the model is true, nine in ten intervals hold the true value."""
    draw, held, all_ = random.Random(11), 0, 0
    for _ in range(60):
        quality = [draw.gauss(0, 0.6) for _ in range(30)]
        harsh = [draw.gauss(0, 0.6 / math.sqrt(2)) for _ in range(10)]
        rows = [(p, a, 3 + quality[p] + harsh[a] + draw.gauss(0, 0.6)) for p in range(30) for a in draw.sample(range(10), 3)]  # fmt: skip
        found = two_way(rows, line=10)
        centre = sum(quality) / 30
        held += sum(
            found.entries[p].low - found.mean
            <= quality[p] - centre
            <= found.entries[p].high - found.mean
            for p in range(30)
        )
        all_ += 30
    assert 0.87 <= held / all_ <= 0.97


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 4), st.integers(1, 5)), min_size=1, unique_by=lambda row: row[:2]))  # fmt: skip
def test_an_estimate_never_leaves_the_scores_it_rests_on(rows):
    found = two_way(rows, line=2)
    assert all(1 <= one.adjusted <= 5 for one in found.entries.values())
    assert all(one.low <= one.adjusted <= one.high for one in found.entries.values())
    assert all(0 <= one.above <= 1 for one in found.entries.values())


def test_far_apart_is_split():
    assert is_split([1, 4, 3], 1, 5)
    assert not is_split([2, 4, 3], 1, 5)
    assert not is_split([], 1, 5)
