"""Money: read strictly, shown as the language does, exact."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from flotilla.kit import money
from flotilla.kit.money import Money


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("£1,200.50", "GBP", 120050),
        ("1 200,50 €", "EUR", 120050),
        ("1\u202f200,50\u00a0€", "EUR", 120050),
        ("1.200,50", "EUR", 120050),
        ("€ 1'200.50", "EUR", 120050),
        ("GBP 12", "GBP", 1200),
        ("12 gbp", "GBP", 1200),
        (" 0 ", "GBP", 0),
        ("12.5", "GBP", 1250),
        ("12,5", "GBP", 1250),
        ("+7", "GBP", 700),
        ("1,200", "GBP", 120000),
        ("1,200,300", "GBP", 120030000),
        ("¥1,200", "JPY", 1200),
        ("1.234", "KWD", 1234),
        ("12 kr", "DKK", 1200),
        ("007", "GBP", 700),
    ],
)
def test_amounts_are_read(typed: str, currency: str, minor: int) -> None:
    with translation.override("en-gb"):
        assert money.parse(typed, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1.200", "decimals"),
        ("£1,200.505", "decimals"),
        ("-5", "negative"),
        ("−5", "negative"),
        ("(5)", "negative"),
        ("£-5", "negative"),
        ("€5", "currency"),
        ("5 USD", "currency"),
        ("", "money"),
        ("£", "money"),
        ("about 5", "money"),
        ("5 or 6", "money"),
        ("1,20,300", "money"),
        ("1,2.5.6", "money"),
        ("5.", "money"),
        (".5", "money"),
        ("1,200 300.50", "money"),
        ("1e9", "money"),
        ("٥", "money"),
        ("5\n6", "money"),
        ("5\x00", "money"),
        ("9" * 15, "too_much"),
        ("9" * 1_000_000, "too_much"),
    ],
)
def test_what_is_in_doubt_is_refused_with_a_sentence(typed: str, code: str) -> None:
    with translation.override("en-gb"), pytest.raises(money.NotMoney) as caught:
        money.parse(typed, "GBP")
    assert caught.value.code == code
    assert len(str(caught.value)) > 20


def test_a_lone_mark_before_three_digits_is_read_as_the_language_writes_it() -> None:
    with translation.override("de"):
        assert money.parse("1.200", "EUR") == Money(120000, "EUR")
    for language in ("fr", "de"):
        with translation.override(language), pytest.raises(money.TooManyDecimals):
            money.parse("1,200", "EUR")


@pytest.mark.parametrize(
    ("language", "amount", "shown"),
    [
        ("en-gb", Money(120050, "GBP"), "£1,200.50"),
        ("en-gb", Money(7500000, "GBP"), "£75,000"),
        ("en-gb", Money(-5, "GBP"), "−£0.05"),
        ("en-gb", Money(1200, "DKK"), "kr\u00a012"),
        ("en-gb", Money(1200, "XXX"), "XXX\u00a012"),
        ("fr", Money(120050, "EUR"), "1\u00a0200,50\u00a0€"),
        ("de", Money(120000, "EUR"), "1.200\u00a0€"),
        ("en-gb", Money(1200, "JPY"), "¥1,200"),
    ],
)
def test_money_is_shown_as_the_language_does(language: str, amount: Money, shown: str) -> None:
    with translation.override(language):
        assert str(amount) == shown


@given(
    st.integers(0, money.MOST),
    st.sampled_from(["GBP", "EUR", "JPY", "KWD", "DKK"]),
    st.sampled_from(["en-gb", "fr", "de"]),
)
def test_what_is_shown_can_be_typed_again(minor: int, currency: str, language: str) -> None:
    with translation.override(language):
        assert money.parse(str(Money(minor, currency)), currency) == Money(minor, currency)


@given(st.text(max_size=30))
def test_any_scribble_is_read_or_refused(typed: str) -> None:
    with translation.override("en-gb"):
        try:
            assert money.parse(typed, "GBP").minor >= 0
        except money.NotMoney as fault:
            assert str(fault)


def test_only_alike_money_is_reckoned_together() -> None:
    assert Money(5, "GBP") + Money(7, "GBP") == Money(12, "GBP")
    assert Money(5, "GBP") - Money(7, "GBP") == Money(-2, "GBP")
    assert Money(5, "GBP") < Money(7, "GBP") <= Money(7, "GBP")
    assert Money(120050, "GBP").amount == Decimal("1200.50")
    with pytest.raises(ValueError, match="GBP and EUR"):
        Money(5, "GBP") + Money(7, "EUR")
