"""Making the commitment of an entry: what it states, openly or sealed, and the salts that keep it from being guessed."""

from collections.abc import Sequence
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models.functions import Now

from flotilla.journal import statements
from flotilla.journal.models import Commitment, Entry, Log
from flotilla.journal.verbs import BATCHED, FACTS, OPEN, WORDED, Kind
from flotilla.kit.asked_often import asked_often

Thing = tuple[str, int]
OWNERS = ("comment", "contribution", "programme", "decision", "answer")
told_afterwards: ContextVar[str] = ContextVar("told_afterwards", default="")


def commitments(entries: Sequence[Entry], subjects: Sequence[models.Model]) -> list[Commitment]:
    """Return the commitments to entries, each about its subject, to be saved in the transaction of the entries."""
    things = [_thing(entry, one) for entry, one in zip(entries, subjects, strict=True)]
    seed, written = _seed_and_time()
    newest = _newest(
        {one for one, entry in zip(things, entries, strict=True) if entry.verb not in BATCHED}
    )
    made = []
    for entry, subject, thing in zip(entries, subjects, things, strict=True):
        kind = _kind(entry, subject)
        said: dict[str, Any] = {
            "verb": str(entry.verb),
            "kind": thing[0],
            "id": statements.name(seed, *thing),
        }
        words = _words(entry, subject) if kind == Kind.OPEN else None
        words_salt = statements.new_salt() if words is not None else ""
        if kind != Kind.BATCHED:
            said |= _told(entry, thing[0], seed)
            said |= {"written": statements.instant(written), "previous": newest.get(thing, "")}
        if words is not None:
            said["words"] = statements.words_digest(words, words_salt)
        one = _sealed_in(entry, kind, thing, said, words_salt)
        if kind != Kind.BATCHED:
            newest[thing] = one.digest
        made.append(one)
    return made


def _sealed_in(
    entry: Entry, kind: Kind, thing: Thing, said: dict[str, Any], words_salt: str
) -> Commitment:
    statement, salt = statements.canonical(said).decode(), statements.new_salt()
    return Commitment(
        entry_id=entry.pk,
        kind=kind,
        digest=statements.digest(statement, salt),
        statement=statement,
        salt=salt,
        words_salt=words_salt,
        thing_kind=thing[0],
        thing_id=thing[1],
    )


def _kind(entry: Entry, subject: models.Model) -> Kind:
    if entry.verb in BATCHED:
        return Kind.BATCHED
    programme = owner_of(subject, "programme") if entry.verb in OPEN else None
    is_public = programme is not None and programme.is_on_record  # type: ignore[attr-defined]
    return Kind.OPEN if is_public else Kind.SEALED


def owner_of(subject: models.Model, noun: str) -> models.Model | None:
    """Return the thing of a kind that this one is or belongs to."""
    if subject._meta.model_name == noun:
        return subject
    for owner in (noun, *OWNERS):
        if getattr(subject, f"{owner}_id", None):
            return owner_of(getattr(subject, owner), noun)
    return None


def _thing(entry: Entry, subject: models.Model) -> Thing:
    """Return what the entry is about for the public: the comment, the contribution, the programme, else the subject."""
    if entry.subject_kind != "comment" and getattr(subject, "comment_id", None):
        return "comment", subject.comment_id  # type: ignore[attr-defined]
    if entry.subject_kind != "comment" and entry.contribution_id:
        return "contribution", entry.contribution_id
    if entry.subject_kind != "comment" and entry.programme_id:
        return "programme", entry.programme_id
    return entry.subject_kind, entry.subject_id


def _seed_and_time() -> tuple[str, datetime]:
    """Return the seed of the log and what time it is by the database, in one question."""
    row = _asked_seed.first(Log.ONLY)
    if row is None:
        Log.objects.get_or_create(pk=Log.ONLY, defaults={"seed": statements.new_salt()})
        row = _asked_seed(Log.ONLY)[0]
    return row


@asked_often
def _asked_seed(number: int) -> "models.QuerySet[Log, tuple[str, datetime]]":
    return Log.objects.filter(pk=number).values_list("seed", Now())


def _newest(things: set[Thing]) -> dict[Thing, str]:
    """Return the digest of the newest commitment about each of these things that has one."""
    if not things:
        return {}
    if len(things) == 1:
        return {one: digest for one in things for digest in _newest_of_one(*one)}
    newest: dict[Thing, str] = {}
    kept = Commitment.objects.exclude(kind=Kind.BATCHED).order_by("entry_id")
    for kind in {kind for kind, _number in things}:
        about = kept.filter(thing_kind=kind, thing_id__in=[one for of, one in things if of == kind])
        newest |= {
            (kind, number): digest for number, digest in about.values_list("thing_id", "digest")
        }
    return newest


@asked_often
def _newest_of_one(kind: str, number: int) -> "models.QuerySet[Commitment, str]":
    kept = Commitment.objects.exclude(kind=Kind.BATCHED).order_by("-entry_id")
    return kept.filter(thing_kind=kind, thing_id=number).values_list("digest", flat=True)[:1]


def _told(entry: Entry, kind: str, seed: str) -> dict[str, Any]:
    """Return the facts of an entry as its statement repeats them; things are named by their ids in the log."""
    said: dict[str, Any] = {"of": entry.subject_kind, "at": statements.instant(entry.at)}
    for noun, number in (("body", entry.body_id), ("programme", entry.programme_id)):
        if number:
            said[noun] = statements.name(seed, noun, number)
    if kind == "comment" and entry.contribution_id:
        said["contribution"] = statements.name(seed, "contribution", entry.contribution_id)
    if facts := {name: value for name, value in entry.details.items() if name in FACTS}:
        said["facts"] = facts
    if why := told_afterwards.get():
        said["afterwards"] = why
    return said


def _words(entry: Entry, subject: models.Model) -> dict[str, Any] | None:
    """Return the words that stand before everybody since this entry, if it is one of those that put them there."""
    if entry.verb not in WORDED:
        return None
    words: dict[str, Any] = subject.public_words()  # type: ignore[attr-defined]
    return words
