"""Orders of a list that reward nobody for having been early."""

import hashlib
from typing import Any, Protocol, Self, TypeVar

PRIME = 2**31 - 1  # its square still fits the 64 bits of a database's whole number


class Arithmetic(Protocol):
    """What can be added, multiplied and divided: a whole number, or a database's expression."""

    def __add__(self, other: Any, /) -> Self: ...
    def __mul__(self, other: Any, /) -> Self: ...
    def __mod__(self, other: Any, /) -> Self: ...


N = TypeVar("N", bound=Arithmetic)


def stable_shuffle_key(seed: str, number: N) -> N:
    """Return a key that sorts things at random, but always alike for one seed.

    Meaning: sorting rows by the key of their id deals them like a pack shuffled for this person;
    a page turned or a new row added moves nothing. The key of an id is (a·id + c)^5 modulo the
    prime 2^31 - 1, a and c taken from the SHA-256 of the seed: 5 has no common factor with the
    prime less one, so different ids below the prime have different keys.

    Every step is plain arithmetic below 2^63, so `number` may as well be a database's expression
    (`F("id")`): the database then sorts, and pages by key, with the same result as here.

    Not for secrets or lots: whoever knows a few keys can work out the seed's numbers.
    """
    digest = hashlib.sha256(seed.encode("utf-8", "surrogatepass")).digest()
    factor = int.from_bytes(digest[:8]) % (PRIME - 1) + 1
    start = int.from_bytes(digest[8:16]) % PRIME
    key = (number % PRIME * factor + start) % PRIME
    fourth = (key * key % PRIME) * (key * key % PRIME) % PRIME
    return fourth * key % PRIME


def fewest_views_key(views: int, shuffle_key: int) -> tuple[int, int]:
    """Return the key of the order *fewest views first*: doublings of the views, then chance.

    Meaning: what was hardly seen comes first; things seen about equally often (within a doubling)
    are dealt at random for each person, so that nobody's place depends on a handful of views or on
    the hour of arrival.
    """
    return max(views, 0).bit_length(), shuffle_key
