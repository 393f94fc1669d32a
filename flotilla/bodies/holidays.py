"""Holidays that can be computed for a year, so that nobody has to type them.

A day that a government proclaims once (a coronation, a mourning) is not here: it is added by hand.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from flotilla.numerics.easter import easter

Days = list[tuple[date, str | Promise]]
MONDAY, SATURDAY = 0, 5


def england_and_wales(year: int) -> Days:
    """The bank holidays of England and Wales; those on a weekend are kept on the next working day."""
    sunday = easter(year)
    days: Days = [
        (date(year, 1, 1), _("New Year’s Day")),
        (sunday - timedelta(2), _("Good Friday")),
        (sunday + timedelta(1), _("Easter Monday")),
        (_first_monday(year, 5), _("Early May bank holiday")),
        (_last_monday(year, 5), _("Spring bank holiday")),
        (_last_monday(year, 8), _("Summer bank holiday")),
        (date(year, 12, 25), _("Christmas Day")),
        (date(year, 12, 26), _("Boxing Day")),
    ]
    return _moved_to_working_days(days)


def france(year: int) -> Days:
    """The public holidays of France without Alsace-Moselle; they are not moved when they fall on a weekend."""
    sunday = easter(year)
    names = {
        date(year, 1, 1): "Jour de l’An",
        sunday + timedelta(1): "Lundi de Pâques",
        date(year, 5, 1): "Fête du Travail",
        date(year, 5, 8): "Victoire 1945",
        sunday + timedelta(50): "Lundi de Pentecôte",
        date(year, 7, 14): "Fête nationale",
        date(year, 8, 15): "Assomption",
        date(year, 11, 1): "Toussaint",
        date(year, 11, 11): "Armistice 1918",
        date(year, 12, 25): "Noël",
    }
    # Ascension can meet another day, as on 1 May 2008
    names.setdefault(sunday + timedelta(39), "Ascension")
    return sorted(names.items())


CALENDARS: dict[str, tuple[str | Promise, Callable[[int], Days]]] = {
    "england-and-wales": (_("England and Wales"), england_and_wales),
    "france": (_("France"), france),
}


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta((MONDAY - first.weekday()) % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta((last.weekday() - MONDAY) % 7)


def _moved_to_working_days(days: Days) -> Days:
    taken = {day for day, _name in days if day.weekday() < SATURDAY}
    moved: Days = []
    for day, name in days:
        kept = day
        while kept.weekday() >= SATURDAY or (kept != day and kept in taken):
            kept += timedelta(1)
        taken.add(kept)
        moved.append((kept, name))
    return sorted(moved, key=lambda one: one[0])
