"""The one rule by which answers are taken: every kind of question, good and bad."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.contributions.form import check, check_beside, check_title, words_of
from flotilla.programmes.recipes import FIELD_KINDS, Field

YES_NO = ({"code": "yes", "label": {"en": "Yes"}}, {"code": "no", "label": {"en": "No"}})


def asked(kind: str, **more: Any) -> Field:
    return Field(code="x", kind=kind, label={"en": "The question"}, choices=YES_NO, **more)


def taken(kind: str, raw: object, **more: Any) -> Any:
    checked = check((asked(kind, **more),), {"x": raw})
    assert checked.errors == {}
    return checked.answers.get("x")


def refused(kind: str, raw: object, **more: Any) -> str:
    checked = check((asked(kind, **more),), {"x": raw})
    assert checked.answers == {}
    return checked.errors["x"]


@pytest.mark.parametrize(
    ("kind", "raw", "answer"),
    [
        ("short_text", "  a\n bench ", "a bench"),
        ("long_text", "one\r\ntwo ", "one\ntwo"),
        ("choice", "yes", "yes"),
        ("number", " 12 ", 12),
        ("number", -3, -3),
        ("money", "£1,200.50", {"minor": 120050, "currency": "GBP"}),
        ("money", 500, {"minor": 500, "currency": "GBP"}),
        ("money", {"minor": 500, "currency": "GBP"}, {"minor": 500, "currency": "GBP"}),
        ("date", "2028-02-29", "2028-02-29"),
        ("link", "https://example.org/bench?a=1", "https://example.org/bench?a=1"),
        ("link", "example.org/bench", "https://example.org/bench"),
        ("link", "http://example.org:8080/", "http://example.org:8080/"),
        ("short_text", "", None),
        ("short_text", None, None),
    ],
)
def test_good_answers_are_taken_in_one_form(kind, raw, answer):
    assert taken(kind, raw) == answer


@pytest.mark.parametrize(
    ("kind", "raw", "sentence"),
    [
        ("short_text", "x" * 5001, "Shorten this to 5000"),
        ("long_text", "x" * 1_000_000, "It has 1000000"),
        ("long_text", "a\x00b", "cannot be"),
        ("short_text", "a\ud800b", ""),
        ("choice", "perhaps", "Choose one"),
        ("number", "twelve", "whole number"),
        ("number", "1.5", "whole number"),
        ("number", "9" * 40, "whole number"),
        ("money", "12.345.6", ""),
        ("money", "1.2345", ""),
        ("money", "12.3456", "smallest coin"),
        ("money", "-5", "nothing or more"),
        ("money", -500, "nothing or more"),
        ("money", 10**18, "too large"),
        ("money", "$5", "GBP"),
        ("money", {"minor": 5, "currency": "EUR"}, "GBP"),
        ("money", {"minor": None}, "amount"),
        ("money", [], "amount"),
        ("date", "2026-02-30", "no such day"),
        ("date", "yesterday", "no such day"),
        ("link", "javascript:alert(1)", "address of a page"),
        ("link", "JavaScript://example.org/%0aalert(1)", "address of a page"),
        ("link", "data:text/html,<b>x", "address of a page"),
        ("link", "https://localhost/", "address of a page"),
        ("link", "https://[::1", "address of a page"),
        ("link", "example.org:javascript", "address of a page"),
        ("link", "two words.org", "address of a page"),
    ],
)
def test_bad_answers_are_refused_with_a_sentence(kind, raw, sentence):
    assert sentence in refused(kind, raw)


def test_a_number_keeps_within_its_bounds():
    assert taken("number", "5", minimum=1, maximum=9) == 5
    assert "at least 1" in refused("number", "0", minimum=1, maximum=9)
    assert "at most 9" in refused("number", "10", minimum=1, maximum=9)


def test_what_must_be_answered_is_asked_for_unless_lenient():
    must = asked("short_text", required=True)
    assert check((must,), {}).errors == {"x": "Answer this: The question"}
    assert check((must,), {"x": "   "}).errors == {"x": "Answer this: The question"}
    assert check((must,), {}, lenient=True).errors == {}


def test_money_is_in_the_currency_of_the_programme():
    assert check((asked("money"),), {"x": "5"}, currency="EUR").answers == {
        "x": {"minor": 500, "currency": "EUR"}
    }


def test_answers_to_questions_that_are_not_asked_are_left_out():
    assert check((asked("short_text"),), {"x": "a", "y": "b"}).answers == {"x": "a"}


@pytest.mark.parametrize("kind", [kind for kind in FIELD_KINDS if kind not in {"files", "place"}])
@given(
    raw=st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists)
)
def test_nothing_that_comes_breaks_the_form(kind, raw):
    checked = check((asked(kind),), {"x": raw})
    assert not (checked.answers and checked.errors)


@given(st.text())
def test_a_title_is_one_line_or_refused(raw):
    try:
        title = check_title(raw)
    except ValueError as problem:
        assert str(problem)
    else:
        assert title == " ".join(title.split())
        assert 0 < len(title) <= 90


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("byline", "x" * 121),
        ("byline", "a\x00"),
        ("place_words", "x" * 201),
        ("contact_phone", "1" * 41),
        ("contact_email", "not an address"),
        ("contact_email", "a" * 250 + "@example.org"),
    ],
)
def test_what_stands_beside_the_answers_is_checked_too(name, raw):
    assert list(check_beside({name: raw}).errors) == [name]


def test_only_public_words_are_kept_for_searching():
    fields = (
        Field(code="a", kind="long_text", label={"en": "A"}),
        Field(code="b", kind="long_text", label={"en": "B"}, public=False),
        Field(code="c", kind="number", label={"en": "C"}),
    )
    assert words_of(fields, {"a": "**One** two", "b": "secret", "c": 5}) == "One two"
