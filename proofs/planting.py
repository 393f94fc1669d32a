"""What somebody who owns the database, and perhaps the key, might do to the record: each a plant that the verifier must find."""

import base64
import json
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import F

from flotilla.contributions import actions
from flotilla.contributions.models import Comment, Contribution, Removal, Revision
from flotilla.decisions.models import Answer
from flotilla.journal import keys, receipts, sealing, statements
from flotilla.journal.actions import record
from flotilla.journal.models import Checkpoint, Commitment, Entry, Leaf, Node
from flotilla.journal.verbs import Kind
from flotilla.kit import notes
from flotilla.kit.moments import database_now
from flotilla.numerics import merkle
from flotilla.programmes.models import Opening, Programme, Promise
from tests import factories

Plant = Callable[["Hand"], None]
PLANTS: dict[str, Plant] = {}
DAY = timedelta(days=1)


def plant(name: str) -> Callable[[Plant], Plant]:
    """Enter a way of tampering in the list."""

    def enter(act: Plant) -> Plant:
        PLANTS[name] = act
        return act

    return enter


class Hand:
    """The hand that tampers: it may do anything to the rows and sign anything; and puts everything back."""

    def __init__(self, seed: int = 0) -> None:
        self.random = random.Random(seed)
        self.programme = Programme.objects.get()
        self.receipt = ""
        self.tables = [one._meta for one in apps.get_app_config("flotilla").get_models(include_auto_created=True)]  # fmt: skip
        self.honest = self._rows()

    def some(self, rows: "models.QuerySet[Any]") -> Any:
        """Return one of these rows."""
        return self.random.choice(list(rows))

    def _rows(self) -> dict[str, dict[Any, tuple[Any, ...]]]:
        found = {}
        with connection.cursor() as cursor:
            for table in self.tables:
                cursor.execute(f'SELECT {_columns(table)} FROM "{table.db_table}"')
                place = [one.column for one in table.local_concrete_fields].index(table.pk.column)
                found[table.db_table] = {row[place]: row for row in cursor.fetchall()}
        return found

    def restore(self) -> None:
        """Put every row back as it was on the honest site."""
        now = self._rows()
        with transaction.atomic(), connection.cursor() as cursor:
            changed = []
            for table in self.tables:
                was, here = self.honest[table.db_table], now[table.db_table]
                wrong = [pk for pk, row in here.items() if was.get(pk) != row]
                for pk in wrong:
                    cursor.execute(f'DELETE FROM "{table.db_table}" WHERE "{table.pk.column}" = %s', [pk])  # fmt: skip
                changed.append((table, [row for pk, row in was.items() if here.get(pk) != row]))
            for table, rows in changed:
                for row in rows:
                    marks = ", ".join(["%s"] * len(row))
                    cursor.execute(
                        f'INSERT INTO "{table.db_table}" ({_columns(table)}) VALUES ({marks})', row
                    )
        self.receipt = ""

    def resign(self, leaves: list[str]) -> None:
        """Write the whole log again with other leaves, and sign every checkpoint again with the true key."""
        Leaf.objects.all().delete()
        Node.objects.all().delete()
        Leaf.objects.bulk_create(Leaf(index=at, data=one) for at, one in enumerate(leaves))
        sealing.add_nodes(0, len(leaves))
        hashes = [merkle.leaf_hash(one.encode()) for one in leaves]
        for one in Checkpoint.objects.all():
            size = min(one.size, len(leaves))
            if one == Checkpoint.objects.last():
                size = len(leaves)
            head = merkle.root(size, merkle.in_memory(hashes[:size]))
            text = sealing.checkpoint_text(size, head, one.signed_at)
            one.size, one.head, one.note = size, head.hex(), keys.signed(text)
            one.save()

    def leaves(self) -> list[str]:
        """Return what the leaves say."""
        return list(Leaf.objects.values_list("data", flat=True))

    def rewrite(self, one: Commitment, **changes: Any) -> None:
        """Let a commitment say something else, with a digest that fits; the tree is not touched."""
        said = json.loads(one.statement) | changes
        one.statement = statements.canonical(said).decode()
        one.digest = statements.digest(one.statement, one.salt)
        one.save()


