"""A flipped bit in the tree is mended from the commitments; what cannot add up is refused."""

import pytest

from flotilla.journal import tree
from flotilla.journal.actions import record
from flotilla.journal.models import Checkpoint, Commitment, Leaf, Node
from flotilla.journal.rebuilding import NotRebuilt, rebuild
from flotilla.journal.sealing import seal
from flotilla.kit.moments import database_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def grown(campaign, bo):
    """A log of 260 entries."""
    for _ in range(260):
        record("programme.paused", campaign, by=bo, at=database_now())
    seal(at=database_now())


def rows():
    return list(Leaf.objects.values_list()), list(
        Node.objects.values_list("level", "position", "hash")
    )


def test_an_honest_log_is_made_again_bit_for_bit(grown):
    before = rows()
    assert rebuild() == []
    assert rows() == before


def test_a_spoilt_leaf_a_lost_one_and_a_spoilt_tile_are_mended(grown):
    before = rows()
    Leaf.objects.filter(index=5).update(data="open:0000")
    Leaf.objects.filter(index=259).delete()
    Node.objects.update(hash="0" * 64)
    assert rebuild() == [5, 259]
    assert rows() == before


def test_where_a_commitment_is_spoilt_the_leaf_is_believed_if_it_adds_up(grown):
    before = rows()
    Commitment.objects.filter(index=9).delete()
    assert rebuild() == []
    assert rows() == before


def test_what_adds_up_in_no_way_is_refused_and_left_as_it_is(grown):
    Commitment.objects.filter(index=9).update(digest="0" * 64)
    Leaf.objects.filter(index=9).update(data="open:0000")
    before = rows()
    with pytest.raises(NotRebuilt):
        rebuild()
    assert rows() == before


def test_before_the_first_checkpoint_there_is_nothing_to_make(db):
    assert rebuild() == []
    assert tree.Tree(0).head().hex().startswith("e3b0c442")
    assert not Checkpoint.objects.exists()
