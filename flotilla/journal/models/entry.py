"""The entries of the journal."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_noop


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries by what they are about."""

    def about(self, subject: models.Model) -> Self:
        """Entries whose subject is this very thing."""
        return self.filter(subject_kind=subject._meta.model_name, subject_id=subject.pk)

    def with_verbs(self, verbs: frozenset[str]) -> Self:
        """Entries that say one of these."""
        return self.filter(verb__in=verbs)


class Entry(models.Model):
    """One thing that happened. Never changed, never deleted; no foreign keys, so it outlives what it describes."""

    personal: ClassVar[dict[str, str]] = {
        "by_id": gettext_noop("who did it, as a number that erasure empties of meaning")
    }
    impersonal: ClassVar[set[str]] = {"details", "verb", "subject_kind"}

    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    body_id = models.BigIntegerField(null=True)
    programme_id = models.BigIntegerField(null=True)
    contribution_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("subject_kind", "subject_id", "id"), name="entry_subject"),
            models.Index(fields=("contribution_id", "id"), name="entry_contribution"),
            models.Index(fields=("programme_id", "id"), name="entry_programme"),
            models.Index(fields=("body_id", "id"), name="entry_body"),
            models.Index(fields=("verb", "id"), name="entry_verb"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_kind} {self.subject_id}"
