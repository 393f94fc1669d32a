"""Small counts: nobody who knows the rule, the table and its total works out a cell that is hidden."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.numerics.small_counts import FLOOR, Shown, part_of, shown

TABLES = st.lists(st.integers(0, 40), min_size=1, max_size=8)


@pytest.mark.parametrize("floor", [3, 4])
@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_no_hidden_cell_can_be_worked_out_by_trying_every_table(floor, size):
    """Every table with the same outcome is tried: each hidden cell, and a hidden total, has two values at least."""
    same = defaultdict(list)
    for table in product(range(2 * floor + 1), repeat=size):
        same[shown(table, floor)].append(table)
    told = [
        (outcome, place)
        for outcome, tables in same.items()
        for place, cell in enumerate(outcome.cells)
        if cell is None and len({table[place] for table in tables}) < 2
    ]
    assert told == []
    assert [
        one
        for one, tables in same.items()
        if one.total is None and len({sum(t) for t in tables}) < 2
    ] == []


@given(TABLES)
def test_what_is_shown_is_true_and_never_small(table):
    told = shown(table)
    assert [n for n, cell in zip(table, told.cells, strict=True) if cell not in (None, n)] == []
    assert [cell for cell in told.cells if cell is not None and 0 < cell < FLOOR] == []
    assert told.total in (None, sum(table))


@given(TABLES)
def test_what_is_hidden_is_never_one_cell_beside_a_total(table):
    told = shown(table)
    assert told.total is None or told.cells.count(None) != 1


@given(TABLES, st.randoms())
def test_the_order_of_the_cells_changes_nothing(table, chance):
    order = list(range(len(table)))
    chance.shuffle(order)
    told = shown(table)
    assert shown([table[place] for place in order]) == Shown(
        tuple(told.cells[place] for place in order), told.total
    )


@given(st.lists(st.one_of(st.just(0), st.integers(FLOOR, 60)), min_size=1, max_size=8))
def test_a_table_without_small_counts_is_shown_whole(table):
    assert shown(table) == Shown(tuple(table), sum(table))


@pytest.mark.parametrize(
    ("table", "cells", "total"),
    [
        ((12, 3, 0, 9), (12, None, 0, None), 24),
        ((9, 3, 9, 20), (None, None, None, 20), 41),
        ((3, 2, 11), (None, None, 11), 16),
        ((1, 1, 11), (None, None, None), 13),
        ((3, 0, 0), (None, None, None), 3),
        ((2,), (None,), None),
    ],
)
def test_by_example(table, cells, total):
    assert shown(table) == Shown(cells, total)


@pytest.mark.parametrize(
    ("part", "whole", "told"), [(0, 0, 0), (0, 9, 0), (9, 9, 9), (3, 20, None), (18, 20, None), (8, 20, 8), (1, 2, None)]
)  # fmt: skip
def test_a_part_is_told_unless_it_or_the_rest_is_small(part, whole, told):
    assert part_of(part, whole) == told


def test_a_floor_that_hides_nothing_is_refused():
    with pytest.raises(ValueError, match="hides nothing"):
        shown((1,), floor=2)
