"""What the journal can be asked."""

from django.db import models

from flotilla.journal.models import Entry


def head(**place: int) -> int:
    """Return the number of the newest entry of a body_id, programme_id or contribution_id; 0 if there is none.

    It changes when and only when something happened there, so it validates cached pages.
    """
    newest = Entry.objects.filter(**place).aggregate(newest=models.Max("id"))["newest"]
    return newest or 0


def timeline(verbs: frozenset[str], **place: int) -> models.QuerySet[Entry]:
    """Return the entries of a place that say one of these verbs, oldest first."""
    return Entry.objects.filter(**place).with_verbs(verbs)
