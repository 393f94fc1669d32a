"""Reading the tree of the log from its rows: tiles of 256 hashes, heads of any size, proofs."""

from flotilla.journal.models import Leaf, Node
from flotilla.numerics import merkle

HEIGHT = 8
WIDTH = 1 << HEIGHT


class NotThere(LookupError):
    """A tile is not complete, or its rows are gone."""


def leaves(position: int, width: int = WIDTH) -> list[str]:
    """Return what the leaves of a tile say. Raises NotThere unless there are as many as asked for."""
    start = position * WIDTH
    held = Leaf.objects.filter(index__gte=start, index__lt=start + width).order_by("index")
    found = list(held.values_list("data", flat=True))
    if len(found) != width:
        raise NotThere(f"tile {position} has {len(found)} of {width} leaves")
    return found


def hashes(level: int, position: int, width: int = WIDTH) -> list[bytes]:
    """Return the hashes of a tile of the log: of leaves on level 0, above that of full tiles below. Raises NotThere."""
    if level == 0:
        return [merkle.leaf_hash(data.encode()) for data in leaves(position, width)]
    start = position * WIDTH
    held = Node.objects.filter(level=level, position__gte=start, position__lt=start + width)
    found = [bytes.fromhex(one) for one in held.order_by("position").values_list("hash", flat=True)]
    if len(found) != width:
        raise NotThere(f"tile {level}/{position} has {len(found)} of {width} hashes")
    return found


def bundle(entries: list[bytes]) -> bytes:
    """Return a tile of entries as tlog-tiles writes it: each after its length in two bytes."""
    return b"".join(len(one).to_bytes(2, "big") + one for one in entries)


class Tree:
    """The tree of a size, read tile by tile, each once."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def hash_at(self, level: int, position: int) -> bytes:
        """Return the hash of the full subtree of 2**level leaves at a position."""
        above, inside = divmod(level, HEIGHT)
        first = position << inside
        tile = self._tile(above, first // WIDTH)
        here = first % WIDTH
        row = tile[here : here + (1 << inside)]
        while len(row) > 1:
            row = merkle.parents(row)
        return row[0]

    def _tile(self, level: int, position: int) -> list[bytes]:
        if (level, position) not in self._tiles:
            there = (self.size >> (HEIGHT * level)) - position * WIDTH
            self._tiles[level, position] = hashes(level, position, min(WIDTH, there))
        return self._tiles[level, position]

    def head(self) -> bytes:
        """Return the head of the tree."""
        return merkle.root(self.size, self.hash_at)

    def inclusion(self, index: int) -> list[bytes]:
        """Return the proof that a leaf is in the tree."""
        return merkle.inclusion_proof(index, self.size, self.hash_at)

    def consistency(self, old: int) -> list[bytes]:
        """Return the proof that the tree of a smaller size is its beginning."""
        return merkle.consistency_proof(old, self.size, self.hash_at)
