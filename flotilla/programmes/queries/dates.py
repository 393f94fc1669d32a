"""When stages could open and close: by day, in working hours, at moments that exist exactly once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flotilla.kit.working_days import is_working_day, suggested_closing
from flotilla.programmes.recipes import Recipe

FIRST_HOUR, LAST_HOUR = 9, 17
BRIEFLY = timedelta(days=2)


@dataclass(frozen=True)
class Times:
    """When one stage opens and closes, and what the public reads under it; None leaves that note as it is."""

    code: str
    opens_at: datetime | None
    closes_at: datetime | None
    note: str | None = None


def suggested_times(
    recipe: Recipe, begins_at: datetime, zone: ZoneInfo, holidays: Collection[date] = ()
) -> list[Times]:
    """Return times for every stage of a recipe, one after the other from a moment on.

    Every turn is at noon of a working day in the zone of the body; stages shorter than two days
    keep their hours. Stages that are optional get no time.
    """
    times, opens = [], begins_at
    for stage in recipe.stages:
        if stage.optional:
            times.append(Times(stage.code, None, None))
            continue
        closes = None
        if stage.duration is not None:
            closes = opens + stage.duration
            if stage.duration >= BRIEFLY:
                closes = suggested_closing(closes - timedelta(hours=12), zone, holidays)
        times.append(Times(stage.code, opens, closes))
        opens = closes or opens
    return times


def happens_once(moment: datetime, zone: ZoneInfo) -> bool:
    """Say whether a clock on the wall of this zone shows the moment exactly once: not in the night of a change."""
    wall = moment.astimezone(zone).replace(tzinfo=zone)
    return wall.replace(fold=0).utcoffset() == wall.replace(fold=1).utcoffset()


def is_in_working_hours(moment: datetime, zone: ZoneInfo, holidays: Collection[date] = ()) -> bool:
    """Say whether somebody is there to help when it closes."""
    wall = moment.astimezone(zone)
    in_hours = FIRST_HOUR <= wall.hour < LAST_HOUR or (wall.hour, wall.minute) == (LAST_HOUR, 0)
    return in_hours and is_working_day(wall.date(), holidays=holidays)
