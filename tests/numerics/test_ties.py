"""Equal means equal: no rounding parts two entries with the same points, and the line finds the group that it goes through."""

from fractions import Fraction

import pytest

from flotilla.numerics.ties import exact_mean, exact_weighted, tied_on_the_line


def test_the_mean_is_exact_where_doubles_are_not():
    thirds = [exact_weighted({1: 1, 2: 2, 3: 2}, {1: 10, 2: 70, 3: 20}) for _three in range(3)]
    assert thirds[0] == Fraction(19, 10)
    assert exact_mean(thirds) == Fraction(19, 10)
    assert (1.9 + 1.9 + 1.9) / 3 != 1.9
    assert exact_mean([]) is None


def test_what_does_not_apply_counts_in_neither_sum():
    weights = {1: 50, 2: 20, 3: 30}
    assert exact_weighted({1: 4, 2: None, 3: 5}, weights) == Fraction("4.375")
    assert exact_weighted({1: 4}, weights) is None
    with pytest.raises(ValueError, match="more than nothing"):
        exact_weighted({1: 4}, {1: 0})


@pytest.mark.parametrize(
    ("keys", "inside", "tied"),
    [
        ("abbc", {0, 1}, (1, 2)),
        ("abbc", {0, 1, 2}, ()),
        ("abbc", {0}, ()),
        ("aabbb", {0, 1, 2}, (2, 3, 4)),
        ("aa", {1}, (0, 1)),
        ("", set(), ()),
    ],
)
def test_the_group_that_the_line_goes_through(keys, inside, tied):
    assert tied_on_the_line(list(enumerate(keys)), inside) == tied
