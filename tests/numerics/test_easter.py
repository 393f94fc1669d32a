"""Easter, against published days."""

from datetime import date

import pytest

from flotilla.numerics.easter import easter


@pytest.mark.parametrize(
    "day",
    [
        date(1818, 3, 22),  # the earliest it can be
        date(1943, 4, 25),  # the latest it can be
        date(1961, 4, 2),  # worked by hand in Meeus
        date(2000, 4, 23),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2038, 4, 25),
    ],
)
def test_published_days(day):
    assert easter(day.year) == day


def test_it_is_always_a_sunday_between_its_bounds():
    for year in range(1583, 2600):
        day = easter(year)
        assert day.weekday() == 6
        assert date(year, 3, 22) <= day <= date(year, 4, 25)