def _columns(table: Any) -> str:
    """Return the columns of a table that the site writes: others the database makes by itself."""
    return ", ".join(f'"{one.column}"' for one in table.local_concrete_fields)


def _open(**facts: Any) -> "models.QuerySet[Commitment]":
    return Commitment.objects.filter(kind=Kind.OPEN, **facts).exclude(statement="")


def _came() -> "models.QuerySet[Contribution]":
    """Contributions that were received and not erased."""
    erased = Commitment.objects.filter(statement="", thing_kind="contribution").values("thing_id")
    return Contribution.objects.filter(split_from=None).exclude(pk__in=erased)


def _shown() -> "models.QuerySet[Contribution]":
    return _came().filter(standing__in=("listed", "merged", "split"))


def _worded(verb: str) -> "models.QuerySet[Entry]":
    """Entries with words that can be read now."""
    kept = _open().exclude(words_salt="").values("pk")
    hidden = Contribution.objects.filter(standing__in=("withdrawn", "removed")).values("pk")
    return Entry.objects.filter(pk__in=kept, verb=verb).exclude(contribution_id__in=hidden)


# -- deletions ---------------------------------------------------------------------------------------------------------
@plant("deleted: a contribution")
def _(hand: Hand) -> None:
    hand.some(_came().filter(standing="listed", joined=None)).delete()


@plant("deleted: a contribution and all that the journal has of it")
def _(hand: Hand) -> None:
    one = hand.some(_came().filter(standing="listed", joined=None))
    entries = Entry.objects.filter(contribution_id=one.pk)
    Commitment.objects.filter(pk__in=entries.values("pk")).delete()
    entries.delete()
    one.delete()


@plant("deleted: an open entry")
def _(hand: Hand) -> None:
    Entry.objects.get(pk=hand.some(_open()).pk).delete()


@plant("deleted: a sealed entry")
def _(hand: Hand) -> None:
    Entry.objects.get(pk=hand.some(Commitment.objects.filter(kind=Kind.SEALED)).pk).delete()


for _kind in Kind:

    @plant(f"deleted: what was committed to ({_kind})")
    def _(hand: Hand, kind: str = str(_kind)) -> None:
        hand.some(Commitment.objects.filter(kind=kind, index__isnull=False)).delete()


@plant("deleted: a leaf")
def _(hand: Hand) -> None:
    hand.some(Leaf.objects.all()).delete()


@plant("deleted: the end of the log, with a new checkpoint")
def _(hand: Hand) -> None:
    leaves = hand.leaves()
    hand.resign(leaves[: -hand.random.randint(1, 20)])


@plant("deleted: a comment")
def _(hand: Hand) -> None:
    Comment.objects.get(pk=hand.some(_worded("comment.posted")).subject_id).delete()


@plant("deleted: an answer")
def _(hand: Hand) -> None:
    Answer.objects.get(pk=hand.some(_worded("answer.released")).subject_id).delete()


@plant("deleted: a version")
def _(hand: Hand) -> None:
    hand.some(Revision.objects.filter(contribution__in=_shown())).delete()


@plant("deleted: the top of a tile")
def _(hand: Hand) -> None:
    hand.some(Node.objects.all()).delete()


@plant("deleted: the opening of the programme")
def _(hand: Hand) -> None:
    Opening.objects.all().delete()


# -- edits -------------------------------------------------------------------------------------------------------------
@plant("edited: a title")
def _(hand: Hand) -> None:
    one = hand.some(_shown())
    Contribution.objects.filter(pk=one.pk).update(title=f"{one.title}!")


@plant("edited: the words of a contribution")
def _(hand: Hand) -> None:
    one = hand.some(_shown())
    Contribution.objects.filter(pk=one.pk).update(answers={**one.answers, "help": "Nothing."})


