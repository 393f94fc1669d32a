"""The Merkle tree of RFC 9162 (2.1): what it hashes to, and proofs that something is in it and that it only grew.

A tree is read through one function, `hash_at(level, position)`: the hash of the full subtree of 2**level leaves that
stands at this position. So the same arithmetic serves a list in memory and tiles in a database.
"""

import hashlib
from collections.abc import Callable, Sequence

HashAt = Callable[[int, int], bytes]
EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf: SHA-256 of 0x00 and what it says."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: SHA-256 of 0x01 and the hashes below it."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def parents(hashes: Sequence[bytes]) -> list[bytes]:
    """Return the hashes one level up; of an odd number the last has no parent yet."""
    return [node_hash(hashes[i], hashes[i + 1]) for i in range(0, len(hashes) - 1, 2)]


def in_memory(leaves: Sequence[bytes]) -> HashAt:
    """Return the reader of a tree whose leaf hashes are at hand."""
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        levels.append(parents(levels[-1]))
    return lambda level, position: levels[level][position]


def _split(size: int) -> int:
    """Return the greatest power of two below a size."""
    return 1 << ((size - 1).bit_length() - 1)


def _range(low: int, high: int, hash_at: HashAt) -> bytes:
    """Return the hash of the leaves from low up to high; low is where a subtree of this size begins."""
    size = high - low
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return hash_at(level, low >> level)
    middle = low + _split(size)
    return node_hash(_range(low, middle, hash_at), _range(middle, high, hash_at))


def root(size: int, hash_at: HashAt) -> bytes:
    """Return the head of the tree of the first `size` leaves."""
    return _range(0, size, hash_at) if size else EMPTY


def inclusion_proof(index: int, size: int, hash_at: HashAt) -> list[bytes]:
    """Return what shows that a leaf is in the tree of this size (2.1.3.1). Raises IndexError for one that is not."""
    if not 0 <= index < size:
        raise IndexError(f"leaf {index} is not in a tree of {size}")
    proof: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            proof.append(_range(middle, high, hash_at))
            high = middle
        else:
            proof.append(_range(low, middle, hash_at))
            low = middle
    return proof[::-1]


def consistency_proof(old: int, new: int, hash_at: HashAt) -> list[bytes]:
    """Return what shows that the tree of the old size is the beginning of the new one (2.1.4.1)."""
    if not 0 < old <= new:
        raise IndexError(f"there is no proof from {old} to {new}")
    proof: list[bytes] = []
    low, high, whole = 0, new, True
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            proof.append(_range(middle, high, hash_at))
            high = middle
        else:
            proof.append(_range(low, middle, hash_at))
            low, whole = middle, False
    if not whole:
        proof.append(_range(low, high, hash_at))
    return proof[::-1]


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], head: bytes) -> bool:
    """Whether a proof shows that a leaf (its hash) stands at an index of the tree with this head (2.1.3.2)."""
    if not 0 <= index < size:
        return False
    here, last, found = index, size - 1, leaf
    for beside in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = node_hash(beside, found)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            found = node_hash(found, beside)
        here, last = here >> 1, last >> 1
    return last == 0 and found == head


def is_consistent(
    old: int, new: int, old_head: bytes, new_head: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether a proof shows that one tree is the beginning of another (2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_head == new_head
    steps = list(proof)
    if old & (old - 1) == 0:
        steps.insert(0, old_head)
    if not steps:
        return False
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    before = after = steps[0]
    for beside in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            before, after = node_hash(beside, before), node_hash(beside, after)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            after = node_hash(after, beside)
        here, last = here >> 1, last >> 1
    return last == 0 and before == old_head and after == new_head
