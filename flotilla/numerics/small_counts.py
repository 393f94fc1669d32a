"""Counts of people few enough to be recognised: which cells of a table may be shown beside its total, and which not."""

from collections.abc import Sequence
from dataclasses import dataclass

#: below this a count may tell who it was (UK statistics: 5 for what is not special about a person, 10 for what is)
FLOOR = 5
LEAST_FLOOR = 3  # below it hiding a count tells it


@dataclass(frozen=True)
class Shown:
    """A table as it may be shown: None is a count that is not told."""

    cells: tuple[int | None, ...]
    total: int | None

    @property
    def tells_nothing(self) -> bool:
        """Whether no cell is told, and only the total may be."""
        return all(cell is None for cell in self.cells)


def shown(cells: Sequence[int], floor: int = FLOOR) -> Shown:
    """Return the cells and their total without those by which a count from 1 to floor - 1 can be worked out.

    Whoever knows this rule, what is shown and the total can still not tell any hidden cell: for each, two values at least
    lead to the same table. Zeros are told, for they are nobody. A single small cell takes the smallest others with it
    (all that are alike, so that their order tells nothing); several hide each other, unless all of them are 1 or all are
    floor - 1, which their sum would give away: then no cell is told. Where all cells are the same small count, neither
    is the total. Not for tables of which several overlap, nor for means and shares made of hidden cells.
    """
    if floor < LEAST_FLOOR:
        raise ValueError(f"a floor below {LEAST_FLOOR} hides nothing")
    small = [n for n in cells if 0 < n < floor]
    if not small:
        return Shown(tuple(cells), sum(cells))
    if len(small) == 1:
        others = [n for n in cells if n >= floor]
        hidden = {*small, min(others)} if others else None
    else:
        is_safe = len(small) < sum(small) < len(small) * (floor - 1)
        hidden = set(small) if is_safe else None
    if hidden is not None:
        return Shown(tuple(None if n in hidden else n for n in cells), sum(cells))
    return Shown((None,) * len(cells), None if len(set(cells)) == 1 else sum(cells))


def part_of(part: int, whole: int, floor: int = FLOOR) -> int | None:
    """Return how many of a whole that is told are of some sort, or None if that would tell a small count of either sort."""
    return shown((part, whole - part), floor).cells[0]