@plant("edited: a version")
def _(hand: Hand) -> None:
    one = hand.some(Revision.objects.filter(contribution__in=_shown()))
    Revision.objects.filter(pk=one.pk).update(title=f"{one.title}?")


@plant("edited: title, words and version alike")
def _(hand: Hand) -> None:
    one = hand.some(_shown())
    other = {"title": "Another idea", "answers": {"wrong": "All is well.", "help": "Nothing."}}
    Contribution.objects.filter(pk=one.pk).update(**other)
    Revision.objects.filter(contribution=one).update(**other)


@plant("edited: a comment")
def _(hand: Hand) -> None:
    seen = Comment.objects.shown().filter(contribution__in=_shown())  # others' words nobody reads
    Comment.objects.filter(pk=hand.some(seen).pk).update(text="I would never use it.")


@plant("edited: an answer")
def _(hand: Hand) -> None:
    number = hand.some(_worded("answer.released")).subject_id
    Answer.objects.filter(pk=number).update(decided="We never said that.")


@plant("edited: the promise")
def _(hand: Hand) -> None:
    Promise.objects.update(first_answer_days=F("first_answer_days") + hand.random.randint(1, 90))


@plant("edited: the question")
def _(hand: Hand) -> None:
    Programme.objects.update(question=f"Another question {hand.random.random()}?")


@plant("edited: a statement")
def _(hand: Hand) -> None:
    one = hand.some(_open())
    Commitment.objects.filter(pk=one.pk).update(statement=one.statement.replace('"at":"20', '"at":"21'))  # fmt: skip


@plant("edited: a sealed statement")
def _(hand: Hand) -> None:
    one = hand.some(Commitment.objects.filter(kind=Kind.SEALED).exclude(statement=""))
    Commitment.objects.filter(pk=one.pk).update(statement=one.statement.replace("verb", "verw"))


for _field in ("salt", "words_salt"):

    @plant(f"edited: a {_field.replace('_', ' of ')}")
    def _(hand: Hand, field: str = _field) -> None:
        rows = _open() if field == "salt" else Commitment.objects.filter(pk__in=_worded("contribution.submitted").values("pk"))  # fmt: skip
        Commitment.objects.filter(pk=hand.some(rows).pk).update(**{field: statements.new_salt()})


@plant("edited: a digest")
def _(hand: Hand) -> None:
    one = hand.some(Commitment.objects.exclude(statement=""))
    Commitment.objects.filter(pk=one.pk).update(digest=statements.new_salt())


@plant("edited: a leaf")
def _(hand: Hand) -> None:
    one = hand.some(Leaf.objects.all())
    Leaf.objects.filter(pk=one.pk).update(data=one.data[:-1] + ("0" if one.data[-1] != "0" else "1"))  # fmt: skip


@plant("edited: the top of a tile")
def _(hand: Hand) -> None:
    Node.objects.filter(pk=hand.some(Node.objects.all()).pk).update(hash="5" * 64)


@plant("edited: the moment of an entry")
def _(hand: Hand) -> None:
    one = hand.some(_open())
    Entry.objects.filter(pk=one.pk).update(at=database_now() - hand.random.randint(1, 99) * DAY)


@plant("edited: what an entry says happened")
def _(hand: Hand) -> None:
    one = hand.some(_open(thing_kind="contribution"))
    Entry.objects.filter(pk=one.pk).update(verb="contribution.followed")


@plant("edited: the head on a checkpoint")
def _(hand: Hand) -> None:
    one = hand.some(Checkpoint.objects.all())
    lines = one.note.split("\n")
    lines[2] = base64.b64encode(hand.random.randbytes(32)).decode()
    Checkpoint.objects.filter(pk=one.pk).update(note="\n".join(lines))


@plant("edited: the time on a checkpoint")
def _(hand: Hand) -> None:
    one = hand.some(Checkpoint.objects.all())
    Checkpoint.objects.filter(pk=one.pk).update(note=one.note.replace("\ntime 20", "\ntime 19"))


