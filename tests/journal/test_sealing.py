"""The sealer gives every commitment its place, once, in order, and signs how long the log is."""

import base64
import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from flotilla.contributions import actions
from flotilla.journal import keys, sealing, tree
from flotilla.journal.actions import record
from flotilla.journal.models import Checkpoint, Commitment, Leaf, Log, Node
from flotilla.journal.sealing import seal
from flotilla.journal.verbs import Kind
from flotilla.kit import notes
from flotilla.kit.moments import database_now
from flotilla.numerics import merkle
from tests import factories


@pytest.fixture
def happened(campaign, bo):
    """Make that many things happen, and return their digests in order."""

    def make(count):
        for _ in range(count):
            record("programme.paused", campaign, by=bo, at=database_now())
        return list(Commitment.objects.values_list("digest", flat=True))

    return make


def head_of(leaves):
    hashes = [merkle.leaf_hash(data.encode()) for data in leaves]
    return merkle.root(len(hashes), merkle.in_memory(hashes))


@pytest.mark.django_db
def test_what_waits_gets_its_place_in_order(happened):
    digests = happened(5)
    assert seal(at=database_now()) == 5
    assert list(Leaf.objects.values_list("index", "data")) == [
        (place, f"open:{digest}") for place, digest in enumerate(digests)
    ]
    assert list(Commitment.objects.values_list("index", flat=True)) == [0, 1, 2, 3, 4]


@pytest.mark.django_db
def test_sealing_twice_adds_nothing(happened):
    happened(3)
    assert [seal(at=database_now()), seal(at=database_now())] == [3, 0]
    assert Checkpoint.objects.count() == 1


@pytest.mark.django_db
def test_a_checkpoint_is_a_signed_note_that_others_can_read(happened):
    happened(3)
    seal(at=database_now())
    note = Checkpoint.objects.get().note
    origin, size, head, moment = notes.opened(note, keys.verifier()).splitlines()
    assert (origin, size) == (keys.origin(), "3")
    assert base64.b64decode(head) == head_of(Leaf.objects.values_list("data", flat=True))
    assert moment.startswith("time 20")


@pytest.mark.django_db
def test_the_log_grows_over_many_sealings_to_the_tree_of_all(happened, monkeypatch):
    monkeypatch.setattr(sealing, "MOST", 150)
    for count in (1, 255, 1, 300):
        happened(count)
        seal(at=database_now())
    leaves = list(Leaf.objects.values_list("data", flat=True))
    assert len(leaves) == 557
    grown = tree.Tree(557)
    assert grown.head() == head_of(leaves)
    assert Node.objects.count() == 2
    assert bytes.fromhex(Checkpoint.objects.last().head) == grown.head()
    for one in Checkpoint.objects.all():
        old = bytes.fromhex(one.head)
        proof = grown.consistency(one.size)
        assert merkle.is_consistent(one.size, 557, old, grown.head(), proof)
    for index in (0, 255, 256, 556):
        leaf = merkle.leaf_hash(leaves[index].encode())
        assert merkle.is_included(leaf, index, 557, grown.inclusion(index), grown.head())


@pytest.mark.django_db
def test_two_levels_of_tiles_are_kept(happened, monkeypatch):
    monkeypatch.setattr(tree, "HEIGHT", 2)
    monkeypatch.setattr(tree, "WIDTH", 4)
    monkeypatch.setattr(sealing, "HEIGHT", 2)
    monkeypatch.setattr(tree.hashes, "__defaults__", (4,))
    monkeypatch.setattr(tree.leaves, "__defaults__", (4,))
    for count in (3, 14, 20):
        happened(count)
        seal(at=database_now())
    assert list(Node.objects.order_by("level").values_list("level", flat=True)) == [1] * 9 + [2, 2]
    assert tree.Tree(37).head() == head_of(Leaf.objects.values_list("data", flat=True))


@pytest.mark.django_db
def test_supports_share_one_leaf_that_says_how_many(campaign, ada, bo, noon):
    idea = factories.a_contribution(campaign, by=ada)
    for _ in range(3):
        actions.support(idea, by=factories.a_person(), at=noon)
    seal(at=database_now())
    digests = Commitment.objects.filter(kind=Kind.BATCHED).values_list("digest", flat=True)
    assert Leaf.objects.get().data == sealing.batch_data(list(digests))
    assert Leaf.objects.get().data.startswith("batch:3:")
    assert set(Commitment.objects.values_list("index", flat=True)) == {0}


