"""Back-datings and forks, by somebody who owns the database and the key: each a plant that the verifier must find."""

import json
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db.models import F

from flotilla.contributions import actions
from flotilla.journal import keys, receipts, sealing, statements
from flotilla.journal.actions import record
from flotilla.journal.models import Checkpoint, Commitment, Entry
from flotilla.journal.verbs import Kind
from flotilla.kit import notes
from flotilla.kit.moments import database_now
from proofs.planting import Hand, Plant, into, open_ones, shown
from tests import factories

LOG: dict[str, Plant] = {}
plant = into(LOG)
DAY = timedelta(days=1)


# -- back-dating -------------------------------------------------------------------------------------------------------
@plant("dated back: a contribution that nothing in the log says was received")
def _(hand: Hand) -> None:
    factories.a_contribution(hand.programme, received_at=database_now() - 3 * DAY)


def _considered(hand: Hand) -> Commitment:
    one = hand.some(shown())
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
    record("contribution.considered", hand.some(shown()), by=None, at=ago)
    sealing.seal(at=database_now())


@plant("dated back: an entry slipped in, the log written and signed again")
def _(hand: Hand) -> None:
    added, leaves = _considered(hand), hand.leaves()
    beside = hand.some(open_ones())
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
    one, leaves = hand.some(open_ones()), hand.leaves()
    one.salt = statements.new_salt()
    hand.rewrite(one)
    leaves[one.index] = f"{one.kind}:{one.digest}"
    hand.resign(leaves)


@plant("fork: an entry left out, the log written and signed again")
def _(hand: Hand) -> None:
    one, leaves = hand.some(open_ones()), hand.leaves()
    place = one.index
    Entry.objects.filter(pk=one.pk).delete()
    one.delete()
    for other in Commitment.objects.filter(index__gt=place).order_by("index"):
        Commitment.objects.filter(pk=other.pk).update(index=F("index") - 1)
    hand.resign(leaves[:place] + leaves[place + 1 :])


@plant("fork: two entries change places")
def _(hand: Hand) -> None:
    leaves = hand.leaves()
    one, two = hand.random.sample(list(open_ones()), 2)
    places = one.index, two.index
    leaves[places[0]], leaves[places[1]] = leaves[places[1]], leaves[places[0]]
    Commitment.objects.filter(pk=one.pk).update(index=None)
    Commitment.objects.filter(pk=two.pk).update(index=places[0])
    Commitment.objects.filter(pk=one.pk).update(index=places[1])
    hand.resign(leaves)


@plant("fork: an open entry is made a sealed one")
def _(hand: Hand) -> None:
    one, leaves = hand.some(open_ones()), hand.leaves()
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
