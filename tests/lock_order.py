"""Watches in which order the actions hold rows (docs/decisions/0008): below what it holds an action may go, never above."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.db.models.sql.compiler import SQLCompiler

#: the order of docs/decisions/0008, from above; what stands on one line belongs together
ORDER = (
    ("DataRequest", "PrivacyLink", "LegalHold"),
    ("Person",),
    ("AccessToken",),
    ("Body", "Membership", "Verification"),
    ("Programme",),
    ("Stage", "Override", "CrewMember", "OwnerInvitation", "CriteriaSet", "Round"),
    ("Meeting",),
    ("Contribution",),
    (
        "Draft", "CoauthorInvitation", "Authorship", "Merge", "Split", "Report", "Removal", "Appeal", "Comment", "Assignment",
        "Seat", "Interest", "Assessment", "Correction", "Presence", "PanelVote", "Recommendation", "Lottery",
        "PartOffer", "Flag",
    ),
    ("Decision",),
    ("Answer",),
    ("SecondLook",),
    ("Award",),
    ("Claim", "Variation", "PublishedAward"),
    ("Pot",),
    ("ImportRun",),
    ("Log",),
    ("Commitment", "Erasure"),
)  # fmt: skip
PLACE = {name: place for place, names in enumerate(ORDER) for name in names}
#: what holds this first and then a contribution: nobody who holds a contribution waits for it; joinings and splits are
#: held by whoever holds their programme and by nobody else
BEGIN_BELOW = frozenset(
    (first, "Contribution") for first in ("CoauthorInvitation", "Appeal", "Merge", "Split")
)


@dataclass
class Watch:
    """What the transactions of one test held, and where one went up again."""

    wrong: list[str] = field(default_factory=list)
    _held: dict[object, list[str]] = field(default_factory=dict)

    def saw(self, transaction: object, name: str) -> None:
        """Note that a transaction holds rows of a model; a row that it held before it may hold again."""
        held = self._held.setdefault(transaction, [])
        if name not in PLACE:
            self.wrong.append(f"{name} has no place in the order")
        elif name not in held:
            self.wrong += [
                f"{name} after {before}"
                for before in held
                if PLACE.get(before, 0) > PLACE[name] and (before, name) not in BEGIN_BELOW
            ]
            held.append(name)


@contextmanager
def watching() -> Iterator[Watch]:
    """Watch every question that holds rows, on either database, by what is asked and not by its SQL."""
    watch, ask = Watch(), SQLCompiler.execute_sql

    @wraps(ask)
    def looked_at(self: SQLCompiler, *given: Any, **more: Any) -> Any:
        if self.query.select_for_update and (transaction := _outermost(self.connection)):
            watch.saw(transaction, self.query.model.__name__)
        return ask(self, *given, **more)

    SQLCompiler.execute_sql = looked_at  # type: ignore[method-assign]
    try:
        yield watch
    finally:
        SQLCompiler.execute_sql = ask  # type: ignore[method-assign]


def _outermost(connection: Any) -> object:
    """Return what names the outermost transaction inside that of the test: a savepoint, by its unique name."""
    around = sum(getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)
    return connection.savepoint_ids[around - 1] if 0 < around <= len(connection.savepoint_ids) else None  # fmt: skip
