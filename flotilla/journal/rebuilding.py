"""Making leaves and tops of tiles again from the commitments, where a disk or a hand has spoilt them."""

from django.db import transaction

from flotilla.journal import sealing
from flotilla.journal.models import Checkpoint, Commitment, Leaf, Log, Node
from flotilla.journal.tree import Tree
from flotilla.journal.verbs import Kind
from flotilla.numerics import merkle


class NotRebuilt(RuntimeError):
    """Neither the commitments nor the leaves add up to the newest checkpoint: something is lost; look at a backup."""


@transaction.atomic
def rebuild() -> list[int]:
    """Make the rows of the tree again, so that they add up to the newest signed checkpoint; return the leaves mended.

    The same commitments give the same tree, bit for bit. Raises NotRebuilt, and then changes nothing.
    """
    Log.objects.select_for_update().filter(pk=Log.ONLY).first()
    newest = Checkpoint.objects.order_by("-id").first()
    if newest is None:
        return []
    made, kept = _made(newest.size), dict(Leaf.objects.values_list("index", "data"))
    for held in (made, kept, {**made, **kept}, {**kept, **made}):
        if _head(held, newest.size) == newest.head:
            break
    else:
        raise NotRebuilt("Neither commitments nor leaves add up to the newest checkpoint.")
    mended = [index for index, data in held.items() if kept.get(index) != data]
    Leaf.objects.filter(index__in=mended).delete()
    Leaf.objects.bulk_create(
        [Leaf(index=index, data=held[index]) for index in mended], batch_size=500
    )
    Node.objects.all().delete()
    sealing.add_nodes(0, newest.size)
    if Tree(newest.size).head().hex() != newest.head:
        raise NotRebuilt("The tiles do not add up to the newest checkpoint.")
    return mended


def _made(size: int) -> dict[int, str]:
    """Return what the leaves must say by the commitments."""
    made: dict[int, str] = {}
    batches: dict[int, list[str]] = {}
    held = Commitment.objects.filter(index__lt=size)
    for index, kind, digest in held.values_list("index", "kind", "digest"):
        if kind == Kind.BATCHED:
            batches.setdefault(index or 0, []).append(digest)
        else:
            made[index or 0] = f"{kind}:{digest}"
    return made | {index: sealing.batch_data(digests) for index, digests in batches.items()}


def _head(held: dict[int, str], size: int) -> str:
    if held.keys() < set(range(size)):
        return ""
    hashes = [merkle.leaf_hash(held[index].encode()) for index in range(size)]
    return merkle.root(size, merkle.in_memory(hashes)).hex()
