"""The tree of the public log: its leaves, the tops of its full tiles, and its signed checkpoints."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Log(models.Model):
    """The one log of this site: its name, its key, and the seed of the ids by which it names things."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"seed", "origin", "key"}
    ONLY: ClassVar[int] = 1

    seed = models.CharField(max_length=64)
    origin = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=300, blank=True)
    batched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="log_is_one"),)

    def __str__(self) -> str:
        return self.origin or "log"


class Leaf(models.Model):
    """One leaf: an open or sealed digest, or a batch of many with their number. Never changed, never deleted."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"data"}

    index = models.BigIntegerField(primary_key=True)
    data = models.CharField(max_length=120)

    class Meta:
        ordering = ("index",)

    def __str__(self) -> str:
        return f"{self.index} {self.data}"


class Node(models.Model):
    """The top of a full tile of 256 hashes, so that a tree of any size is read through few rows."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"hash"}

    level = models.PositiveSmallIntegerField()
    position = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("level", "position"), name="node_once"),
            models.CheckConstraint(condition=Q(level__gt=0), name="node_above_leaves"),
        )

    def __str__(self) -> str:
        return f"{self.level}/{self.position}"


class Checkpoint(models.Model):
    """A signed word on how long the log is and what its head is, for anybody to keep."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"head", "note"}

    size = models.BigIntegerField()
    head = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    note = models.TextField()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("size", "id"), name="checkpoint_size"),)

    def __str__(self) -> str:
        return f"{self.size} at {self.signed_at:%Y-%m-%d %H:%M}"
