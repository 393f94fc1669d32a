"""Loads several sets of rows that belong to the same things in one statement instead of one statement each."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Aggregate, F, Field, JSONField, Model, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime


class Listed(Aggregate):
    """The rows of a group as one list, for a subquery that brings a few rows along with what they belong to."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Write it as SQLite does."""
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **context)


def load_together(*wanted: tuple[Sequence[Model], Sequence[str]]) -> None:
    """Load the rows that point at things, by the names of the sets: `([programme], ["stages", "promises"])`.

    `programme.stages.all()` then asks nothing more, as after prefetching. The rows come as JSON, so
    that rows of several tables fit in one statement: for a handful of rows a thing, not for
    thousands. In the order of their model, if that is by columns of its own.
    """
    sets = [
        (things, name, getattr(type(things[0]), name).rel)
        for things, names in wanted
        for name in names
        if things
    ]
    if not sets:
        return
    found: list[dict[int, list[Model]]] = [defaultdict(list) for _set in sets]
    for place, row in _asked(
        tuple((rel, len(things)) for things, _name, rel in sets),
        [thing.pk for things, _name, _rel in sets for thing in things],
    ):
        rel = sets[int(place)][2]
        one = _model_of(rel.related_model, json.loads(row) if isinstance(row, str) else row)
        found[int(place)][getattr(one, rel.field.attname)].append(one)
    for (things, name, rel), lists in zip(sets, found, strict=True):
        for thing in things:
            for one in lists[thing.pk]:
                rel.field.set_cached_value(one, thing)
            _keep(thing, name, _in_order(rel.related_model, lists[thing.pk]))


def count_together(*wanted: "QuerySet[Any]") -> list[int]:
    """Count several sets of rows in one statement; each counts the different rows that its columns name."""
    asked = [one.order_by().query.sql_with_params() for one in wanted]
    counts = ", ".join(
        f"(SELECT COUNT(*) FROM ({sql}) AS counted)"  # noqa: S608 - written by the ORM
        for sql, _values in asked
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", [value for _sql, values in asked for value in values])
        return list(cursor.fetchone())


def _asked(shape: tuple[tuple[Any, int], ...], ids: list[int]) -> list[tuple[str, Any]]:
    """Ask. How the statement is written depends on the sets and on how many things there are, so it is kept; the ids come in."""
    written = _statement(connection.vendor, shape)
    with connection.cursor() as cursor:
        cursor.execute(
            written[0], [ids[-1 - one] if type(one) is int else one for one in written[1]]
        )
        found: list[tuple[str, Any]] = cursor.fetchall()
    return found


@lru_cache(maxsize=512)
def _statement(_vendor: str, shape: tuple[tuple[Any, int], ...]) -> tuple[str, tuple[Any, ...]]:
    """Write the statement, with -1 - n in the place of the n-th id."""
    places = iter(range(sum(many for _rel, many in shape)))
    parts = [
        _part(str(number), rel, [-1 - next(places) for _one in range(many)])
        for number, (rel, many) in enumerate(shape)
    ]
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    statement, values = rows.query.sql_with_params()
    return statement, tuple(values)


def _part(place: str, rel: Any, ids: list[int]) -> "QuerySet[Any, tuple[str, Any]]":
    model = rel.related_model
    columns = {field.attname: F(field.attname) for field in model._meta.concrete_fields}
    rows = model._base_manager.filter(**{f"{rel.field.name}__in": ids}).order_by()
    named: QuerySet[Any, tuple[str, Any]] = rows.annotate(
        together_name=Value(place), together_row=JSONObject(**columns)
    ).values_list("together_name", "together_row")
    return named


def _model_of(model: type[Model], row: dict[str, Any]) -> Model:
    fields = model._meta.concrete_fields
    values = [_typed(field, row[field.attname]) for field in fields]
    return model.from_db("default", [field.attname for field in fields], values)


def _typed(field: "Field[Any, Any]", value: Any) -> Any:
    """Return a value as the field has it; JSON knows no days and no moments, and SQLite no lists."""
    kind = field.get_internal_type()
    if value is None:
        return None
    if kind == "JSONField":
        return json.loads(value) if connection.vendor == "sqlite" else value
    if kind == "DateTimeField":
        moment = parse_datetime(value) or datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return value if isinstance(value, str) and kind in {"CharField", "TextField"} else field.to_python(value)  # fmt: skip


def _in_order(model: type[Model], rows: list[Model]) -> list[Model]:
    rows.sort(key=lambda row: row.pk)
    for key in reversed([str(one) for one in model._meta.ordering or ()]):
        name, back = key.lstrip("-"), key.startswith("-")
        rows.sort(
            key=lambda row, name=name: (getattr(row, name) is not None, getattr(row, name)),  # type: ignore[misc]
            reverse=back,
        )
    return rows


def _keep(thing: Model, name: str, rows: list[Model]) -> None:
    """Put the rows where prefetching puts them."""
    rel = getattr(type(thing), name).rel
    keep(thing, rel.cache_name, rel.related_model, rows, **{rel.field.name: thing})


def keep(thing: Model, name: str, model: type[Model], rows: list[Any], **which: Any) -> None:
    """Put rows where prefetching would put them under this name; `which` says of further questions which rows they are."""
    kept: QuerySet[Any] = model._default_manager.all()
    kept._deferred_filter = (False, (), which)  # type: ignore[attr-defined] # as Django's own managers do
    kept._result_cache = rows
    kept._prefetch_done = True  # type: ignore[attr-defined]
    cache: dict[str, Any] = thing.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[name] = kept
