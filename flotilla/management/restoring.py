"""What follows when a backup was brought back: one row for each thing that the past does not know."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from flotilla.privacy import sweeping, tombstones


def _erase_again(source: Path, at: datetime) -> str:
    """Erase again whom the backup still remembers, by the tombstones that are kept apart from it."""
    again = tombstones.replay(tombstones.kept(), by=None, at=at)
    return f"Erased again what had been erased since the backup: {again}."


def _sweep(source: Path, at: datetime) -> str:
    """Write the database anew, so that no free page keeps what was erased; nobody uses it yet, so it may take its time."""
    swept = sweeping.sweep(at=at, is_idle=True)
    if not swept and sweeping.is_waiting():
        return (
            "Dead rows still hold the bytes of what was erased: a transaction stays open on the server of the database."
            " Once it has ended, run VACUUM FULL as docs/operate/privacy.md says."
        )
    return f"Wrote the database anew without the bytes of what was erased: {swept} erasures."


#: each takes the folder of the backup and the moment, does what must be done, and says it in a sentence
AFTER_RESTORE: tuple[Callable[[Path, datetime], str], ...] = (_erase_again, _sweep)


def after_restore(source: Path, *, at: datetime) -> list[str]:
    """Do what must follow, such as erasing again whom the backup still remembers; return what was done."""
    return [follow(source, at) for follow in AFTER_RESTORE]
