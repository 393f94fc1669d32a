"""The verifier's own check of signatures agrees with the library that makes them."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.flotilla_verify import ORDER, is_signed


def made(seed, message):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    return key.public_key().public_bytes_raw(), key.sign(message)


@settings(deadline=None, max_examples=25)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, 511))
def test_what_the_library_signs_holds_and_any_other_bit_does_not(seed, message, bit):
    public, signature = made(seed, message)
    assert is_signed(public, message, signature)
    other = int.from_bytes(signature, "big") ^ 1 << bit
    assert not is_signed(public, message, other.to_bytes(64, "big"))
    assert not is_signed(public, message + b"x", signature)


#: RFC 8032, 7.1, tests 1 and 3
@pytest.mark.parametrize(
    ("public", "message", "signature"),
    [
        (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            (
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            ),
        ),
        (
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            (
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
            ),
        ),
    ],
)
def test_the_vectors_of_the_rfc(public, message, signature):
    assert is_signed(*(bytes.fromhex(one) for one in (public, message, signature)))


def test_a_signature_made_longer_by_the_order_is_another():
    """The same point may not be signed in two ways (8.4)."""
    public, signature = made(b"k" * 32, b"words")
    more = int.from_bytes(signature[32:], "little") + ORDER
    assert not is_signed(public, b"words", signature[:32] + more.to_bytes(32, "little"))


@pytest.mark.parametrize("signature", [b"", b"\0" * 63, b"\xff" * 64])
def test_what_is_no_signature_does_not_hold(signature):
    assert not is_signed(made(b"k" * 32, b"")[0], b"", signature)


@pytest.mark.parametrize("public", [b"", b"\xff" * 32, b"\2" + b"\0" * 31])
def test_what_is_no_key_signs_nothing(public):
    assert not is_signed(public, b"", made(b"k" * 32, b"")[1])
