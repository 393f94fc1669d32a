"""The promise clock: a dot for each who waits, the days under them, and what the pace comes to in a sentence."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from flotilla.insight.load import Load
from flotilla.kit import written

FLOOR = 112.0  # where the line stands in a plot of 152 pixels; days are written below it
RISE = 15.0
TICKS = 5


def dots(now: Load) -> list[dict[str, Any]]:
    """Place one circle per waiting person: x by the day in per cent, y by how many stand below it in pixels."""
    placed = []
    highest = max((count for _day, count in now.days), default=1)
    rise = min(RISE, (FLOOR - 18) / max(highest - 1, 1))
    for place, (_day, count) in enumerate(now.days):
        colour = "c-coral" if place == 0 else "c-sand" if place <= 2 else "c-sea"
        placed += [
            {"x": _x(place, now), "y": f"{FLOOR - 9 - rise * number:.1f}", "colour": colour}
            for number in range(count)
        ]
    return placed


def ticks(now: Load) -> list[dict[str, Any]]:
    """Write every fifth day under the line; the first is today. `side` is the end of the words that stands on the day."""
    last = len(now.days) - TICKS // 2
    return [
        {
            "x": _x(place, now),
            "words": _("Today") if place == 0 else written.day_text(day, "short"),
            "today": place == 0,
            "side": "end" if place >= last else "middle",
        }
        for place, (day, _count) in enumerate(now.days)
        if place % TICKS == 0
    ]


def _x(place: int, now: Load) -> str:
    return f"{(place + 0.5) * 100 / max(len(now.days), 1):.2f}%"


def sentence(now: Load) -> str:
    """Say what becomes of those who wait, at the pace of the last twenty working days."""
    found = now.forecast
    if found is None:
        return _("Nobody is waiting for a first answer.")
    if now.pace == 0:
        return _("Nothing was answered in the last four weeks, so there is no pace to go by.")
    pace = written.number_text(round(now.pace, 1))
    if found.late:
        need = written.number_text(found.pace_needed or 0)
        return _("At your pace of %(pace)s answers a day, %(late)d would be late. It takes %(need)s a day, or a pause of new contributions.") % {"pace": pace, "late": found.late, "need": need}  # fmt: skip
    spare = found.spare_days or 0
    said = ngettext(
        "At your pace of %(pace)s answers a day, all %(n)d are answered with %(spare)d day to spare.",
        "At your pace of %(pace)s answers a day, all %(n)d are answered with %(spare)d days to spare.",
        spare,
    )
    return said % {"pace": pace, "n": now.waiting, "spare": spare}
