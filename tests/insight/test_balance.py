"""Removals by reason on the record of a programme: nobody is recognised by a small number, and all still add up."""

import pytest

from flotilla.insight.balance import Balance


def balance(**removed):
    """Ten that stand, and those that were removed."""
    total = 10 + sum(removed.values())
    return Balance(
        received=total,
        listed=10,
        waiting=0,
        merged=0,
        split=0,
        withdrawn=0,
        removed=removed,
        erased=0,
    )


@pytest.mark.parametrize(
    ("removed", "told"),
    [
        ({}, []),
        ({"hurtful": 7, "private": 6}, [("hurtful", 7), ("private", 6)]),
        (
            {"hurtful": 7, "private": 2, "hatred": 9},
            [("hurtful", None), ("private", None), ("hatred", 9)],
        ),
        ({"hurtful": 3, "private": 2}, [("hurtful", None), ("private", None)]),
        ({"private": 2}, [("", 2)]),
        ({"hurtful": 1, "private": 1}, [("", 2)]),
    ],
)
def test_what_pages_tell_of_removals(removed, told):
    found = balance(**removed)
    assert sorted(found.removals_told) == sorted(told)
    assert found.comes_out


def test_a_reason_that_is_no_longer_on_the_list_counts_too():
    assert dict(balance(hurtful=9, old_reason=8).removals_told) == {"hurtful": 9, "old_reason": 8}
