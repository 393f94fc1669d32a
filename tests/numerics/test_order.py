"""Orders: at random, yet always alike for one person."""

from hypothesis import given
from hypothesis import strategies as st

from flotilla.numerics import order


def test_the_key_is_the_same_today_and_tomorrow() -> None:
    assert [order.stable_shuffle_key("ada", number) for number in (1, 2, 3)] == KEYS_OF_ADA


KEYS_OF_ADA = [995_824_606, 1_031_919_075, 354_303_284]


@given(st.text(max_size=20), st.sets(st.integers(1, order.PRIME - 1), min_size=2, max_size=50))
def test_no_two_things_share_a_key(seed: str, numbers: set[int]) -> None:
    assert len({order.stable_shuffle_key(seed, number) for number in numbers}) == len(numbers)


@given(st.text(max_size=20), st.integers(0, 2**62))
def test_every_step_fits_the_whole_number_of_a_database(seed: str, number: int) -> None:
    assert 0 <= order.stable_shuffle_key(seed, number) < order.PRIME


def test_the_order_rewards_nobody_for_having_been_early() -> None:
    """Over 2,000 people each of 20 things is first about as often (chi-square, 19 degrees)."""
    first = [0] * 21
    for person in range(2_000):
        keys = {
            number: order.stable_shuffle_key(f"person {person}", number) for number in range(1, 21)
        }
        first[min(keys, key=lambda number: keys[number])] += 1
    chi_square = sum((count - 100) ** 2 / 100 for count in first[1:])
    assert chi_square < 43.8  # the 99.9th percentile


def test_two_people_see_different_orders() -> None:
    def dealt(seed: str) -> list[int]:
        return sorted(range(1, 101), key=lambda number: order.stable_shuffle_key(seed, number))

    pairs = [(number, number + 1) for number in range(1, 100)]
    neighbours = sum(abs(dealt("ada").index(a) - dealt("ada").index(b)) == 1 for a, b in pairs)
    assert dealt("ada") != dealt("bo")
    assert neighbours < 10


def test_what_was_hardly_seen_comes_first() -> None:
    views = {"old": 900, "new": 2, "newer": 3, "unseen": 0}
    keys = {name: order.fewest_views_key(count, hash(name) % 7) for name, count in views.items()}
    assert min(keys, key=lambda name: keys[name]) == "unseen"
    assert max(keys, key=lambda name: keys[name]) == "old"
    assert keys["new"][0] == keys["newer"][0]
    assert order.fewest_views_key(-1, 5) == (0, 5)
