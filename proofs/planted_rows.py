"""Deletions and edits of rows, by somebody who owns the database: each a plant that the verifier must find."""

import base64
from datetime import timedelta
from typing import Any

from django.db.models import F

from flotilla.contributions.models import Comment, Contribution, Removal, Revision
from flotilla.decisions.models import Answer
from flotilla.journal import statements
from flotilla.journal.models import Checkpoint, Commitment, Entry, Leaf, Node
from flotilla.journal.verbs import Kind
from flotilla.kit.moments import database_now
from flotilla.programmes.models import Opening, Programme, Promise
from proofs.planting import Hand, Plant, came, into, open_ones, shown, worded

ROWS: dict[str, Plant] = {}
plant = into(ROWS)
DAY = timedelta(days=1)


# -- deletions ---------------------------------------------------------------------------------------------------------
@plant("deleted: a contribution")
def _(hand: Hand) -> None:
    hand.some(came().filter(standing="listed", joined=None)).delete()


@plant("deleted: a contribution and all that the journal has of it")
def _(hand: Hand) -> None:
    one = hand.some(came().filter(standing="listed", joined=None))
    entries = Entry.objects.filter(contribution_id=one.pk)
    Commitment.objects.filter(pk__in=entries.values("pk")).delete()
    entries.delete()
    one.delete()


@plant("deleted: an open entry")
def _(hand: Hand) -> None:
    Entry.objects.get(pk=hand.some(open_ones()).pk).delete()


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
    Comment.objects.get(pk=hand.some(worded("comment.posted")).subject_id).delete()


@plant("deleted: an answer")
def _(hand: Hand) -> None:
    Answer.objects.get(pk=hand.some(worded("answer.released")).subject_id).delete()


@plant("deleted: a version")
def _(hand: Hand) -> None:
    hand.some(Revision.objects.filter(contribution__in=shown())).delete()


@plant("deleted: the top of a tile")
def _(hand: Hand) -> None:
    hand.some(Node.objects.all()).delete()


@plant("deleted: the opening of the programme")
def _(hand: Hand) -> None:
    Opening.objects.all().delete()


# -- edits -------------------------------------------------------------------------------------------------------------
@plant("edited: a title")
def _(hand: Hand) -> None:
    one = hand.some(shown())
    Contribution.objects.filter(pk=one.pk).update(title=f"{one.title}!")


@plant("edited: the words of a contribution")
def _(hand: Hand) -> None:
    one = hand.some(shown())
    Contribution.objects.filter(pk=one.pk).update(answers={**one.answers, "help": "Nothing."})


@plant("edited: a version")
def _(hand: Hand) -> None:
    one = hand.some(Revision.objects.filter(contribution__in=shown()))
    Revision.objects.filter(pk=one.pk).update(title=f"{one.title}?")


@plant("edited: title, words and version alike")
def _(hand: Hand) -> None:
    one = hand.some(shown())
    other = {"title": "Another idea", "answers": {"wrong": "All is well.", "help": "Nothing."}}
    Contribution.objects.filter(pk=one.pk).update(**other)
    Revision.objects.filter(contribution=one).update(**other)


@plant("edited: a comment")
def _(hand: Hand) -> None:
    seen = Comment.objects.shown().filter(contribution__in=shown())  # others' words nobody reads
    Comment.objects.filter(pk=hand.some(seen).pk).update(text="I would never use it.")


@plant("edited: an answer")
def _(hand: Hand) -> None:
    number = hand.some(worded("answer.released")).subject_id
    Answer.objects.filter(pk=number).update(decided="We never said that.")


@plant("edited: the promise")
def _(hand: Hand) -> None:
    Promise.objects.update(first_answer_days=F("first_answer_days") + hand.random.randint(1, 90))


@plant("edited: the question")
def _(hand: Hand) -> None:
    Programme.objects.update(question=f"Another question {hand.random.random()}?")


@plant("edited: a statement")
def _(hand: Hand) -> None:
    one = hand.some(open_ones())
    Commitment.objects.filter(pk=one.pk).update(statement=one.statement.replace('"at":"20', '"at":"21'))  # fmt: skip


@plant("edited: a sealed statement")
def _(hand: Hand) -> None:
    one = hand.some(Commitment.objects.filter(kind=Kind.SEALED).exclude(statement=""))
    Commitment.objects.filter(pk=one.pk).update(statement=one.statement.replace("verb", "verw"))


for _field in ("salt", "words_salt"):

    @plant(f"edited: a {_field.replace('_', ' of ')}")
    def _(hand: Hand, field: str = _field) -> None:
        rows = open_ones() if field == "salt" else Commitment.objects.filter(pk__in=worded("contribution.submitted").values("pk"))  # fmt: skip
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
    one = hand.some(open_ones())
    Entry.objects.filter(pk=one.pk).update(at=database_now() - hand.random.randint(1, 99) * DAY)


@plant("edited: what an entry says happened")
def _(hand: Hand) -> None:
    one = hand.some(open_ones(thing_kind="contribution"))
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
        one = hand.some(came().filter(standing=before))
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
    one = hand.some(came())
    Contribution.objects.filter(pk=one.pk).update(number=9_000 + hand.random.randint(1, 900))


@plant("edited: the reason of a removal")
def _(hand: Hand) -> None:
    kept = came().filter(standing="removed")
    one = hand.some(Removal.objects.filter(contribution__in=kept, undone_at=None))
    Removal.objects.filter(pk=one.pk).update(reason="off_topic")


@plant("edited: a comment is hidden")
def _(hand: Hand) -> None:
    number = hand.some(worded("comment.posted")).subject_id
    Comment.objects.filter(pk=number).update(withdrawn_at=database_now())


@plant("edited: the programme is made private")
def _(hand: Hand) -> None:
    Programme.objects.update(audience="staff", private_reason="No reason.")


@plant("edited: something was forgotten without a word")
def _(hand: Hand) -> None:
    one = hand.some(open_ones())
    Commitment.objects.filter(pk=one.pk).update(statement="", salt="", words_salt="")
