"""A drawing of lots that anyone can do again: the list is published first, then the public randomness named in advance."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawing:
    """The lots in the order drawn, with the fingerprint of each; the first come first."""

    list_hash: str
    order: tuple[str, ...]
    fingerprints: tuple[str, ...]


def list_hash(lots: Sequence[str]) -> str:
    """Return what is published before the drawing: SHA-256 of the lots, sorted, one a line, in UTF-8.

    `sort -u lots.txt | sha256sum` under the C locale says the same. ValueError for lots that are not distinct, or that
    a line of text cannot hold.
    """
    return hashlib.sha256("".join(f"{one}\n" for one in _checked(lots)).encode()).hexdigest()


def drawn(lots: Sequence[str], randomness: str) -> Drawing:
    """Return the lots in the order in which public randomness draws them.

    Meaning: each lot is given SHA-256 of "list hash:randomness:lot"; the smallest comes first. While the randomness
    is not known, nobody can tell or steer the order, and every order is as likely; changing the list afterwards
    changes its hash. Assumes that the source was named before, and that nobody can choose what it says.
    """
    randomness = randomness.strip()
    if not randomness:
        message = "without randomness there is nothing to draw by"
        raise ValueError(message)
    listed = list_hash(lots)
    marked = sorted((_fingerprint(listed, randomness, one), one) for one in _checked(lots))
    return Drawing(
        listed, tuple(one for _mark, one in marked), tuple(mark for mark, _one in marked)
    )


def _checked(lots: Sequence[str]) -> list[str]:
    if not lots or len(set(lots)) < len(lots):
        message = "lots must be distinct, and there must be some"
        raise ValueError(message)
    if any(not one.strip() or len(one.splitlines()) != 1 for one in lots):
        message = "a lot is one line of text"
        raise ValueError(message)
    return sorted(lots, key=lambda one: one.encode())


def _fingerprint(listed: str, randomness: str, lot: str) -> str:
    return hashlib.sha256(f"{listed}:{randomness}:{lot}".encode()).hexdigest()
