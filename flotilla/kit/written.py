"""How days, moments and numbers are written, in the reader's language."""

import datetime

from django.utils import dateformat, formats, timezone
from django.utils.translation import pgettext


def day_text(day: datetime.date, style: str = "full") -> str:
    """Write a day: `full` with its weekday and year, `plain` without the weekday, `short`, `week`."""
    patterns = {
        "full": pgettext("date format: Wednesday 29 April 2026", "l j F Y"),
        "plain": pgettext("date format: 29 April 2026", "j F Y"),
        "week": pgettext("date format: Wednesday 29 April", "l j F"),
        "short": pgettext("date format: 29 April", "j F"),
    }
    return dateformat.format(day, patterns[style])


def time_text(moment: datetime.datetime, *, zone: bool = True) -> str:
    """Write the time of day of a moment in the current time zone, with the zone's short name."""
    local = timezone.localtime(moment)
    if (local.hour, local.minute) == (12, 0):
        said = pgettext("time of day: 12:00", "noon")
        return f"{said} {local.tzname()}" if zone else said
    if local.minute:
        pattern = pgettext("time format: 5:30pm", "g:iA")
    else:
        pattern = pgettext("time format on the hour: 5pm", "gA")
    said = dateformat.format(local, pattern).lower()
    return f"{said} {local.tzname()}" if zone else said


def moment_text(moment: datetime.datetime, style: str = "full") -> str:
    """Write a moment: its day in the given style, its time and its zone."""
    day = day_text(timezone.localtime(moment).date(), style)
    words = {"day": day, "time": time_text(moment)}
    return pgettext("a day and a time of day", "%(day)s, %(time)s") % words


def number_text(number: float, places: int | None = None) -> str:
    """Write a number with the thousands marked as the language does it."""
    return formats.number_format(number, places, use_l10n=True, force_grouping=True)


def share_text(share: float) -> str:
    """Write a share between 0 and 1 in per cent; never 100% of what is not whole, nor 0% of something."""
    percent = round(share * 100, 1)
    if share < 1 and percent >= 100:
        percent = 99.9
    if share > 0 and percent <= 0:
        percent = 0.1
    number = number_text(percent, 0 if percent == int(percent) else 1)
    return pgettext("a share in per cent", "%(number)s%%") % {"number": number}
