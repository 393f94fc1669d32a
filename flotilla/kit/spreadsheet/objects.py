"""JSON and JSON Lines."""

import json
from collections.abc import Iterator
from typing import Any, TextIO

from django.utils.translation import gettext_lazy as _

from flotilla.kit.spreadsheet.rows import Row, Unreadable


def json_list(text: TextIO) -> Iterator[Row]:
    """Return the rows of a list of objects, or of the one list in an object."""
    found = _parsed(text.read(), line=None)
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list)]
        if len(lists) != 1:
            raise Unreadable(
                _("The file must hold one list. It holds %(count)d."), gaps={"count": len(lists)}
            )
        found = lists[0]
    if not isinstance(found, list):
        raise Unreadable(_("The file must hold a list."))
    return (_object(number, item) for number, item in enumerate(found, start=1))


def json_lines(text: TextIO) -> Iterator[Row]:
    """Yield a row for every line that is not blank."""
    for line, written in enumerate(text, start=1):
        if not written.strip():
            continue
        try:
            yield _object(line, _parsed(written, line=line))
        except Unreadable as fault:
            yield Row(line, {}, fault.said)


def _parsed(written: str, *, line: int | None) -> Any:
    def no_number(name: str) -> float:
        message = f"{name} is no number"
        raise ValueError(message)

    try:
        return json.loads(written, parse_constant=no_number)
    except json.JSONDecodeError as fault:
        raise Unreadable(_("This is not JSON."), line=line or fault.lineno) from fault
    except (ValueError, RecursionError) as fault:
        raise Unreadable(_("This is not JSON that can be read."), line=line) from fault


def _object(number: int, item: object) -> Row:
    if isinstance(item, dict):
        return Row(number, item)
    return Row(number, {}, _("This entry is not an object with names and values."))
