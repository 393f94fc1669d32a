"""How the times of programmes are written: periods on the journey line, days that are left."""

from datetime import date, datetime

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from flotilla.kit import written

SOON = 7


def period(opens: datetime | None, closes: datetime | None, at: datetime) -> str:
    """Write a period as short as it can be read: “2 Feb to 30 Mar”, “From 1 May”, “11 Mar 2027”."""
    year = timezone.localtime(at).year
    if opens is None:
        return ""
    begins = _short(timezone.localtime(opens).date(), year)
    if closes is None:
        return _("From %(begins)s") % {"begins": begins}
    ends = _short(timezone.localtime(closes).date(), year)
    if begins == ends:
        return begins
    return _("%(begins)s to %(ends)s") % {"begins": begins, "ends": ends}


def _short(day: date, year: int) -> str:
    if day.year == year:
        return dateformat.format(day, pgettext("date format: 2 Feb", "j M"))
    return dateformat.format(day, pgettext("date format: 2 Feb 2026", "j M Y"))


def days_between(at: datetime, then: datetime) -> int:
    """Return how many midnights lie between two moments where the body is."""
    return (timezone.localtime(then).date() - timezone.localtime(at).date()).days


def left(closes: datetime | None, at: datetime) -> str:
    """Say how long something still takes contributions."""
    if closes is None:
        return _("Always open")
    days = days_between(at, closes)
    if days == 0:
        return _("Closes today")
    said = ngettext("%(days)s day left", "%(days)s days left", days)
    return said % {"days": written.number_text(days)}


def until(opens: datetime, at: datetime) -> str:
    """Say how long it is until something opens."""
    days = days_between(at, opens)
    if days == 0:
        return _("Opens today")
    said = ngettext("Opens in %(days)s day", "Opens in %(days)s days", days)
    return said % {"days": written.number_text(days)}
