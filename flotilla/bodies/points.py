"""A point on the earth as people write it: degrees, a National Grid reference, or the address of a map."""

import re
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from flotilla.numerics import grid

#: decimal places of a degree that are kept: about 11 m north to south, 7 m east to west in Great Britain
PLACES = 4
LONGEST = 2_000

NUMBER = r"[-+−]?\d{1,3}(?:[.,]\d{1,20})?"
PAIR = re.compile(
    rf"^\(?\s*({NUMBER})\s*°?\s*([NS]?)\s*[,;/\s]\s*({NUMBER})\s*°?\s*([EWO]?)\s*\)?$"
)
ANGLE = re.compile(
    r"(\d{1,3})\s*[°º:dD]\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:['′’:]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:\"|″|”|'')?)?)?\s*([NSEWO])",
    re.IGNORECASE,
)
GRID = re.compile(r"^([A-HJ-Z]{2})\s*((?:\d\s*){6,10})$")
IN_PATH = re.compile(rf"@({NUMBER}),({NUMBER})(?:,|$|/)")
EXACT = re.compile(rf"!3d({NUMBER})!4d({NUMBER})")
HASH = re.compile(rf"(?:^|[#&])map=[\d.]+/({NUMBER})/({NUMBER})")
ASKED = ("ll", "q", "query", "center", "centre", "daddr", "sll", "cp", "destination", "map")


@dataclass(frozen=True)
class Point:
    """Degrees of latitude and longitude (WGS84), rounded to PLACES."""

    latitude: float
    longitude: float

    def __str__(self) -> str:
        return f"{self.latitude:.{PLACES}f}, {self.longitude:.{PLACES}f}"

    @property
    def link(self) -> str:
        """The address by which a telephone opens its own map (RFC 5870)."""
        return f"geo:{self.latitude:.{PLACES}f},{self.longitude:.{PLACES}f}"


class NoPoint(ValueError):
    """A text in which no point can be read; `sentence` says what to write instead."""

    code: ClassVar[str] = "point"
    sentence: ClassVar[str | Promise] = _(
        "Write the point as two numbers, such as 51.5074, -0.1278, or as a grid reference, such as TQ 300 804."
    )

    def __str__(self) -> str:
        return str(self.sentence)


class OffTheEarth(NoPoint):
    """Degrees that there are not."""

    code = "off_the_earth"
    sentence = _(
        "There is no such point. Latitude goes from -90 to 90, longitude from -180 to 180; latitude comes first."
    )


class OffTheGrid(NoPoint):
    """A grid reference outside Great Britain, or with figures that cannot be halved."""

    code = "off_the_grid"
    sentence = _(
        "There is no such grid reference. Write two letters and six, eight or ten figures, such as TQ 300 804."
    )


class NotInTheLink(NoPoint):
    """The address of a page that does not say the point, such as a short link."""

    code = "not_in_the_link"
    sentence = _(
        "This link does not say where the point is, and we do not open links. Open it, and copy the long address or the two numbers."
    )


def point(latitude: float, longitude: float) -> Point:
    """Return a point, rounded so that it says a spot in a street and not a door. Raises OffTheEarth."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise OffTheEarth
    return Point(round(latitude, PLACES) + 0.0, round(longitude, PLACES) + 0.0)


def read(text: str) -> Point:
    """Read a point as somebody typed or pasted it: the one rule for pages, imports and programming interface.

    Takes "51.5074, -0.1278", 51°30′26.6″N 0°7′39″W, geo: links, British National Grid references, and the addresses
    of maps that say the point. Raises NoPoint or one of its kinds. Nothing is asked of anybody else.
    """
    text = " ".join(text.split()).strip().replace("−", "-")
    if len(text) > LONGEST:
        raise NoPoint
    if re.match(r"^[a-z][a-z0-9+.-]*:", text, re.IGNORECASE) or text.startswith("www."):
        return _in_link(text)
    if found := GRID.match(text.upper()):
        return _on_grid(found[1], re.sub(r"\s", "", found[2]))
    return _pair(text) or _angles(text) or _none()


def _none() -> Point:
    raise NoPoint


def _pair(text: str) -> Point | None:
    """Two numbers, latitude first; a letter of the compass may stand after each."""
    found = PAIR.match(text.upper())
    if found is None:
        return None
    north, south, east, west = found.groups()
    latitude, longitude = _number(north), _number(east)
    return point(
        -abs(latitude) if south == "S" else latitude,
        -abs(longitude) if west in {"W", "O"} else longitude,
    )


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _angles(text: str) -> Point | None:
    """Degrees, minutes and seconds with letters of the compass; O is the French west."""
    found = ANGLE.findall(text)
    if len(found) != 2 or ANGLE.sub("", text).strip(" ,;"):
        return None
    sides: dict[str, float] = {}
    for degrees, minutes, seconds, side in found:
        letter = side.upper()
        parts = _number(minutes), _number(seconds or "0")
        if max(parts) >= 60:
            raise OffTheEarth
        angle = float(degrees) + parts[0] / 60 + parts[1] / 3600
        axis = "latitude" if letter in "NS" else "longitude"
        sides[axis] = -angle if letter in "SWO" else angle
    return point(**sides) if len(sides) == 2 else None


def _on_grid(letters: str, figures: str) -> Point:
    """The middle of the square that a reference names."""
    half = len(figures) // 2
    if len(figures) % 2:
        raise OffTheGrid
    try:
        east, north = grid.square(letters)
    except ValueError:
        raise OffTheGrid from None
    size = 10 ** (5 - half)
    east += int(figures[:half]) * size
    north += int(figures[half:]) * size
    return point(*grid.to_latitude_and_longitude(east + size / 2, north + size / 2))


def _in_link(text: str) -> Point:
    """A geo: link, or the point that the address of a map says; the pin before the middle of the picture."""
    try:
        parts = urlsplit(text if "//" in text or text.startswith("geo:") else f"https://{text}")
        asked = parse_qs(parts.query)
    except ValueError:
        raise NotInTheLink from None
    if parts.scheme.lower() == "geo":
        return _pair(parts.path.split(";")[0].replace("%2C", ",").rpartition(":")[2]) or _none()
    path = unquote(parts.path)
    if pin := EXACT.search(path):
        return point(_number(pin[1]), _number(pin[2]))
    if (
        "mlat" in asked
        and "mlon" in asked
        and (found := _pair(f"{asked['mlat'][0]},{asked['mlon'][0]}"))
    ):
        return found
    for name in ASKED:
        if name in asked and (
            found := _pair(asked[name][0].replace("~", ",").removeprefix("loc:"))
        ):
            return found
    for shown in (IN_PATH.search(path), HASH.search(parts.fragment)):
        if shown:
            return point(_number(shown[1]), _number(shown[2]))
    raise NotInTheLink
