"""What follows when a backup was brought back: one row for each thing that the past does not know."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from flotilla.privacy import tombstones


def _erase_again(source: Path, at: datetime) -> str:
    """Erase again whom the backup still remembers, by the tombstones that are kept apart from it."""
    again = tombstones.replay(tombstones.kept(), by=None, at=at)
    return f"Erased again what had been erased since the backup: {again}."


#: each takes the folder of the backup and the moment, does what must be done, and says it in a sentence
AFTER_RESTORE: tuple[Callable[[Path, datetime], str], ...] = (_erase_again,)


def after_restore(source: Path, *, at: datetime) -> list[str]:
    """Do what must follow, such as erasing again whom the backup still remembers; return what was done."""
    return [follow(source, at) for follow in AFTER_RESTORE]
