"""Signed notes are those that others read and write (c2sp.org/signed-note)."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from flotilla.kit import notes
from verify.flotilla_verify import is_by

NAME = "together.example.gov/log"
KEYS = [Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in range(40)]


@pytest.mark.parametrize("key", KEYS)
def test_a_note_is_opened_by_the_line_of_its_key_whatever_letters_that_has(key):
    line = notes.verifier(NAME, notes.public_bytes(key))
    note = notes.signed("size\n4\n", NAME, key)
    assert notes.opened(note, line) == "size\n4\n"
    assert is_by(line, note)


def test_among_these_keys_are_some_whose_line_has_a_plus_in_the_key():
    lines = [notes.verifier(NAME, notes.public_bytes(key)) for key in KEYS]
    assert any(line.count("+") > 2 for line in lines)


@pytest.mark.parametrize("spoilt", ["size\n5\n", "size\n4", "\n"])
def test_another_text_is_not_signed(spoilt):
    line = notes.verifier(NAME, notes.public_bytes(KEYS[0]))
    note = notes.signed("size\n4\n", NAME, KEYS[0]).replace("size\n4\n", spoilt, 1)
    with pytest.raises(notes.NotSigned):
        notes.opened(note, line)
    assert not is_by(line, note)


def test_the_key_of_the_specification_has_the_id_of_the_specification():
    """The example key of golang.org/x/mod/sumdb/note, which c2sp.org/signed-note describes."""
    line = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    public = notes.public_of(line)
    assert notes.verifier("PeterNeumann", public) == line
    note = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n\n"
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    )
    assert notes.opened(note, line).startswith("If you think")
    assert is_by(line, note)
