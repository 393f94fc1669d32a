"""The entries of the journal, and the public log that commits to them."""

from flotilla.journal.models.commitment import Commitment, CommitmentQuerySet
from flotilla.journal.models.entry import Entry, EntryQuerySet
from flotilla.journal.models.tree import Checkpoint, Leaf, Log, Node

__all__ = [
    "Checkpoint",
    "Commitment",
    "CommitmentQuerySet",
    "Entry",
    "EntryQuerySet",
    "Leaf",
    "Log",
    "Node",
]
