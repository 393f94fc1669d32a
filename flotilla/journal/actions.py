"""Writing in the journal, and forgetting what must not be remembered."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import models, transaction

from flotilla.journal import committing
from flotilla.journal.models import Commitment, Entry
from flotilla.journal.verbs import Kind, Verb
from flotilla.kit.asked_often import put

PLACES = ("body_id", "programme_id", "contribution_id")


@transaction.atomic(savepoint=False)
def record(
    verb: str,
    subject: models.Model,
    *,
    by: models.Model | None,
    at: datetime,
    **details: Any,
) -> Entry:
    """Write down that something happened to a thing, inside the action's own transaction, and commit to it.

    Details are facts (codes, numbers, ids), never a person's words: those can be erased, this cannot. The commitment
    takes no lock and no number: its place in the public log is given later (journal.sealing), so writers never wait
    for one another.
    """
    entry = Entry(**_facts(verb, subject, by, at, details))
    put(entry)
    put(committing.commitments([entry], [subject])[0])
    return entry


@transaction.atomic
def record_many(
    verb: str,
    things: Sequence[tuple[models.Model, dict[str, Any]]],
    *,
    by: models.Model | None,
    at: datetime,
) -> list[Entry]:
    """Write down the same of many things at once, each with its details, as an import does."""
    entries = Entry.objects.bulk_create(
        [Entry(**_facts(verb, one, by, at, details)) for one, details in things]
    )
    subjects = [one for one, _details in things]
    Commitment.objects.bulk_create(committing.commitments(entries, subjects))
    return entries


@transaction.atomic
def forget(
    subject: models.Model, *, reason: str, by: models.Model | None, at: datetime
) -> Entry | None:
    """Empty what the log could tell of a thing: statement and salts of every entry about it; the leaves stay.

    Call it for each thing that is erased (a contribution, each comment, the person), before its row is deleted.
    `reason` is a code that everybody may read, such as "erased". That it was forgotten is an entry of its own, which
    names the leaves and what they were, so that the balance of the programme still comes out. Doing it again changes
    nothing and returns None.
    """
    kept = Entry.objects.filter(verb=Verb.FORGOTTEN).about(subject)
    known = Commitment.objects.about(subject).remembered().exclude(pk__in=kept.values("pk"))
    held = list(known.select_for_update(no_key=True).order_by("entry_id"))
    if not held:
        return None
    for one in held:
        one.statement = one.salt = one.words_salt = ""
    Commitment.objects.bulk_update(held, ["statement", "salt", "words_salt"], batch_size=100)
    leaves = [one.digest for one in held if one.kind == Kind.OPEN]
    open_ones = Entry.objects.filter(pk__in=[one.pk for one in held if one.kind == Kind.OPEN])
    verbs = sorted(open_ones.values_list("verb", flat=True))
    return record(Verb.FORGOTTEN, subject, by=by, at=at, reason=reason, leaves=leaves, verbs=verbs)


@contextmanager
def afterwards(why: str) -> Iterator[None]:
    """Say of all that is recorded inside that it is told after it happened, and why: a code, such as "story"."""
    token = committing.told_afterwards.set(why)
    try:
        yield
    finally:
        committing.told_afterwards.reset(token)


def _facts(
    verb: str,
    subject: models.Model,
    by: models.Model | None,
    at: datetime,
    details: dict[str, Any],
) -> dict[str, Any]:
    return {
        "verb": verb,
        "subject_kind": subject._meta.model_name or "",
        "subject_id": subject.pk,
        "by_id": by.pk if by else None,
        "at": at,
        "details": details,
        **{place: _place(subject, place) for place in PLACES},
    }


def _place(subject: models.Model, place: str) -> int | None:
    """Where it happened: said by the thing itself or by what it belongs to."""
    if place.removesuffix("_id") == subject._meta.model_name:
        own: int | None = subject.pk
        return own
    said: int | None = getattr(subject, place, None)
    if said is not None:
        return said
    for owner in committing.OWNERS:
        if getattr(subject, f"{owner}_id", None):
            return _place(getattr(subject, owner), place)
    return None
