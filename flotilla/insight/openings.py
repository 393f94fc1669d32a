"""What does the public log say, leaf by leaf? What anybody may read, so that they can digest it themselves."""

import base64
import json
from collections.abc import Sequence
from typing import Any

from flotilla.insight.words import Said, words_of
from flotilla.journal import statements, tree
from flotilla.journal.models import Commitment, Entry, Leaf
from flotilla.journal.sealing import batch_data
from flotilla.journal.verbs import WORDED, Kind

Opening = dict[str, Any]


def openings(position: int, size: int) -> list[Opening]:
    """Return what there is to say of each leaf of a tile in a log of this size; empty where the rows do not bear it out.

    Open leaves come with their statement, salt and the words as they stand on the pages now, or with the reason why
    those are not shown. Of a sealed leaf only whether its statement is still the one that was digested; of a batch
    its commitments.
    """
    start = position * tree.WIDTH
    leaves = list(
        Leaf.objects.filter(index__gte=start, index__lt=min(start + tree.WIDTH, size)).order_by(
            "index"
        )
    )
    held = _held(start, start + tree.WIDTH)
    entries = Entry.objects.in_bulk([one.pk for found in held.values() for one in found])
    words = words_of([entries[one.pk] for one in _worded(held, entries)])
    return [_opening(leaf, held.get(leaf.index, []), entries, words) for leaf in leaves]


def _held(start: int, end: int) -> dict[int, list[Commitment]]:
    held: dict[int, list[Commitment]] = {}
    for one in Commitment.objects.filter(index__gte=start, index__lt=end).order_by("digest"):
        held.setdefault(one.index or 0, []).append(one)
    return held


def _worded(held: dict[int, list[Commitment]], entries: dict[int, Entry]) -> list[Commitment]:
    return [
        one
        for found in held.values()
        for one in found
        if one.kind == Kind.OPEN
        and one.words_salt
        and one.pk in entries
        and entries[one.pk].verb in WORDED
    ]


def _opening(
    leaf: Leaf, held: Sequence[Commitment], entries: dict[int, Entry], words: dict[int, Said]
) -> Opening:
    opening: Opening = {"index": leaf.index}
    if leaf.data.startswith(Kind.OPEN) and len(held) == 1:
        return opening | _open(leaf.data, held[0], entries.get(held[0].pk), words)
    if leaf.data == f"{Kind.SEALED}:{held[0].digest if held else ''}" and len(held) == 1:
        return opening | _sealed(held[0], entries.get(held[0].pk))
    if leaf.data.startswith("batch:"):
        return opening | _batch(leaf.data, [one.digest for one in held if one.pk in entries])
    return opening


def _batch(data: str, digests: Sequence[str]) -> Opening:
    try:
        if not digests or data != batch_data(digests):
            return {}
    except ValueError:  # a digest is no digest any more
        return {}
    rows = b"".join(bytes.fromhex(one) for one in digests)
    return {"batch": base64.b64encode(rows).decode()}


def _open(data: str, one: Commitment, entry: Entry | None, words: dict[int, Said]) -> Opening:
    if one.is_forgotten:
        return {"forgotten": True}
    if entry is None or not data.endswith(f":{one.digest}"):
        return {}
    opening: Opening = {
        "statement": one.statement,
        "salt": one.salt,
        "verb": entry.verb,
        "at": statements.instant(entry.at),
    }
    said = words.get(entry.pk)
    if said is None:
        return opening
    if said.withheld:
        return opening | {"withheld": said.withheld}
    return opening | {"words": said.renderings, "words_salt": one.words_salt}


def _sealed(one: Commitment, entry: Entry | None) -> Opening:
    """Say only whether it still holds: the site looks at what outsiders cannot see."""
    if one.is_forgotten:
        return {"sealed": "forgotten"}
    if entry is None or not statements.holds(one.statement, one.salt, one.digest):
        return {}
    said = json.loads(one.statement)
    holds = said["verb"] == entry.verb and said["at"] == statements.instant(entry.at)
    return {"sealed": "private"} if holds else {}
