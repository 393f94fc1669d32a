"""Filling a new column of a large table in small batches, so that nobody waits for it: expand, fill, then switch."""

import time
from collections.abc import Callable

from django.db import models, transaction

SIZE, PAUSE = 2_000, 0.15


def in_batches(
    rows: "models.QuerySet[models.Model]",
    fill: "Callable[[models.QuerySet[models.Model]], int]",
    *,
    size: int = SIZE,
    pause: float = PAUSE,
    after: int | None = None,
    say: Callable[[int], None] = lambda _pk: None,
) -> int:
    """Give `fill` the rows in batches by their key, each in a transaction of its own; return how many rows it filled.

    Between two batches it waits as long as the batch took, and for `pause` seconds at least: on SQLite, where one writes at
    a time, whoever waits looks again every tenth of a second, and would find it taken each time. `say` hears the last key
    of each batch that is committed: begin again `after` it when it broke off. `fill` may meet a row twice, and returns
    how many rows it changed. Not for a migration that is `atomic`: that is one transaction.
    """
    if transaction.get_connection(rows.db).in_atomic_block:
        raise RuntimeError(
            "Batches inside a transaction hold every lock until its end: set atomic = False."
        )
    filled, left = 0, rows.order_by("pk")
    while True:
        found = left if after is None else left.filter(pk__gt=after)
        keys = list(found.values_list("pk", flat=True)[:size])
        if not keys:
            return filled
        began = time.monotonic()
        with transaction.atomic(using=rows.db):
            filled += fill(rows.filter(pk__gte=keys[0], pk__lte=keys[-1]))
        after = keys[-1]
        say(after)
        time.sleep(max(pause, time.monotonic() - began) if pause else 0)
