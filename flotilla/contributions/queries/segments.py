"""Pages by key over several lists that follow each other, as if they were one."""

from collections.abc import Sequence

from django.db.models import QuerySet

from flotilla.contributions.models import Contribution
from flotilla.kit.cursor import Cursor, Page, encode, page_by_key

MOST_TURNS = (
    4  # lists looked into for one page, so that a page costs the same however many there are
)
SIGN = "~"


def page_by_segments(
    segments: Sequence[QuerySet[Contribution]],
    order: tuple[str, ...],
    end: tuple[object, ...],
    cursor: str | None,
    size: int,
) -> Page[Contribution]:
    """Return the page that a cursor names, going on in the next list where one ends.

    `end` are values of the order's keys beyond the last row of any list, for going back.
    """
    place, inner = _read(cursor, len(segments))
    page = page_by_key(segments[place], order, inner, size)
    items, following, last = list(page.items), page.next_cursor, place
    while not following and len(items) < size and last + 1 < len(segments):
        last += 1
        more = page_by_key(segments[last], order, None, size - len(items))
        items, following = items + more.items, more.next_cursor
        if last - place == MOST_TURNS:
            break
    if not items and cursor:  # a list that has become empty, or a made-up cursor
        return page_by_segments(segments, order, end, None, size)
    return Page(items, _next(last, following, segments), _previous(place, page, end))


def _read(cursor: str | None, many: int) -> tuple[int, str | None]:
    number, sign, inner = (cursor or "").partition(SIGN)
    if (
        not sign
        or not (number.isascii() and number.isdecimal())
        or len(number) > 3
        or int(number) >= many
    ):
        return 0, None
    return int(number), inner or None


def _next(
    last: int, following: str | None, segments: Sequence[QuerySet[Contribution]]
) -> str | None:
    if following:
        return f"{last}{SIGN}{following}"
    later = range(last + 1, min(last + 1 + MOST_TURNS, len(segments)))
    return next((f"{place}{SIGN}" for place in later if segments[place].exists()), None)


def _previous(place: int, page: Page[Contribution], end: tuple[object, ...]) -> str | None:
    if page.previous_cursor:
        return f"{place}{SIGN}{page.previous_cursor}"
    return f"{place - 1}{SIGN}{encode(Cursor(before=True, values=end))}" if place else None
