"""Lots that anyone can draw again."""

import hashlib
from collections import Counter

import pytest

from flotilla.numerics.lots import drawn, list_hash

LOTS = ["7 Benches", "12 Bus to the clinic", "3 Café on Mill Road"]


def test_anyone_can_recompute_the_hash_of_the_list():
    lines = "12 Bus to the clinic\n3 Café on Mill Road\n7 Benches\n"
    assert list_hash(LOTS) == hashlib.sha256(lines.encode()).hexdigest()
    assert list_hash(LOTS[::-1]) == list_hash(LOTS)


def test_anyone_can_draw_again():
    found = drawn(LOTS, " 2026-03-11 lotto 4 8 15 16 23 42\n")
    marks = {one: hashlib.sha256(f"{found.list_hash}:2026-03-11 lotto 4 8 15 16 23 42:{one}".encode()).hexdigest() for one in LOTS}  # fmt: skip
    assert found.order == tuple(sorted(LOTS, key=marks.get))
    assert found.fingerprints == tuple(marks[one] for one in found.order)


def test_every_order_comes_up():
    orders = Counter(drawn(LOTS, str(n)).order for n in range(1_200))
    assert len(orders) == 6
    assert all(140 < many < 260 for many in orders.values())


@pytest.mark.parametrize("lots", [[], ["a", "a"], ["a\nb"], [" "], ["a\u2028b"]])
def test_a_list_that_is_none_is_refused(lots):
    with pytest.raises(ValueError, match="lot"):
        list_hash(lots)


def test_without_randomness_nothing_is_drawn():
    with pytest.raises(ValueError, match="randomness"):
        drawn(LOTS, " \n")
