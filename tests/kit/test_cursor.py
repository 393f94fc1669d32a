"""Pages by key: every row once, in order, whatever happens in between."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, models
from django.db.models import F, QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from flotilla.kit import cursor
from flotilla.kit.cursor import page_by_key

DAWN = datetime(2026, 1, 1, 6, tzinfo=UTC)


class Stone(models.Model):
    """One row is a stone of the scratch table."""

    weight = models.IntegerField(null=True)
    colour = models.CharField(max_length=20)
    laid_at = models.DateTimeField()

    class Meta:
        app_label = "kit_tests"
        managed = False
        db_table = "kit_stone"


@pytest.fixture
def stones(db: None) -> Iterator["QuerySet[Stone]"]:
    """Thirty stones with many equal weights, and one without."""
    with connection.cursor() as sql:
        sql.execute(
            "CREATE TABLE kit_stone (id bigint PRIMARY KEY, weight integer NULL,"
            " colour varchar(20) NOT NULL, laid_at timestamp with time zone NOT NULL)"
            if connection.vendor == "postgresql"
            else "CREATE TABLE kit_stone (id integer PRIMARY KEY, weight integer NULL,"
            " colour varchar(20) NOT NULL, laid_at datetime NOT NULL)"
        )
    for number in range(1, 31):
        lay(number, weight=number % 4)
    lay(31, weight=None)
    yield Stone.objects.all()
    with connection.cursor() as sql:
        sql.execute("DROP TABLE kit_stone")


def lay(number: int, *, weight: int | None) -> None:
    Stone.objects.create(
        id=number,
        weight=weight,
        colour="red" if number % 3 else "é’blue",
        laid_at=DAWN + timedelta(microseconds=number // 2),
    )


def ids(page: cursor.Page[Stone]) -> list[int]:
    return [stone.pk for stone in page.items]


def walk(stones: "QuerySet[Stone]", order: tuple[str, ...], size: int) -> list[list[int]]:
    pages, at = [], None
    while True:
        page = page_by_key(stones, order, at, size)
        pages.append(ids(page))
        if page.next_cursor is None:
            return pages
        at = page.next_cursor


ORDERS = [
    ("id",),
    ("-id",),
    ("weight", "-id"),
    ("-weight", "id"),
    ("-weight", "colour", "-laid_at"),
    ("laid_at",),
    ("-laid_at", "pk"),
    ("double", "-colour"),
]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 4, 30, 100])
def test_walking_the_pages_meets_every_row_once_in_order(
    stones: "QuerySet[Stone]", order: tuple[str, ...], size: int
) -> None:
    rows = stones.annotate(double=F("weight") * 2)
    tie = "-pk" if order[-1].startswith("-") else "pk"
    plain = rows.exclude(weight=None) if {"weight", "-weight", "double"} & set(order) else rows
    expected = list(plain.order_by(*order, tie).values_list("pk", flat=True))
    assert [pk for page in walk(rows, order, size) for pk in page] == expected


@pytest.mark.parametrize("order", ORDERS)
def test_walking_back_shows_the_same_pages(
    stones: "QuerySet[Stone]", order: tuple[str, ...]
) -> None:
    rows = stones.annotate(double=F("weight") * 2).exclude(weight=None)
    forth = walk(rows, order, 6)
    page = page_by_key(rows, order, None, 6)
    while page.next_cursor:
        page = page_by_key(rows, order, page.next_cursor, 6)
    back = [ids(page)]
    while page.previous_cursor:
        page = page_by_key(rows, order, page.previous_cursor, 6)
        back.insert(0, ids(page))
    assert back == forth


def test_rows_added_meanwhile_move_nothing(stones: "QuerySet[Stone]") -> None:
    first = page_by_key(stones, ("-weight", "-id"), None, 5)
    assert ids(first) == [27, 23, 19, 15, 11]
    lay(40, weight=3)
    lay(41, weight=9)
    second = page_by_key(stones, ("-weight", "-id"), first.next_cursor, 5)
    assert ids(second) == [7, 3, 30, 26, 22]
    again = page_by_key(stones, ("-weight", "-id"), second.previous_cursor, 5)
    assert ids(again) == [27, 23, 19, 15, 11]
    assert ids(page_by_key(stones, ("-weight", "-id"), again.previous_cursor, 5)) == [
        *(41, 40, 27, 23, 19)
    ]


def test_a_row_gone_from_the_edge_of_a_page_is_no_trouble(stones: "QuerySet[Stone]") -> None:
    first = page_by_key(stones, ("id",), None, 5)
    Stone.objects.filter(pk__in=(5, 6)).delete()
    assert ids(page_by_key(stones, ("id",), first.next_cursor, 3)) == [7, 8, 9]


def test_a_page_that_has_gone_is_the_first(stones: "QuerySet[Stone]") -> None:
    first = page_by_key(stones, ("id",), None, 5)
    Stone.objects.filter(pk__gt=5).delete()
    page = page_by_key(stones, ("id",), first.next_cursor, 5)
    assert (ids(page), page.next_cursor, page.previous_cursor) == ([1, 2, 3, 4, 5], None, None)


def test_nothing_has_one_empty_page(stones: "QuerySet[Stone]") -> None:
    assert page_by_key(stones.none(), ("id",), None, 5) == cursor.Page([], None, None)
    assert page_by_key(stones.filter(pk=99), ("id",), None, 5) == cursor.Page([], None, None)


@pytest.mark.parametrize("size", [1, 3])
def test_a_page_is_one_statement(
    stones: "QuerySet[Stone]", size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = page_by_key(stones, ("-weight", "id"), None, size)
    with django_assert_num_queries(1):
        page = page_by_key(stones, ("-weight", "id"), first.next_cursor, size)
    with django_assert_num_queries(1):
        page_by_key(stones, ("-weight", "id"), page.previous_cursor, size)


def made_up(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


NOT_CURSORS = [
    *("", "x", "%%%", "é", "\x00", "\ud800", "A" * 100_000, "=" * 8, "bnVsbA"),
    *map(
        made_up,
        [
            *(None, 5, "x", {}, [], [0], [2, 1, 1], [0, 1], [0, 1, 1, 1], ["0", 1, 1], [[0], 1, 1]),
            *([0, None, 1], [0, "x", 1], [0, [1], 1], [0, {}, 1], [0, True, 1], [0, 1, "x"]),
            *([0, 2**70, 1], [0, 1, -(2**70)], [0, 1e400, 1], [0, "9" * 1000, 1], [0, "\x00", 1]),
        ],
    ),
    base64.urlsafe_b64encode(b"[0,NaN,1]").decode(),
    base64.urlsafe_b64encode(b"[" * 1200).decode(),
    base64.urlsafe_b64encode(b'[0,"\xff",1]').decode(),
]


@pytest.mark.parametrize("text", NOT_CURSORS)
def test_what_is_no_cursor_shows_the_first_page(stones: "QuerySet[Stone]", text: str) -> None:
    assert ids(page_by_key(stones, ("weight", "id"), text, 3)) == [4, 8, 12]


@pytest.mark.parametrize(
    "value",
    ["yesterday", "2026-13-01", "2026-01-01", "2026-01-01T00:00:00", "\x00", "\ud800", 5, 1e300],
)
def test_what_is_no_moment_shows_the_first_page(stones: "QuerySet[Stone]", value: object) -> None:
    assert ids(page_by_key(stones, ("laid_at", "id"), made_up([0, value, 1]), 3)) == [1, 2, 3]


@pytest.mark.parametrize("value", ["\x00", "\ud800", "x" * 5_000, 5, None, "’; DROP TABLE x"])
def test_no_text_is_ever_an_error(stones: "QuerySet[Stone]", value: object) -> None:
    page = page_by_key(stones, ("colour", "id"), made_up([0, value, 1]), 40)
    assert ids(page)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.one_of(json_values.map(made_up), st.text(max_size=40)))
def test_any_scribble_shows_a_page(stones: "QuerySet[Stone]", text: str) -> None:
    for order in (("weight", "id"), ("laid_at",), ("-colour", "id")):
        assert page_by_key(stones, order, text, 3).items
