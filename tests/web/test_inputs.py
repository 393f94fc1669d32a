"""Fields for all forms: days and money."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from flotilla.web.inputs import DayField, MoneyField


def refusal(field, typed):
    """Return why a field refuses."""
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return refused.value.messages[0]


def test_a_day_is_read_from_three_boxes():
    assert DayField().clean(["1", "02", "2026"]) == date(2026, 2, 1)


def test_no_day_is_none_where_it_may_be_left_out():
    assert DayField(required=False).clean(["", " ", ""]) is None


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (["", "", ""], "Write the day, the month and the year."),
        (["1", "", "2026"], "Write all three: the day, the month and the year."),
        (["29", "2", "2026"], "There is no such day: 29 2 2026. Check the day and the month."),
        (["1", "13", "2026"], "There is no such day: 1 13 2026. Check the day and the month."),
        (["1", "March", "2026"], "Write the day as numbers, such as 27 3 2026."),
        (["1", "3", "26"], "Write the year with four digits, such as 2026."),
        (["1", "3", "0000"], "There is no such day: 1 3 0000. Check the day and the month."),
        (["²", "3", "2026"], "Write the day as numbers, such as 27 3 2026."),
        (["1" * 1_000_000, "3", "2026"], "Write the day as numbers, such as 27 3 2026."),
        (["1\x00", "3", "2026"], "Write the day as numbers, such as 27 3 2026."),
    ],
)
def test_an_impossible_day_is_refused_with_what_to_do(typed, why):
    assert refusal(DayField(), typed) == why


def test_a_day_outside_the_limits_is_refused_with_the_limit():
    field = DayField(first=date(2026, 3, 1), last=date(2026, 3, 31))
    assert field.clean(["31", "3", "2026"]) == date(2026, 3, 31)
    assert refusal(field, ["1", "4", "2026"]) == "Choose a day up to Tuesday 31 March 2026."
    assert refusal(field, ["28", "2", "2026"]) == "Choose a day from Sunday 1 March 2026 on."


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("1200", 120000),
        ("1,200", 120000),
        ("1 200,50", 120050),
        ("1,200.50", 120050),
        ("£1,200.5", 120050),
        (" 12 ", 1200),
        ("0", 0),
    ],
)
def test_money_is_read_as_people_write_it(typed, pence):
    assert MoneyField().clean(typed) == pence


@pytest.mark.parametrize("typed", ["abc", "1.2.3", "-5", "1e9", "12 apples", "9" * 30])
def test_what_is_not_money_is_refused(typed):
    with pytest.raises(ValidationError):
        MoneyField().clean(typed)


def test_money_has_limits():
    assert refusal(MoneyField(most=100_000), "2000") == "Write an amount of at most £1,000."
    assert refusal(MoneyField(least=1_000), "5") == "Write an amount of at least £10."
