"""Questions that are asked all the time: their statement is written once for each shape, and then only filled in.

Writing a statement takes Django some ten times as long as our databases take to answer it. What is kept here is words,
never rows: each asking goes to the database.

    @asked_often
    def _by_address(body_id: int, address: str, *, opened: bool) -> QuerySet[Programme]:
        ...

What is passed by position is filled in (whole numbers, texts, moments); what is passed by name is part of the shape, so
that the function may decide by it, and by it alone. While tests run each statement is also written anew and compared.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import update_wrapper
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, connections
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
Thing = TypeVar("Thing", bound=Model)
MOST_SHAPES = 200
GREATEST = 2**31 - 1
FIRST_NUMBER = 2_147_000_000  # in the place of the first whole number; so great that no statement of ours names it


class NotFilledIn(Exception):
    """A value did not come out of the writing as it went in, so another could not be put in its place."""


@dataclass(frozen=True)
class _Written:
    """A statement with gaps, and what reads its rows."""

    found: "QuerySet[Any, Any]"
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]
    gaps: tuple[tuple[int, int, type], ...]
    converters: dict[int, Any]


class Question(Generic[Row]):
    """A question whose statement is kept; calling it asks, and returns the rows."""

    def __init__(self, write: "Callable[..., QuerySet[Any, Row]]") -> None:
        update_wrapper(self, write)
        self.write = write
        self.kept: dict[tuple[Any, ...], _Written | None] = {}

    def __call__(self, *values: Any, **shape: Any) -> list[Row]:
        """Ask with these values."""
        if any(type(one) is int and abs(one) > GREATEST for one in values):
            return list(self.write(*values, **shape))  # some columns do not take it: Django knows
        key = (tuple(map(type, values)), tuple(shape.items()), connection.vendor)
        if key not in self.kept:
            if len(self.kept) >= MOST_SHAPES:
                self.kept.clear()
            self.kept[key] = self._written(values, shape)
        written = self.kept.get(key)
        if settings.TESTING:
            self._compare(written, values, shape)
        return [] if written is None else list(_filled(written, values))

    def first(self, *values: Any, **shape: Any) -> Row | None:
        """Ask with these values, and return the first row if there is one."""
        found = self(*values, **shape)
        return found[0] if found else None

    def _written(self, values: tuple[Any, ...], shape: dict[str, Any]) -> _Written | None:
        """Write the statement with marks in the places of the values; None if nothing can ever be found."""
        marks = [_mark(place, value) for place, value in enumerate(values)]
        found = self.write(*marks, **shape)
        compiler = found.query.get_compiler(using=found.db)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        plain = [_adapted(compiler, one) for one in marks]
        params = tuple(params)
        gaps = tuple(
            (at, place, type(one))
            for at, one in enumerate(params)
            for place, mark in enumerate(plain)
            if isinstance(one, type(mark)) and one == mark
        )
        missing = set(range(len(marks))) - {place for _at, place, _kind in gaps}
        if missing or _is_left(sql, params, marks, {at for at, _place, _kind in gaps}):
            raise NotFilledIn(self.write.__qualname__, sorted(missing))
        fields = [one[0] for one in compiler.select[: compiler.col_count]]
        return _Written(found, compiler, sql, params, gaps, compiler.get_converters(fields))

    def _compare(self, written: _Written | None, values: tuple[Any, ...], shape: Any) -> None:
        """Make sure, in tests, that what is kept says what would be written now."""
        fresh = self.write(*values, **shape)
        compiler = fresh.query.get_compiler(using=fresh.db)
        try:
            now = compiler.as_sql()
        except EmptyResultSet:
            now = "", ()
        then = ("", ()) if written is None else (written.sql, _params(written, values, compiler))
        if (now[0], tuple(now[1])) != then:
            raise NotFilledIn(self.write.__qualname__, now, then)


def asked_often(write: "Callable[..., QuerySet[Any, Row]]") -> Question[Row]:
    """Keep the statement that this function writes."""
    return Question(write)


def put(thing: Model, *, unless_there: bool = False) -> bool:
    """Insert a row of a model that has neither parents nor files, as `save` would; its statement is kept.

    `unless_there` leaves the row out where a constraint says that it is there already; returns whether it was put.
    """
    kind = type(thing)
    fields = [one for one in kind._meta.concrete_fields if not one.primary_key or thing.pk is not None]  # fmt: skip
    key = (kind, connection.vendor, len(fields), unless_there)
    if key not in _inserts:
        name = connection.ops.quote_name
        columns = ", ".join(name(one.column) for one in fields)
        gaps = ", ".join(one.get_placeholder(None, None, connection) if hasattr(one, "get_placeholder") else "%s" for one in fields)  # fmt: skip
        conflict = " ON CONFLICT DO NOTHING" if unless_there else ""
        _inserts[key] = (
            f"INSERT INTO {name(kind._meta.db_table)} ({columns}) VALUES ({gaps}){conflict}"
            f" RETURNING {name(kind._meta.pk.column)}"
        )
    values = [one.get_db_prep_save(one.pre_save(thing, add=True), connection) for one in fields]
    with connection.cursor() as cursor:
        cursor.execute(_inserts[key], values)
        row = cursor.fetchone()
    if row is None:
        return False
    thing.pk, thing._state.adding, thing._state.db = row[0], False, connection.alias
    return True


_inserts: dict[tuple[Any, ...], str] = {}


def _mark(place: int, value: Any) -> Any:
    """Return what stands in the place of a value while a statement is written: of its kind, and found again."""
    if type(value) is int:
        return FIRST_NUMBER + place
    if isinstance(value, str):
        return f"\ue000{place}\ue001"
    if isinstance(value, datetime):
        return datetime(9999, 1, 1, microsecond=place, tzinfo=UTC)
    raise TypeError(f"{value!r} cannot be filled in: pass it by name.")


def _adapted(compiler: SQLCompiler, value: Any) -> Any:
    if isinstance(value, datetime):
        return compiler.connection.ops.adapt_datetimefield_value(value)
    return value


def _is_left(sql: str, params: tuple[Any, ...], marks: list[Any], gaps: set[int]) -> bool:
    """Whether a mark stands where it would not be filled in: in the statement itself, or within another value."""
    rest = [str(one) for at, one in enumerate(params) if at not in gaps]
    return any(str(mark) in text for mark in marks for text in (sql, *rest))


def _params(written: _Written, values: tuple[Any, ...], compiler: SQLCompiler) -> tuple[Any, ...]:
    filled = list(written.params)
    for at, place, kind in written.gaps:
        value = _adapted(compiler, values[place])
        filled[at] = value if type(value) is kind else kind(value)
    return tuple(filled)


def _filled(written: _Written, values: tuple[Any, ...]) -> "QuerySet[Any, Any]":
    """Return the rows to be read, by a compiler that has nothing more to write."""
    found, compiler, query = written.found, copy(written.compiler), copy(written.found.query)
    compiler.connection = connections[found.db]  # of this thread
    said = written.sql, _params(written, values, compiler)
    compiler.as_sql = lambda *_args, **_more: said  # type: ignore[method-assign]
    compiler.get_converters = lambda expressions: written.converters  # type: ignore[method-assign,assignment]
    query.get_compiler = lambda *_args, **_more: compiler  # type: ignore[method-assign]
    rows: QuerySet[Any, Any] = type(found)(model=found.model, query=query, using=found.db)
    for name in ("_iterable_class", "_fields", "_prefetch_related_lookups"):
        setattr(rows, name, getattr(found, name))
    return rows
