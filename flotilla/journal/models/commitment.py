"""What the public log says of an entry: a salted digest, and beside it what was digested."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from flotilla.journal.models.entry import Entry
from flotilla.journal.verbs import Kind
from flotilla.kit.codes import one_of


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Commitments by where they stand in the log."""

    def waiting(self) -> Self:
        """Those that the sealer has not given a place yet, oldest first."""
        return self.filter(index__isnull=True).order_by("entry_id")

    def about(self, subject: models.Model) -> Self:
        """Those of all that happened to a thing: entries whose subject it is, or which are about it for the public."""
        of_it = Q(thing_kind=subject._meta.model_name, thing_id=subject.pk)
        return self.filter(of_it | Q(pk__in=Entry.objects.about(subject).values("pk")))

    def remembered(self) -> Self:
        """Those whose statement was not emptied."""
        return self.exclude(statement="")


class Commitment(models.Model):
    """A salted digest of what an entry says. Forgetting empties salt and statement; the digest alone tells nothing."""

    personal: ClassVar[dict[str, str]] = {
        "statement": gettext_noop(
            "what happened to which thing and when, in codes; emptied by forgetting"
        ),
        "salt": gettext_noop(
            "without it nobody can try out what the digest was made of; emptied by forgetting"
        ),
        "words_salt": gettext_noop(
            "the same for the digest of the person's words; emptied by forgetting"
        ),
    }
    impersonal: ClassVar[set[str]] = {"kind", "digest", "thing_kind"}

    entry_id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    digest = models.CharField(max_length=64)
    statement = models.TextField(blank=True)
    salt = models.CharField(max_length=64, blank=True)
    words_salt = models.CharField(max_length=64, blank=True)
    thing_kind = models.CharField(max_length=40)
    thing_id = models.BigIntegerField()
    index = models.BigIntegerField(null=True, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ("entry_id",)
        constraints = (
            *one_of("commitment", kind=Kind),
            models.UniqueConstraint(
                fields=("index",), condition=~Q(kind=Kind.BATCHED), name="commitment_index_once"
            ),
            models.UniqueConstraint(fields=("digest",), name="commitment_digest_once"),
        )
        indexes = (
            models.Index(
                fields=("entry_id",), condition=Q(index__isnull=True), name="commitment_waiting"
            ),
            models.Index(fields=("thing_kind", "thing_id", "entry_id"), name="commitment_thing"),
            models.Index(fields=("index",), name="commitment_index"),
            models.Index(
                fields=("thing_kind", "thing_id"),
                condition=Q(statement=""),
                name="commitment_forgotten",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:12]}"

    @property
    def is_forgotten(self) -> bool:
        """Whether its statement was emptied."""
        return not self.statement
