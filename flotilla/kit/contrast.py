"""Whether a colour can be read: the contrast of WCAG 2.x, and shades of an accent that pass it."""

import colorsys
from collections.abc import Callable
from dataclasses import dataclass

#: The surfaces of our theme on which links and buttons stand (static/css/theme-flotilla.css).
PAPERS = ("#FAF6EE", "#F3ECDF", "#FFFDF9")
NIGHTS = ("#0D1B20", "#12242A", "#14282F")
WHITE = "#FFFFFF"
TEXT = 4.5  # what WCAG 2.2 AA asks of text


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 for black and 1 for white (WCAG 2.2, definition)."""
    channels = [part / 255 for part in _channels(colour)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 (the same) to 21 (black on white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def works(accent: str) -> bool:
    """Say whether an accent can be used as it is: as a link on every paper, and under white text."""
    return ratio(accent, WHITE) >= TEXT and all(ratio(accent, paper) >= TEXT for paper in PAPERS)


@dataclass(frozen=True)
class Shades:
    """What one accent becomes: `day` and `night` read on the papers, the washes and each other's text."""

    day: str
    day_wash: str
    night: str
    night_wash: str
    deep: str


def shades(accent: str) -> Shades:
    """Make the shades of an accent: darker until it reads by day, lighter until it reads at night."""
    day = _until(accent, -0.01, lambda c: works(c) and ratio(c, wash(c, PAPERS[2])) >= TEXT)
    night = _until(accent, 0.01, _reads_at_night)
    deep = _until(day, -0.01, lambda c: ratio(c, WHITE) >= 10.5 and ratio(c, night) >= TEXT)
    return Shades(day, wash(day, PAPERS[2]), night, wash(night, NIGHTS[0]), deep)


def wash(colour: str, paper: str) -> str:
    """Return a breath of a colour on a paper, for surfaces with text on them."""
    return mix(colour, paper, 0.13)


def _reads_at_night(colour: str) -> bool:
    papers = (*NIGHTS, wash(colour, NIGHTS[0]))
    return ratio(colour, NIGHTS[0]) >= 7 and all(ratio(colour, paper) >= TEXT for paper in papers)


def mix(one: str, other: str, share: float) -> str:
    """Mix two colours; `share` (0–1) is how much of the first."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return _hex(*(round(a * share + b * (1 - share)) for a, b in pairs))


def lighter(colour: str, step: float) -> str:
    """Make a colour lighter by a step (0–1), or darker by a negative one."""
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in _channels(colour)))
    moved = colorsys.hls_to_rgb(hue, min(max(light + step, 0.0), 1.0), saturation)
    return _hex(*(round(part * 255) for part in moved))


def _until(colour: str, step: float, passes: Callable[[str], bool]) -> str:
    for _ in range(101):
        if passes(colour):
            return colour
        colour = lighter(colour, step)
    return colour


def _channels(colour: str) -> tuple[int, int, int]:
    digits = colour.lstrip("#")
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _hex(*channels: int) -> str:
    return "#" + "".join(f"{part:02X}" for part in channels)
