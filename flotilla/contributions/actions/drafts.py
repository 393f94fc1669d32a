"""What is being written, kept until it is sent."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from flotilla.contributions.actions.files import forget_files
from flotilla.contributions.models import Draft
from flotilla.kit.tokens import fingerprint
from flotilla.people.models import Person
from flotilla.programmes.models import Programme

KEPT = timedelta(days=60)


@transaction.atomic
def begin_draft(programme: Programme, *, token: str, by: Person | None, at: datetime) -> Draft:
    """Begin to write; the token is the secret of the link by which the draft is found again."""
    return Draft.objects.create(
        programme=programme, person=by, fingerprint=fingerprint(token), begun_at=at, saved_at=at
    )


@transaction.atomic
def save_draft(
    draft: Draft, *, content: Mapping[str, Any], by: Person | None, at: datetime
) -> Draft:
    """Keep what was typed, as it was typed; whoever signs in meanwhile becomes its owner."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    draft.content = {**draft.content, **content}
    draft.saved_at = at
    draft.person = draft.person or by
    draft.save(update_fields=["content", "saved_at", "person"])
    return draft


@transaction.atomic
def drop_draft(draft: Draft, *, by: Person | None, at: datetime) -> None:
    """Throw a draft away, with its files."""
    forget_files(draft.attachments.all())
    draft.delete()


def lapse_drafts(*, by: Person | None = None, at: datetime) -> int:
    """Throw away drafts that nobody touched for sixty days; return how many."""
    old = Draft.objects.filter(saved_at__lt=at - KEPT)
    count = len(old)
    for draft in old:
        drop_draft(draft, by=by, at=at)
    return count