def _stand(name: str, before: str, **becomes: Any) -> None:
    @plant(f"edited: where it stands ({name})")
    def _(hand: Hand) -> None:
        one = hand.some(_came().filter(standing=before))
        Contribution.objects.filter(pk=one.pk).update(**becomes)


_stand("listed to removed", "listed", standing="removed")
_stand("listed to withdrawn", "listed", standing="withdrawn")
_stand("listed to waiting", "listed", standing="waiting", published_at=None)
_stand("removed to listed", "removed", standing="listed")
_stand("withdrawn to listed", "withdrawn", standing="listed")
_stand("merged to listed", "merged", standing="listed", merged_into=None)
_stand("split to listed", "split", standing="listed")


@plant("edited: the number of a contribution")
def _(hand: Hand) -> None:
    one = hand.some(_came())
    Contribution.objects.filter(pk=one.pk).update(number=9_000 + hand.random.randint(1, 900))


@plant("edited: the reason of a removal")
def _(hand: Hand) -> None:
    kept = _came().filter(standing="removed")
    one = hand.some(Removal.objects.filter(contribution__in=kept, undone_at=None))
    Removal.objects.filter(pk=one.pk).update(reason="off_topic")


@plant("edited: a comment is hidden")
def _(hand: Hand) -> None:
    number = hand.some(_worded("comment.posted")).subject_id
    Comment.objects.filter(pk=number).update(withdrawn_at=database_now())


@plant("edited: the programme is made private")
def _(hand: Hand) -> None:
    Programme.objects.update(audience="staff", private_reason="No reason.")


@plant("edited: something was forgotten without a word")
def _(hand: Hand) -> None:
    one = hand.some(_open())
    Commitment.objects.filter(pk=one.pk).update(statement="", salt="", words_salt="")


# -- back-dating -------------------------------------------------------------------------------------------------------
@plant("dated back: a contribution that nothing in the log says was received")
def _(hand: Hand) -> None:
    factories.a_contribution(hand.programme, received_at=database_now() - 3 * DAY)


def _considered(hand: Hand) -> Commitment:
    one = hand.some(_shown())
    entry = record("contribution.considered", one, by=None, at=database_now())
    return Commitment.objects.get(pk=entry.pk)


