"""Pages of a list by key, not by number: quick at any depth, and steady while rows are added."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F, Field, Model, Q, QuerySet

M = TypeVar("M", bound=Model)
KEY = "page_key_"
MOST_CHARACTERS = 2_000
WHOLE_NUMBERS = range(-(2**63), 2**63)


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """The rows of one page, and what to ask for to get its neighbours (None where there are none)."""

    items: list[M]
    next_cursor: str | None
    previous_cursor: str | None


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in an order: the page after (or before) the row that has these values."""

    before: bool
    values: tuple[object, ...]


def encode(cursor: Cursor) -> str:
    """Return a cursor as letters that are safe in an address."""
    kept = [_plain(value) for value in cursor.values]
    written = json.dumps([int(cursor.before), *kept], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(written.encode()).rstrip(b"=").decode()


def decode(text: str | None, fields: Sequence["Field[Any, Any]"]) -> Cursor | None:
    """Return the cursor that was written, its values as these fields have them; None if it is none.

    A cursor is no secret and not signed: whoever makes one up sees a page of a list that they may
    see anyway. It is only checked to be one, so that nothing typed in an address is ever an error.
    """
    if not text or len(text) > MOST_CHARACTERS or not text.isascii():
        return None
    try:
        padded = text.encode() + b"=" * (-len(text) % 4)
        before, *values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if before not in (0, 1) or len(values) != len(fields):
            return None
        pairs = zip(values, fields, strict=True)
        return Cursor(bool(before), tuple(_typed(value, field) for value, field in pairs))
    except (
        ValueError,
        TypeError,
        ValidationError,
        ArithmeticError,
        RecursionError,
        binascii.Error,
    ):
        return None


def page_by_key(
    queryset: QuerySet[M], order: tuple[str, ...], cursor: str | None, size: int
) -> Page[M]:
    """Return the page of `size` rows that a cursor names; the first page for none or a bad one.

    `order` is as for `order_by` (`("-supports", "-id")`, names of fields, related fields or
    annotations); the primary key is added if it is not there, so that no two rows are equal. Rows
    without a value in one of them are left out. One statement, whatever the depth; a second one
    only if the page asked for has gone, and the first is shown instead.
    """
    rows = keyed(queryset, order)
    names = [name for name in rows.query.annotations if name.startswith(KEY)]
    fields = [rows.query.annotations[name].output_field for name in names]
    return page_of_rows(
        lambda place: list(beyond(rows, order, place)[: size + 1]), decode(cursor, fields), size
    )


def keyed(queryset: QuerySet[M], order: tuple[str, ...]) -> QuerySet[M]:
    """Return the rows that have a value in each key of an order, with these values beside them."""
    keys = _keys(order)
    rows = queryset.annotate(**{f"{KEY}{n}": F(key.lstrip("-")) for n, key in enumerate(keys)})
    having: QuerySet[M] = rows.filter(**{f"{KEY}{n}__isnull": False for n in range(len(keys) - 1)})
    return having


def beyond(rows: QuerySet[M], order: tuple[str, ...], place: Cursor | None) -> QuerySet[M]:
    """Return keyed rows in their order, or, before a place, in the other direction; only those that come after the place."""
    turned = bool(place and place.before)
    keys = enumerate(_keys(order))
    directed = [(f"{KEY}{n}", key.startswith("-") != turned) for n, key in keys]
    if place:
        rows = rows.filter(_beyond(directed, place.values))
    return rows.order_by(*(_signed(name, back) for name, back in directed))


def page_of_rows(
    ask: Callable[[Cursor | None], list[M]], place: Cursor | None, size: int
) -> Page[M]:
    """Return a page of what is answered for a place: `size` rows of `beyond` and one more, which says whether there are more."""
    found = ask(place)
    turned = bool(place and place.before)
    more, items = len(found) > size, found[:size]
    if turned:
        items.reverse()
    if place and (not items or (turned and not more and len(items) < size)):
        return page_of_rows(ask, None, size)

    def cursor_at(row: M, *, before: bool) -> str:
        values = {name: value for name, value in vars(row).items() if name.startswith(KEY)}
        return encode(Cursor(before, tuple(values[name] for name in sorted(values))))

    return Page(
        items,
        next_cursor=cursor_at(items[-1], before=False) if items and (more or turned) else None,
        previous_cursor=(
            cursor_at(items[0], before=True) if place and (more or not turned) else None
        ),
    )


def _keys(order: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of an order, the last of them that of the row itself."""
    return order if order[-1].lstrip("-") in {"pk", "id"} else (*order, _like(order[-1], "pk"))


def _beyond(directed: Sequence[tuple[str, bool]], values: Sequence[object]) -> Q:
    """Return the condition for rows that come after these values.

    (a, b) comes after (x, y) if a > x, or a = x and b > y. The first part again, as a plain bound
    on the first key, lets the database walk its index.
    """
    condition = Q()
    alike: dict[str, object] = {}
    for (name, back), value in zip(directed, values, strict=True):
        condition |= Q(**alike, **{f"{name}__{'lt' if back else 'gt'}": value})
        alike[name] = value
    name, back = directed[0]
    return Q(**{f"{name}__{'lte' if back else 'gte'}": values[0]}) & condition


def _signed(name: str, back: bool) -> str:
    return f"-{name}" if back else name


def _like(key: str, name: str) -> str:
    return _signed(name, key.startswith("-"))


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value


def _typed(value: object, field: "Field[Any, Any]") -> object:
    """Return a value as the field has it, or raise if the database could choke on it."""
    if isinstance(value, str):
        value.encode()
        if "\x00" in value:
            raise ValueError
    elif not isinstance(value, int | float) or isinstance(value, bool) != (
        field.get_internal_type() == "BooleanField"
    ):
        raise TypeError
    typed = field.to_python(value)
    if isinstance(typed, float) and typed - typed != 0:
        raise ValueError  # not a number, or without end
    if isinstance(typed, int) and typed not in WHOLE_NUMBERS:
        raise ValueError
    if isinstance(typed, Decimal) and not typed.is_finite():
        raise ValueError
    if typed is None or (isinstance(typed, datetime) and typed.tzinfo is None):
        raise ValueError
    return typed
