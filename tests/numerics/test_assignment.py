"""Who reads what, and what would make an impossible demand possible."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flotilla.numerics.assignment import Lack, Obstacle, Reader, assign

FOUR = [Reader(n, most=6, lived=n == 1) for n in range(1, 5)]


def of_entries(found):
    """How many readers each entry has."""
    return Counter(entry for entry, _reader in found.pairs)


def test_each_entry_has_its_readers_and_loads_are_alike():
    found = assign(range(8), FOUR, 2)
    assert of_entries(found) == dict.fromkeys(range(8), 2)
    assert found.loads() == {1: 4, 2: 4, 3: 4, 4: 4}
    assert (found.is_best, found.obstacles) == (True, ())


def test_readers_are_mixed():
    together = Counter()
    found = assign(range(12), [Reader(n, most=9) for n in range(6)], 3)
    for entry in range(12):
        together[frozenset(reader for one, reader in found.pairs if one == entry)] += 1
    assert len(together) > 6


def test_nobody_reads_what_they_have_an_interest_in():
    interests = {(entry, 2) for entry in range(0, 8, 2)}
    assert not interests & assign(range(8), FOUR, 2, interests=interests).pairs


def test_what_was_set_by_hand_stays():
    fixed = {(0, 1), (0, 2), (0, 3), (5, 4)}
    found = assign(range(8), FOUR, 2, fixed=fixed)
    assert fixed <= found.pairs
    assert (of_entries(found)[0], of_entries(found)[5]) == (3, 2)


def test_who_fits_reads():
    fit = {(entry, 1 + entry % 4): 1.0 for entry in range(8)}
    found = assign(range(8), FOUR, 2, fit=fit)
    assert set(fit) <= found.pairs


def test_every_entry_is_read_by_somebody_who_lives_with_it():
    readers = [Reader(n, most=6, lived=n in {1, 2}) for n in range(1, 5)]
    found = assign(range(8), readers, 2, lived=True)
    assert all({(entry, 1), (entry, 2)} & found.pairs for entry in range(8))


def test_too_few_with_lived_experience_is_said_in_numbers():
    readers = [Reader(n, most=12, lived=n < 3) for n in range(20)]
    found = assign(range(40), readers, 3, lived=True)
    assert found.obstacles == (Obstacle(Lack.LIVED_READINGS, 40, 36),)
    assert found.pairs == frozenset()
    four = [Reader(n, most=12, lived=n < 4) for n in range(20)]
    assert assign(range(40), four, 3, lived=True).obstacles == ()


def test_too_little_time_is_said_in_numbers():
    assert assign(range(13), FOUR, 2).obstacles == (Obstacle(Lack.READINGS, 26, 24),)


def test_an_entry_in_which_nearly_all_have_an_interest_is_named():
    interests = {(3, 1), (3, 2), (3, 4), (5, 1)}
    found = assign(range(6), FOUR, 2, interests=interests, lived=True)
    assert found.obstacles == (
        Obstacle(Lack.READERS, 2, 1, (3,)),
        Obstacle(Lack.LIVED_READERS, 1, 0, (3, 5)),
    )


def test_hands_that_contradict_are_named():
    found = assign(range(6), FOUR, 2, interests={(3, 1)}, fixed={(3, 1)})
    assert found.obstacles == (Obstacle(Lack.FIXED_INTEREST, 0, 1, (3,)),)
    found = assign(range(8), FOUR, 2, fixed={(n, 1) for n in range(7)})
    assert found.obstacles == (Obstacle(Lack.FIXED_LOAD, 7, 6, (1,)),)


def test_demands_that_only_together_are_impossible_name_the_entries():
    """Readers 1 and 2 alone may read three entries twice each, and take two each: six readings, four there."""
    readers = [Reader(1, 2), Reader(2, 2), Reader(3, 9)]
    interests = {(entry, 3) for entry in range(3)}
    (obstacle,) = assign(range(6), readers, 2, interests=interests).obstacles
    assert obstacle.lack is Lack.TOGETHER
    assert obstacle.needed - obstacle.there >= 2
    assert obstacle.ids


def test_what_is_no_demand_is_refused():
    with pytest.raises(ValueError, match="once"):
        assign([1, 1], FOUR, 2)
    with pytest.raises(ValueError, match="once"):
        assign([1], FOUR, 0)
    assert assign([], FOUR, 2).pairs == frozenset()


def test_two_hundred_entries_and_thirty_readers_are_assigned():
    draw = random.Random(30)
    readers = [Reader(n, most=24, lived=n < 12) for n in range(30)]
    interests = {(draw.randrange(200), draw.randrange(30)) for _ in range(120)}
    fit = {(entry, reader): draw.random() for entry in range(200) for reader in range(30)}
    found = assign(range(200), readers, 3, interests=interests, fit=fit, lived=True)
    assert set(of_entries(found).values()) == {3}
    assert not interests & found.pairs
    assert set(found.loads().values()) == {20}


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_whatever_is_asked_is_done_as_asked_or_explained(data):
    entries = range(data.draw(st.integers(1, 6)))
    readers = [Reader(n, data.draw(st.integers(0, 5)), data.draw(st.booleans())) for n in range(data.draw(st.integers(1, 5)))]  # fmt: skip
    pair = st.tuples(st.sampled_from(entries), st.sampled_from([one.reader for one in readers]))
    interests, each = data.draw(st.sets(pair, max_size=6)), data.draw(st.integers(1, 3))
    lived = data.draw(st.booleans())
    found = assign(entries, readers, each, interests=interests, lived=lived)
    if found.obstacles:
        assert found.pairs == frozenset()
        return
    assert of_entries(found) == dict.fromkeys(entries, each)
    assert not interests & found.pairs
    assert all(found.loads()[one.reader] <= one.most for one in readers)
    speak = {one.reader for one in readers if one.lived}
    assert not lived or {entry for entry, reader in found.pairs if reader in speak} == set(entries)
