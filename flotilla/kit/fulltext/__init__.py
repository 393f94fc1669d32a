"""Words in texts, found quickly: search and candidates for likeness, on SQLite and PostgreSQL."""

from flotilla.kit.fulltext.asking import (
    Frequencies,
    best_first,
    candidates,
    candidates_of_each,
    frequencies,
    match,
    rarest_words,
)
from flotilla.kit.fulltext.keeping import KEPT, install, is_installed, refresh, restore, uninstall

__all__ = [
    "KEPT",
    "Frequencies",
    "best_first",
    "candidates",
    "candidates_of_each",
    "frequencies",
    "install",
    "is_installed",
    "match",
    "rarest_words",
    "refresh",
    "restore",
    "uninstall",
]