@plant("dated back: an entry at the end that says it was written long ago")
def _(hand: Hand) -> None:
    added = _considered(hand)
    newest = Checkpoint.objects.last()
    assert newest is not None
    ago = newest.signed_at - timedelta(minutes=hand.random.randint(6, 9_999))
    hand.rewrite(added, at=statements.instant(ago), written=statements.instant(ago))
    Entry.objects.filter(pk=added.pk).update(at=ago.replace(microsecond=ago.microsecond // 1000 * 1000))  # fmt: skip
    sealing.seal(at=database_now())


@plant("dated back: an entry at the end with an old date")
def _(hand: Hand) -> None:
    ago = database_now() - timedelta(minutes=hand.random.randint(20, 9_999))
    record("contribution.considered", hand.some(_shown()), by=None, at=ago)
    sealing.seal(at=database_now())


@plant("dated back: an entry slipped in, the log written and signed again")
def _(hand: Hand) -> None:
    added, leaves = _considered(hand), hand.leaves()
    beside = hand.some(_open())
    place, said = beside.index, json.loads(beside.statement)
    hand.rewrite(added, at=said["at"], written=said["written"])
    moment = statements.moment(said["at"])
    Entry.objects.filter(pk=added.pk).update(at=moment)
    for one in Commitment.objects.filter(index__gte=place).order_by("-index"):
        Commitment.objects.filter(pk=one.pk).update(index=F("index") + 1)
    Commitment.objects.filter(pk=added.pk).update(index=place)
    hand.resign([*leaves[:place], f"{added.kind}:{added.digest}", *leaves[place:]])


@plant("dated ahead: an entry at the end that says it will be written")
def _(hand: Hand) -> None:
    added = _considered(hand)
    ahead = statements.instant(database_now() + timedelta(minutes=hand.random.randint(1, 99)))
    hand.rewrite(added, written=ahead)
    sealing.seal(at=database_now())


@plant("vanished: what a receipt was given for, before it was sealed")
def _(hand: Hand) -> None:
    number, newest = hand.random.randrange(10**9), Checkpoint.objects.last()
    assert newest is not None
    sent = actions.submit(
        hand.programme,
        title=f"Gone {number}",
        answers={"wrong": "It vanishes.", "help": "A receipt."},
        submission_key=f"vanished {number:012}",
        by=None,
        at=database_now(),
    )
    one = Commitment.objects.get(thing_kind="contribution", thing_id=sent.pk)
    hand.rewrite(one, written=statements.instant(newest.signed_at - timedelta(minutes=6)))
    hand.receipt = receipts.promise(one)
    Entry.objects.filter(pk=one.pk).delete()
    one.delete()
    sent.delete()


# -- forks -------------------------------------------------------------------------------------------------------------
@plant("fork: an entry written anew, with the log")
def _(hand: Hand) -> None:
    one, leaves = hand.some(_open()), hand.leaves()
    one.salt = statements.new_salt()
    hand.rewrite(one)
    leaves[one.index] = f"{one.kind}:{one.digest}"
    hand.resign(leaves)


@plant("fork: an entry left out, the log written and signed again")
def _(hand: Hand) -> None:
    one, leaves = hand.some(_open()), hand.leaves()
    place = one.index
    Entry.objects.filter(pk=one.pk).delete()
    one.delete()
    for other in Commitment.objects.filter(index__gt=place).order_by("index"):
        Commitment.objects.filter(pk=other.pk).update(index=F("index") - 1)
    hand.resign(leaves[:place] + leaves[place + 1 :])


@plant("fork: two entries change places")
def _(hand: Hand) -> None:
    leaves = hand.leaves()
    one, two = hand.random.sample(list(_open()), 2)
    places = one.index, two.index
    leaves[places[0]], leaves[places[1]] = leaves[places[1]], leaves[places[0]]
    Commitment.objects.filter(pk=one.pk).update(index=None)
    Commitment.objects.filter(pk=two.pk).update(index=places[0])
    Commitment.objects.filter(pk=one.pk).update(index=places[1])
    hand.resign(leaves)


@plant("fork: an open entry is made a sealed one")
def _(hand: Hand) -> None:
    one, leaves = hand.some(_open()), hand.leaves()
    Commitment.objects.filter(pk=one.pk).update(kind=Kind.SEALED)
    leaves[one.index] = f"sealed:{one.digest}"
    hand.resign(leaves)


@plant("fork: another head signed for the same size")
def _(hand: Hand) -> None:
    one = Checkpoint.objects.last()
    assert one is not None
    text = sealing.checkpoint_text(one.size, hand.random.randbytes(32), one.signed_at)
    Checkpoint.objects.filter(pk=one.pk).update(note=keys.signed(text))


@plant("fork: an older log is shown")
def _(hand: Hand) -> None:
    sizes = list(Checkpoint.objects.values_list("size", flat=True))
    size = hand.random.choice(sizes[:-1])
    Checkpoint.objects.filter(size__gt=size).delete()


@plant("fork: a checkpoint by another key")
def _(hand: Hand) -> None:
    one = hand.some(Checkpoint.objects.all())
    text = one.note.split("\n\n")[0] + "\n"
    other = Ed25519PrivateKey.generate()
    Checkpoint.objects.filter(pk=one.pk).update(note=notes.signed(text, keys.origin(), other))


@plant("fork: an entry is in the log twice")
def _(hand: Hand) -> None:
    leaves = hand.leaves()
    hand.resign([*leaves, hand.random.choice([one for one in leaves if one.startswith("open")])])
