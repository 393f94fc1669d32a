"""Counts that are shown on many pages, kept until something happens that could change them.

Counting goes through all rows, so it takes longer the more there are. The journal says when a count may have changed:
everything does, except what people do most and what no such count is made of.
"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest

from flotilla.contributions.verbs import Verb
from flotilla.journal.queries import newest_but
from flotilla.web import doors

Counts = TypeVar("Counts")
MOST = 2_000
#: acts that change neither what stands in a list, nor what was answered, nor what belongs together
QUIET = frozenset({str(Verb.SUPPORTED), str(Verb.UNSUPPORTED), str(Verb.FOLLOWED), str(Verb.UNFOLLOWED), str(Verb.COMMENTED)})  # fmt: skip

_kept: OrderedDict[tuple[Any, ...], tuple[tuple[Any, ...], Any]] = OrderedDict()
_lock = Lock()


def kept_or(request: HttpRequest, name: tuple[Any, ...], count: Callable[[], Counts]) -> Counts:
    """Return what was counted under this name if it still holds on this day, else count; it must be the same for everybody."""
    if not settings.COUNTS_KEPT:
        return count()
    validator = _validator(request)
    found = _kept.get(name)
    if found is not None and found[0] == validator:
        counts: Counts = found[1]
        return counts
    counts = count()
    with _lock:
        _kept[name] = validator, counts
        _kept.move_to_end(name)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return counts


def forget() -> None:
    """Give up all that was counted."""
    with _lock:
        _kept.clear()


def _validator(request: HttpRequest) -> tuple[Any, ...]:
    """What changes with every act that matters and with every day; asked once a request, before anything is counted."""
    known: tuple[Any, ...] | None = getattr(request, "counted_at", None)
    if known is None:
        day: date = doors.now(request).astimezone(doors.body(request).zone).date()
        known = day, *newest_but(QUIET)
        request.counted_at = known  # type: ignore[attr-defined]
    return known
