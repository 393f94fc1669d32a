"""Erasures kept outside of the database and of its backups, so that a restored backup is cleaned again.

Numbers and hashes only. One line of JSON each, in a file beside the backups' reach and in the store of files.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from flotilla.contributions.models import Comment, Contribution
from flotilla.journal.actions import forget, record
from flotilla.people.models import Person
from flotilla.privacy import erasing
from flotilla.privacy.holdings import subject_of
from flotilla.privacy.marks import mark_of_address
from flotilla.privacy.models import Erasure
from flotilla.privacy.verbs import Scope, Verb

FOLDER = "tombstones"
Line = dict[str, Any]


def mark_of(thing: Person | Contribution | Comment) -> str:
    """Return the mark of a row: a hash that tells nothing, by which a tombstone finds this row and no other of its number.

    To the second: a backup in JSON keeps moments less exactly than the database.
    """
    if isinstance(thing, Person):
        since = thing.joined_at
    else:
        since = thing.received_at if isinstance(thing, Contribution) else thing.posted_at
    told = f"{thing._meta.model_name}|{thing.pk}|{int(since.timestamp())}"
    return hashlib.sha256(told.encode()).hexdigest()


def line_of(erasure: Erasure) -> Line:
    """Return a tombstone as it is kept outside."""
    return {
        "scope": str(erasure.scope),
        "subject": erasure.subject_id,
        "digest": erasure.digest,
        "at": erasure.erased_at.isoformat(),
    }


def carry_outside(*, by: Person | None = None, at: datetime) -> int:
    """Write tombstones that are not outside yet into the file and the store; return how many. Twice does no harm."""
    count = 0
    for erasure in Erasure.objects.filter(is_outside=False).order_by("pk"):
        text = json.dumps(line_of(erasure), sort_keys=True)
        _append(Path(settings.TOMBSTONES), text)
        name = f"{FOLDER}/{erasure.scope}-{erasure.digest}.json"
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(text.encode()))
        Erasure.objects.filter(pk=erasure.pk).update(is_outside=True)
        count += 1
    return count


def _append(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as kept:
        kept.write(text + "\n")
        kept.flush()
        os.fsync(kept.fileno())


def kept(*files: Path) -> list[Line]:
    """Return all tombstones there are, each once: of the database, of the file, of the store, and of files named."""
    found = [line_of(erasure) for erasure in Erasure.objects.order_by("pk")]
    for path in (Path(settings.TOMBSTONES), *files):
        if path.exists():
            found += _read(path.read_text("utf-8").splitlines())
    for name in _in_store():
        with default_storage.open(f"{FOLDER}/{name}") as opened:
            found += _read(opened.read().decode().splitlines())
    return list({(line["scope"], line["subject"], line["digest"]): line for line in found}.values())


def _in_store() -> list[str]:
    """Return the names in the store's folder, which a store that speaks S3 does not know to exist."""
    try:
        return sorted(default_storage.listdir(FOLDER)[1])
    except FileNotFoundError:  # nobody was erased yet
        return []


def _read(lines: Iterable[str]) -> Iterator[Line]:
    """Read what can be read: a line that was cut off by a crash was never promised to anyone."""
    for text in lines:
        try:
            line = json.loads(text)
        except ValueError:
            continue
        if {"scope", "subject", "digest", "at"} <= line.keys():
            yield line


def write(path: Path, lines: Iterable[Line]) -> None:
    """Write tombstones into a file, all or nothing."""
    aside = path.with_suffix(".part")
    aside.write_text("".join(json.dumps(line, sort_keys=True) + "\n" for line in lines), "utf-8")
    aside.replace(path)


@transaction.atomic
def replay(lines: Iterable[Line], *, by: Person | None = None, at: datetime) -> int:
    """Erase again what was erased, as after a backup was restored; return how many things were there to erase."""
    there = 0
    digests = set()
    for line in lines:
        if line["scope"] == Scope.ADDRESS:
            digests.add(line["digest"])
        elif (thing := _thing(line)) is not None:
            _erase_again(thing)
            forget(thing, reason="erased", by=by, at=at)
            record(_verb_of(thing), thing, by=by, at=at, again=True)
            there += 1
        _keep(line)
    addresses = _addresses_marked(digests) if digests else set()
    erasing.erase_address(addresses)
    return there + len(addresses)


def _keep(line: Line) -> None:
    """Keep the tombstone in the database too, to be swept after."""
    Erasure.objects.update_or_create(
        scope=line["scope"],
        subject_id=line["subject"],
        digest=line["digest"],
        defaults={"is_swept": False},
        create_defaults={"erased_at": datetime.fromisoformat(line["at"]), "is_outside": True},
    )


MODELS: dict[str, Any] = {
    Scope.ACCOUNT: Person,
    Scope.WORDS: Contribution,
    Scope.COMMENT: Comment,
}


def _thing(line: Line) -> Any:
    """The row that a tombstone stands for, if it is there and is that very row."""
    model = MODELS.get(line["scope"])
    thing = model.objects.filter(pk=line["subject"]).first() if model else None
    return thing if thing is not None and mark_of(thing) == line["digest"] else None


def _erase_again(thing: Person | Contribution | Comment) -> None:
    if isinstance(thing, Person):
        erasing.erase_account(thing, subject_of(thing).addresses)
    elif isinstance(thing, Contribution):
        erasing.erase_words(thing)
    else:
        erasing.erase_comment(thing)


def _verb_of(thing: object) -> Verb:
    return Verb.ACCOUNT_ERASED if isinstance(thing, Person) else Verb.WORDS_ERASED


def _addresses_marked(digests: set[str]) -> set[str]:
    """Addresses left without an account whose mark is among those: each is looked at once."""
    there: set[str] = set()
    for label, field in erasing.LEFT.items():
        rows = erasing.rows_of(label).exclude(**{field: ""}).values_list(field, flat=True)
        there.update(address.lower() for address in rows.distinct().iterator())
    return {address for address in there if mark_of_address(address) in digests}
