"""Holidays of a year, against what governments published."""

from datetime import date

from flotilla.bodies.holidays import england_and_wales, france


def the_days(days):
    """Days as month and day."""
    return [(on.month, on.day) for on, _name in days]


def test_england_and_wales_2026_as_gov_uk_lists_them():
    # Boxing Day is a Saturday and is kept on Monday the 28th
    assert the_days(england_and_wales(2026)) == [
        (1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28),
    ]  # fmt: skip


def test_england_and_wales_2022_when_christmas_was_a_sunday():
    # gov.uk: Boxing Day on Monday the 26th, Christmas Day kept on Tuesday the 27th;
    # the Jubilee moved Spring that year by proclamation, which no rule can know
    assert the_days(england_and_wales(2022))[-2:] == [(12, 26), (12, 27)]
    assert the_days(england_and_wales(2022))[0] == (1, 3)


def test_england_and_wales_2027_when_christmas_is_a_saturday():
    assert the_days(england_and_wales(2027))[-2:] == [(12, 27), (12, 28)]


def test_france_2026_as_service_public_lists_them():
    assert the_days(france(2026)) == [
        (1, 1), (4, 6), (5, 1), (5, 8), (5, 14), (5, 25), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25),
    ]  # fmt: skip


def test_ascension_on_the_first_of_may_is_one_day():
    assert len(france(2008)) == 10


def test_days_are_in_order_and_within_their_year():
    for of_year in (england_and_wales, france):
        for year in range(2000, 2100):
            days = [on for on, _name in of_year(year)]
            assert days == sorted(set(days)), year
            assert {on.year for on in days} == {year}
            assert days[0] >= date(year, 1, 1)