@pytest.mark.django_db
def test_a_batch_waits_so_that_it_says_nothing_of_the_minute(campaign, ada, noon):
    idea = factories.a_contribution(campaign, by=ada)
    actions.support(idea, by=factories.a_person(), at=noon)
    seal(at=database_now())
    actions.support(idea, by=factories.a_person(), at=noon)
    assert seal(at=database_now()) == 0
    Log.objects.update(batched_at=database_now() - sealing.BATCH_EVERY)
    assert seal(at=database_now()) == 1


@pytest.mark.django_db
def test_a_clock_that_is_set_back_holds_up_no_batch(campaign, ada, noon):
    one = factories.a_contribution(campaign)
    Log.objects.update_or_create(pk=Log.ONLY, defaults={"batched_at": database_now() + timedelta(hours=1)})  # fmt: skip
    actions.support(one, by=ada, at=noon)
    seal(at=database_now())
    assert not Commitment.objects.waiting().exists()


@pytest.mark.django_db
def test_a_checkpoint_is_signed_every_hour_even_if_nothing_happened(happened):
    happened(1)
    seal(at=database_now())
    hour_ago = database_now() - timedelta(hours=1)
    Checkpoint.objects.update(signed_at=hour_ago)
    seal(at=database_now())
    assert list(Checkpoint.objects.values_list("size", flat=True)) == [1, 1]


@pytest.mark.django_db
def test_time_on_checkpoints_never_goes_back(happened):
    happened(1)
    seal(at=database_now())
    ahead = database_now() + timedelta(minutes=30)
    Checkpoint.objects.update(signed_at=ahead)
    happened(1)
    seal(at=database_now())
    assert Checkpoint.objects.last().signed_at == ahead


@pytest.mark.django_db
def test_old_checkpoints_are_thinned_to_one_an_hour(happened):
    happened(1)
    seal(at=database_now())
    first = Checkpoint.objects.get()
    long_ago = (database_now() - timedelta(days=9)).replace(minute=0)
    for minutes in (1, 20, 59, 61):
        first.pk, first.signed_at = None, long_ago + timedelta(minutes=minutes)
        first.save(force_insert=True)
    Checkpoint.objects.filter(size=1, signed_at__gt=long_ago + timedelta(days=1)).update(
        signed_at=long_ago - timedelta(hours=3)
    )
    happened(1)
    seal(at=database_now())
    minutes = [
        round((one.signed_at - long_ago) / timedelta(minutes=1))
        for one in Checkpoint.objects.exclude(size=2).order_by("signed_at")
    ]
    assert minutes == [-180, 59, 61]


@pytest.mark.django_db
def test_another_key_does_not_go_on_with_the_log(happened, settings):
    happened(1)
    seal(at=database_now())
    settings.LOG_KEY = base64.b64encode(b"x" * 32).decode()
    happened(1)
    with pytest.raises(keys.AnotherKey):
        seal(at=database_now())


@pytest.mark.django_db
def test_two_leaves_never_have_one_index(happened):
    happened(1)
    seal(at=database_now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Leaf.objects.bulk_create([Leaf(index=0, data="open:other")])


@pytest.mark.django_db
def test_a_key_is_made_once_and_kept_for_its_owner_only(settings, tmp_path):
    settings.LOG_KEY_FILE = tmp_path / "deep" / "log.key"
    first = keys.verifier()
    assert keys.verifier() == first
    assert settings.LOG_KEY_FILE.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in settings.LOG_KEY_FILE.parent.iterdir()] == ["log.key"]


@pytest.mark.django_db(transaction=True)
def test_sealers_and_writers_at_once_lose_nothing_and_place_each_once(campaign, bo):
    faults = []

    def write():
        for _ in range(20):
            record("programme.paused", campaign, by=bo, at=database_now())

    def sealing_on():
        for _ in range(10):
            seal(at=database_now())

    def at_once(work):
        try:
            work()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=at_once, args=(work,)) for work in [write, sealing_on] * 3]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    seal(at=database_now())
    assert faults == []
    assert list(Leaf.objects.values_list("index", flat=True)) == list(range(60))
    assert sorted(Commitment.objects.values_list("index", flat=True)) == list(range(60))
    assert tree.Tree(60).head() == head_of(Leaf.objects.values_list("data", flat=True))
