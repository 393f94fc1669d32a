"""Writing in the journal."""

from datetime import datetime
from typing import Any

from django.db import models, transaction

from flotilla.journal.models import Entry

PLACES = ("body_id", "programme_id", "contribution_id")


@transaction.atomic
def record(
    verb: str,
    subject: models.Model,
    *,
    by: models.Model | None,
    at: datetime,
    **details: Any,
) -> Entry:
    """Write down that something happened to a thing, inside the action's own transaction.

    Details are facts (codes, numbers, ids), never a person's words: those can be erased, this cannot.
    """
    return Entry.objects.create(
        verb=verb,
        subject_kind=subject._meta.model_name or "",
        subject_id=subject.pk,
        by_id=by.pk if by else None,
        at=at,
        details=details,
        **{place: _place(subject, place) for place in PLACES},
    )


def _place(subject: models.Model, place: str) -> int | None:
    """Where it happened: said by the thing itself or by what it belongs to."""
    if place.removesuffix("_id") == subject._meta.model_name:
        own: int | None = subject.pk
        return own
    said: int | None = getattr(subject, place, None)
    if said is not None:
        return said
    for owner in ("comment", "contribution", "programme", "decision", "answer"):
        if getattr(subject, f"{owner}_id", None):
            return _place(getattr(subject, owner), place)
    return None
