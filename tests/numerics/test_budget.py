"""What a sum of money pays for."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.numerics.budget import Ask, Rule, Why, spend

ASKS = [Ask(1, 60, 9), Ask(2, 50, 8), Ask(3, 30, 7), Ask(4, 10, 6), Ask(5, 40, 5)]


def test_the_strict_line_stops_at_the_first_that_does_not_fit():
    found = spend(ASKS, 100)
    assert (found.paid, found.spent, found.left) == ((1,), 60, 40)
    assert found.left_out == {
        2: (Why.TOO_LITTLE_LEFT, 40),
        3: (Why.BEHIND_THE_LINE, 40),
        4: (Why.BEHIND_THE_LINE, 40),
        5: (Why.BEHIND_THE_LINE, 40),
    }


def test_skipping_says_of_each_what_was_left():
    found = spend(ASKS, 100, Rule.SKIP)
    assert (found.paid, found.spent) == ((1, 3, 4), 100)
    assert found.left_out == {2: (Why.TOO_LITTLE_LEFT, 40), 5: (Why.TOO_LITTLE_LEFT, 0)}


def test_the_best_total_prefers_many_cheap_ones():
    found = spend(ASKS, 100, Rule.BEST)
    assert (found.paid, found.spent) == ((1, 3, 4), 100)
    assert spend(ASKS, 90, Rule.BEST).paid == (2, 3, 4)


@pytest.mark.parametrize("rule", Rule)
def test_nothing_pays_for_nothing(rule):
    assert spend([], 100, rule).paid == ()
    assert spend(ASKS, 0, rule).paid == ()


def test_what_cannot_be_is_refused():
    for asks, money in (([Ask(1, -1, 1)], 5), ([], -1), ([Ask(1, 1, 1), Ask(1, 2, 1)], 5)):
        with pytest.raises(ValueError, match="negative|once"):
            spend(asks, money)
    with pytest.raises(ValueError, match="score"):
        spend([Ask(1, 1, 0)], 5, Rule.BEST)


asked = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=7)


@given(asked, st.integers(0, 120), st.sampled_from(Rule))
def test_no_rule_spends_more_than_there_is(rows, money, rule):
    asks = [Ask(n, amount, score) for n, (amount, score) in enumerate(rows)]
    found = spend(asks, money, rule)
    assert found.spent == sum(asks[n].amount for n in found.paid) <= money
    assert found.left == money - found.spent
    assert {*found.paid, *found.left_out} == set(range(len(asks)))


@given(asked, st.integers(0, 120))
def test_the_best_total_is_the_best(rows, money):
    asks = [Ask(n, amount, score) for n, (amount, score) in enumerate(rows)]
    every = (some for k in range(len(asks) + 1) for some in itertools.combinations(asks, k))
    best = max(sum(a.score for a in some) for some in every if sum(a.amount for a in some) <= money)
    assert sum(asks[n].score for n in spend(asks, money, Rule.BEST).paid) == best
