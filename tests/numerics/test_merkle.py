"""The tree of the log: the vectors that others published, and what must hold for every tree."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.numerics import merkle

#: the eight inputs and nine heads of certificate-transparency's own reference tests (RFC 6962, 9162)
INPUTS = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
HEADS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [merkle.leaf_hash(data) for data in INPUTS]

trees = st.lists(st.binary(max_size=8), min_size=1, max_size=70).map(
    lambda inputs: [merkle.leaf_hash(data) for data in inputs]
)


def plainly(leaves):
    """The head as 2.1.1 defines it, word by word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + plainly(leaves[:half]) + plainly(leaves[half:])).digest()


@pytest.mark.parametrize("size", range(9))
def test_the_heads_are_those_that_others_published(size):
    assert merkle.root(size, merkle.in_memory(LEAVES)).hex() == HEADS[size]


def test_the_proof_of_the_reference_tests():
    proof = merkle.inclusion_proof(5, 8, merkle.in_memory(LEAVES))
    assert [one.hex() for one in proof] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_the_consistency_proof_of_the_reference_tests():
    proof = merkle.consistency_proof(6, 8, merkle.in_memory(LEAVES))
    assert [one.hex() for one in proof] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@given(trees)
def test_the_head_is_as_defined_for_every_size(leaves):
    read = merkle.in_memory(leaves)
    for size in range(len(leaves) + 1):
        assert merkle.root(size, read) == plainly(leaves[:size])


@given(trees, st.data())
def test_every_leaf_is_shown_to_be_there_and_no_other_is(leaves, data):
    read, size = merkle.in_memory(leaves), len(leaves)
    index = data.draw(st.integers(0, size - 1))
    head, proof = merkle.root(size, read), merkle.inclusion_proof(index, size, read)
    assert merkle.is_included(leaves[index], index, size, proof, head)
    assert not merkle.is_included(b"\x55" * 32, index, size, proof, head)
    assert not merkle.is_included(leaves[index], index, size, [*proof, head], head)
    assert not merkle.is_included(leaves[index], size, size, proof, head)


@given(trees, st.data())
def test_a_tree_is_shown_to_have_only_grown_and_a_changed_one_is_not(leaves, data):
    new = len(leaves)
    old = data.draw(st.integers(1, new))
    read = merkle.in_memory(leaves)
    heads = merkle.root(old, read), merkle.root(new, read)
    proof = merkle.consistency_proof(old, new, read)
    assert merkle.is_consistent(old, new, *heads, proof)
    spot = data.draw(st.integers(0, old - 1))
    changed = [*leaves[:spot], b"\x55" * 32, *leaves[spot + 1 :]]
    other = merkle.in_memory(changed)
    for attempt in (proof, merkle.consistency_proof(old, new, other)):
        assert not merkle.is_consistent(old, new, heads[0], merkle.root(new, other), attempt)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_of_what_is_not_there(index, size):
    with pytest.raises(IndexError):
        merkle.inclusion_proof(index, size, merkle.in_memory(LEAVES))
