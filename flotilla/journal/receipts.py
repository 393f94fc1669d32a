"""The receipt: a signed promise to give a commitment its place within minutes, and later the proof that it was kept."""

import json
from typing import Any

from flotilla.journal import keys
from flotilla.journal.models import Checkpoint, Commitment, Leaf, Log
from flotilla.journal.sealing import INCLUDED_WITHIN
from flotilla.journal.tree import Tree
from flotilla.journal.verbs import Kind

FIRST_LINE = "flotilla-receipt/1"


def promise(one: Commitment) -> str:
    """Return the signed promise to include a commitment, or nothing for one of a batch or one that was forgotten.

    Raises AnotherKey where the key is not the one of the log.
    """
    if one.kind == Kind.BATCHED or one.is_forgotten:
        return ""
    if log := Log.objects.filter(pk=Log.ONLY).first():
        keys.check(log)
    written = json.loads(one.statement)["written"]
    seconds = int(INCLUDED_WITHIN.total_seconds())
    text = f"{FIRST_LINE} {keys.origin()}\n{one.kind}:{one.digest}\n{written}\nwithin {seconds} seconds\n"
    return keys.signed(text)


def proof(one: Commitment) -> dict[str, Any]:
    """Return the place of a commitment in the newest signed tree and what shows it; empty before it is sealed."""
    newest = Checkpoint.objects.order_by("-id").first()
    if one.index is None or newest is None:
        return {}
    return {
        "index": one.index,
        "leaf": Leaf.objects.values_list("data", flat=True).get(pk=one.index),
        "proof": [step.hex() for step in Tree(newest.size).inclusion(one.index)],
        "checkpoint": newest.note,
    }


def first_of(kind: str, number: int) -> Commitment | None:
    """Return the commitment by which a thing came into the log, open or sealed."""
    about = Commitment.objects.filter(thing_kind=kind, thing_id=number)
    return about.exclude(kind=Kind.BATCHED).order_by("entry_id").first()


def of_thing(kind: str, number: int) -> list[Commitment]:
    """Return the open commitments about a thing, oldest first."""
    about = Commitment.objects.filter(thing_kind=kind, thing_id=number, kind=Kind.OPEN)
    return list(about.order_by("entry_id"))
