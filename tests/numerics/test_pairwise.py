"""Strengths from judgements of two at a time, and which two to show next."""

import random

import pytest

from flotilla.numerics.pairwise import (
    Belief,
    Judge,
    bradley_terry,
    gained,
    is_comparable,
    learned,
    next_pair,
)

WINS = [(0, 1), (0, 1), (1, 2), (2, 0), (0, 2), (1, 2), (3, 1), (0, 3)]


@pytest.mark.parametrize(
    ("ridge", "strengths"),
    [(0, [0.989382, -0.380950, -0.912648, 0.304216]), (0.1, [0.842633, -0.308884, -0.719821, 0.186072])],
)  # fmt: skip
def test_the_vectors_come_out(ridge, strengths):
    found = bradley_terry(WINS, ridge=ridge)
    assert [round(found[n].value, 6) for n in range(4)] == strengths
    assert [found[n].seen for n in range(4)] == [5, 5, 4, 2]


def test_what_was_never_compared_is_not_yet_comparable():
    found = bradley_terry([(0, 1)] * 3, entries=[0, 1, 2])
    assert not is_comparable(found)
    assert (found[2].seen, found[2].value) == (0, 0)
    assert found[0].group == found[1].group != found[2].group


def test_without_ridge_who_only_wins_stands_apart():
    assert not is_comparable(bradley_terry([(0, 1), (1, 2), (2, 1)], ridge=0))
    assert is_comparable(bradley_terry([(0, 1), (1, 2), (2, 1)], ridge=0.1))


def test_two_islands_are_two_groups():
    found = bradley_terry([(0, 1), (1, 0), (2, 3), (3, 2)])
    assert found[0].group == found[1].group != found[2].group == found[3].group


def test_an_entry_cannot_be_set_against_itself():
    with pytest.raises(ValueError, match="itself"):
        bradley_terry([(1, 1)])


def rounded(step):
    judge, winner, loser = step
    return [round(x, 6) for x in (judge.alpha, judge.beta, winner.mean, winner.spread, loser.mean, loser.spread)]  # fmt: skip


def test_a_first_preference_moves_both_as_published():
    judge, winner, loser = learned(Judge(), Belief(), Belief())
    assert rounded((judge, winner, loser)) == [10, 1, 0.409091, 0.832645, -0.409091, 0.832645]
    again = learned(judge, winner, Belief())
    assert rounded(again) == [10.152729, 0.997787, 0.689561, 0.706869, -0.336842, 0.818583]


def test_an_upset_is_believed_less_and_so_is_the_judge():
    upset = learned(Judge(), Belief(-1, 0.5), Belief(1, 0.5))
    assert rounded(upset) == [8.817145, 1.113598, -0.772064, 0.534843, 0.772064, 0.534843]
    assert upset[0].reliability < Judge().reliability


def test_most_is_learned_from_what_is_least_known():
    judge = Judge()
    unknown, known = Belief(0, 1), Belief(0, 0.05)
    assert (
        gained(judge, unknown, unknown)
        > gained(judge, unknown, known)
        > gained(judge, known, known)
    )
    assert gained(judge, unknown, known) == pytest.approx(gained(judge, known, unknown))


def test_the_next_pair_keeps_the_one_in_mind_and_brings_the_least_seen():
    beliefs = {n: Belief() for n in range(4)}
    seen = {0: 3, 1: 3, 2: 1, 3: 2}
    assert next_pair(Judge(), beliefs, previous=0, seen=seen) == (0, 2)
    assert next_pair(Judge(), beliefs, previous=0, seen=seen, may_not={2}) == (0, 3)
    assert next_pair(Judge(), beliefs, previous=0, seen=seen, but={frozenset((0, 2))}) == (0, 3)
    assert next_pair(Judge(), {1: Belief()}) is None
    assert next_pair(Judge(), {1: Belief(), 2: Belief()}, but={frozenset((1, 2))}) is None


def test_sixteen_appearances_find_the_order():
    """About what the published tables say: at 16 appearances, Kendall's tau with the truth is .7 and more."""
    draw = random.Random(16)
    truth = [draw.gauss(0, 1) for _ in range(20)]
    wins = []
    for _ in range(160):
        i, j = draw.sample(range(20), 2)
        i_wins = draw.random() < 1 / (1 + 2.718281828 ** (truth[j] - truth[i]))
        wins.append((i, j) if i_wins else (j, i))
    found = bradley_terry(wins)
    pairs = [(i, j) for i in range(20) for j in range(i)]
    same = sum((truth[i] > truth[j]) == (found[i].value > found[j].value) for i, j in pairs)
    assert 2 * same / len(pairs) - 1 > 0.5
