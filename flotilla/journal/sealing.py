"""Giving commitments their place in the public log, and signing how long it is; the clock does it well within a minute.

Two sealers at once do no harm: one holds the row of the log, the other leaves; and no two leaves have one index.
"""

import base64
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max
from django.db.models.functions import TruncHour

from flotilla.journal import keys, statements
from flotilla.journal.models import Checkpoint, Commitment, Leaf, Log, Node
from flotilla.journal.tree import HEIGHT, Tree, hashes
from flotilla.journal.verbs import Kind
from flotilla.kit.moments import database_now
from flotilla.numerics import merkle

MOST = 2_000  # leaves in one transaction, so that on SQLite nobody waits long for the sealer
BATCH_EVERY = timedelta(minutes=10)
CHECKPOINT_EVERY = timedelta(hours=1)
KEPT_ALL = timedelta(days=7)  # older checkpoints are thinned to one an hour
INCLUDED_WITHIN = timedelta(minutes=5)  # what a receipt promises; the clock seals every few seconds


def seal(*, by: None = None, at: datetime) -> int:
    """Give every waiting commitment its place and sign a checkpoint; return how many leaves were added.

    Raises AnotherKey if the log was begun with another key.
    """
    added, fresh = 0, _seal_some() if _is_due(at) else 0
    while fresh:
        added += fresh
        fresh = _seal_some() if fresh >= MOST else 0
    return added


def _is_due(at: datetime) -> bool:
    """Whether there is anything to seal or sign, asked before anything is held."""
    waiting = Commitment.objects.waiting()
    if waiting.exclude(kind=Kind.BATCHED).exists():
        return True
    log = Log.objects.filter(pk=Log.ONLY).first()
    if (log is None or _may_batch(log, at)) and waiting.exists():
        return True
    newest = Checkpoint.objects.order_by("-id").first()
    return newest is None or newest.signed_at <= at - CHECKPOINT_EVERY


@transaction.atomic
def _seal_some() -> int:
    log = _held()
    if log is None:
        return 0
    keys.check(log)
    at = database_now()
    size = (Leaf.objects.aggregate(last=Max("index"))["last"] if Leaf.objects.exists() else -1) + 1
    waiting = Commitment.objects.waiting()
    ready = list(waiting.exclude(kind=Kind.BATCHED).only("kind", "digest")[:MOST])
    rows = [
        Leaf(index=size + place, data=f"{one.kind}:{one.digest}") for place, one in enumerate(ready)
    ]
    for place, one in enumerate(ready):
        one.index = size + place
    if len(ready) < MOST and _may_batch(log, at):
        batch = list(waiting.filter(kind=Kind.BATCHED).only("kind", "digest"))
        if batch:
            rows.append(
                Leaf(index=size + len(rows), data=batch_data([one.digest for one in batch]))
            )
            for one in batch:
                one.index = rows[-1].index
            ready += batch
            log.batched_at = at
    Leaf.objects.bulk_create(rows, batch_size=500)
    Commitment.objects.bulk_update(ready, ["index"], batch_size=250)
    add_nodes(size, size + len(rows))
    _sign(log, size + len(rows), at, is_longer=bool(rows))
    log.save()
    return len(rows)


def _may_batch(log: Log, at: datetime) -> bool:
    """Whether the last batch is long enough ago; one of a time to come was before the clock was set back."""
    return log.batched_at is None or not at - BATCH_EVERY < log.batched_at <= at


def _held() -> Log | None:
    """Return the row of the log, held until the transaction ends; None if another sealer holds it."""
    Log.objects.get_or_create(pk=Log.ONLY, defaults={"seed": statements.new_salt()})
    skips = connection.features.has_select_for_update_skip_locked
    return Log.objects.select_for_update(skip_locked=skips).filter(pk=Log.ONLY).first()


def batch_data(digests: Sequence[str]) -> str:
    """Return the leaf of a batch: how many, and the head of the tree of their commitments, shuffled by sorting them."""
    parts = [merkle.leaf_hash(bytes.fromhex(one)) for one in sorted(digests)]
    head = merkle.root(len(parts), merkle.in_memory(parts))
    return f"batch:{len(parts)}:{head.hex()}"


def add_nodes(old: int, new: int) -> None:
    """Keep the top of every tile that became full between two sizes."""
    level, old, new = 1, old >> HEIGHT, new >> HEIGHT
    while new:
        fresh = []
        for position in range(old, new):
            row = hashes(level - 1, position)
            while len(row) > 1:
                row = merkle.parents(row)
            fresh.append(Node(level=level, position=position, hash=row[0].hex()))
        Node.objects.bulk_create(fresh)
        level, old, new = level + 1, old >> HEIGHT, new >> HEIGHT


def _sign(log: Log, size: int, at: datetime, *, is_longer: bool) -> None:
    newest = Checkpoint.objects.order_by("-id").first()
    if newest and not is_longer and newest.signed_at > at - CHECKPOINT_EVERY:
        return
    at = max(at, newest.signed_at) if newest else at
    head = Tree(size).head()
    Checkpoint.objects.create(
        size=size, head=head.hex(), signed_at=at, note=keys.signed(checkpoint_text(size, head, at))
    )
    if log.key == "":
        log.origin, log.key = keys.origin(), keys.verifier()
    if newest and newest.signed_at < at.replace(minute=0, second=0, microsecond=0):
        _thin(at)


def checkpoint_text(size: int, head: bytes, at: datetime) -> str:
    """Return what a checkpoint says (c2sp.org/tlog-checkpoint), with its moment on a line of extension."""
    encoded = base64.b64encode(head).decode()
    return f"{keys.origin()}\n{size}\n{encoded}\ntime {statements.instant(at)}\n"


def _thin(at: datetime) -> None:
    """Keep of old checkpoints the last of each hour."""
    old = Checkpoint.objects.filter(signed_at__lt=at - KEPT_ALL)
    last = old.annotate(hour=TruncHour("signed_at")).values("hour").order_by()
    kept = list(last.annotate(last=Max("id")).values_list("last", flat=True))
    old.exclude(pk__in=kept).delete()
