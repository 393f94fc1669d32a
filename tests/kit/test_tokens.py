"""Tokens and printed codes: unguessable, and checked before anyone asks the database."""

import string

from hypothesis import given
from hypothesis import strategies as st

from flotilla.kit import tokens


def test_a_token_is_safe_in_an_address_and_new_each_time() -> None:
    made = {tokens.new_token() for _ in range(1_000)}
    assert len(made) == 1_000
    assert {len(token) for token in made} == {22}
    assert set("".join(made)) <= set(string.ascii_letters + string.digits + "-_")


def test_the_fingerprint_is_what_sha256_gives() -> None:
    assert tokens.fingerprint("abc") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
    assert len(tokens.fingerprint("\ud800é\x00")) == 64


def test_a_code_is_read_however_it_is_typed() -> None:
    code = tokens.new_code()
    assert len(code) == 19
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')}\n"):
        assert tokens.read_code(typed) == code
    assert tokens.read_code(code.replace("0", "o").replace("1", "l")) == code


places = st.integers(0, 15)
letters = st.sampled_from(tokens.ALPHABET)


@given(places, letters)
def test_one_wrong_letter_is_always_noticed(place: int, letter: str) -> None:
    code = tokens.new_code().replace("-", "")
    typed = code[:place] + letter + code[place + 1 :]
    assert (tokens.read_code(typed) is None) == (typed != code)


@given(places, places)
def test_two_letters_that_changed_places_are_always_noticed(one: int, other: int) -> None:
    code = list(tokens.new_code().replace("-", ""))
    typed = list(code)
    typed[one], typed[other] = typed[other], typed[one]
    assert (tokens.read_code("".join(typed)) is None) == (typed != code)


@given(st.text(max_size=30))
def test_any_scribble_is_no_code(typed: str) -> None:
    tokens.read_code(typed)
    assert tokens.read_code("U" + typed) is None
