"""Text: what can be kept is kept in one form, and versions are compared by words."""

import random
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.kit import text
from flotilla.kit.text import Piece
from tests.growing import grows_evenly


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\x0bb\u2028c\x85d", "a\nb\nc\nd"),
        ("cafe\u0301", "café"),
        ("\ufeffhello\t!", "hello\t!"),
        ("👩‍👧 می‌خواهم", "👩‍👧 می‌خواهم"),
        ("\u202eevil", "evil"),
        ("a\u202eb\u202cc", "a\u202eb\u202cc"),
        ("a\u202c\u2069b", "ab"),
        ("\u2067שלום\u2069 and \u2066x", "\u2067שלום\u2069 and x"),
        ("\u2067a\u202eb\u2069c", "\u2067ab\u2069c"),
        ("\u202ea\nb\u202c", "a\nb"),
        ("\u200fשלום\u200f", "\u200fשלום\u200f"),
    ],
)
def test_text_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert text.clean(typed, max_length=100) == kept


@pytest.mark.parametrize(
    ("typed", "fault", "code"),
    [
        ("a\x00b", text.ControlCharacter, "control"),
        ("a\x1bb", text.ControlCharacter, "control"),
        ("a\x9fb", text.ControlCharacter, "control"),
        ("a\ud83d", text.LoneSurrogate, "surrogate"),
        ("a" * 101, text.TooLong, "too_long"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(
    typed: str, fault: type[text.Unclean], code: str
) -> None:
    with pytest.raises(fault) as caught:
        text.clean(typed, max_length=100)
    assert caught.value.code == code
    assert len(str(caught.value)) > 20


def test_too_long_says_by_how_much() -> None:
    with pytest.raises(text.TooLong) as caught:
        text.clean("x" * 1_000_000, max_length=300)
    assert str(caught.value) == "Shorten this to 300 characters. It has 1000000."


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    try:
        once = text.clean(typed, max_length=1000)
    except text.Unclean:
        return
    assert text.clean(once, max_length=1000) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()


def pieces(*pairs: tuple[str, str]) -> list[Piece]:
    return [Piece(kind, words) for kind, words in pairs]  # type: ignore[arg-type]


def test_a_difference_reads_as_a_person_would_mark_it() -> None:
    assert text.difference("Plant ten trees here.", "Plant twenty small trees here.") == pieces(
        ("same", "Plant "), ("removed", "ten"), ("added", "twenty small"), ("same", " trees here.")
    )
    assert text.difference("", "New") == pieces(("added", "New"))
    assert text.difference("Old", "") == pieces(("removed", "Old"))
    assert text.difference("Same", "Same") == pieces(("same", "Same"))
    assert text.difference("", "") == []


def test_a_changed_phrase_is_one_piece_and_not_crumbs() -> None:
    assert text.difference("we ask for a new bus stop", "we ask for two old tram stops") == pieces(
        ("same", "we ask for "), ("removed", "a new bus stop"), ("added", "two old tram stops")
    )


words = st.lists(st.sampled_from(["a", "b", "c", "dog", " ", "\n", ".", "é"]), max_size=40).map(
    "".join
)


@given(words, words)
def test_both_versions_can_be_read_back_from_the_difference(old: str, new: str) -> None:
    found = text.difference(old, new)
    assert "".join(piece.text for piece in found if piece.kind != "added") == old
    assert "".join(piece.text for piece in found if piece.kind != "removed") == new
    assert all(piece.text for piece in found)
    kinds = [piece.kind for piece in found]
    assert all(one != other for one, other in pairwise(kinds))


@pytest.mark.parametrize("vocabulary", [2, 50, 5_000])
@pytest.mark.parametrize("edits", [100, 20_000])
def test_twenty_thousand_words_are_compared_quickly(vocabulary: int, edits: int) -> None:
    def compared(size: int) -> None:
        chance = random.Random(7)
        old = [f"w{chance.randrange(vocabulary)}" for _ in range(size)]
        new = list(old)
        for _ in range(edits * size // 20_000):
            new[chance.randrange(len(new))] = f"w{chance.randrange(vocabulary)}"
        found = text.difference(" ".join(old), " ".join(new))
        assert "".join(piece.text for piece in found if piece.kind != "removed") == " ".join(new)

    assert grows_evenly(compared, 1_250)
