"""Full text: whatever is typed is safe, and finds what a person would expect, on both databases."""

from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from flotilla.kit import fulltext
from flotilla.kit.fulltext import words

TABLE = "kit_letter"
Write = Callable[..., None]


class Editor:
    """Does what a migration's schema editor does, but within the transaction of a test."""

    connection = connection

    def execute(self, statement: str, params: tuple[object, ...] = ()) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, params)


editor = cast("BaseDatabaseSchemaEditor", Editor())


def sql(statement: str, *params: object) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def write(db: None) -> Iterator[Write]:
    """Write a row of the scratch table, which is searched from the start."""
    number = "bigint" if connection.vendor == "postgresql" else "integer"
    sql(f"CREATE TABLE {TABLE} (id {number} PRIMARY KEY, title varchar(200), words text, seen int)")
    fulltext.install(editor, TABLE)

    def insert(number: int, title: str, text: str = "") -> None:
        sql(f"INSERT INTO {TABLE} VALUES (%s, %s, %s, 0)", number, title, text)

    yield insert
    fulltext.uninstall(editor, TABLE)
    sql(f"DROP TABLE {TABLE}")
    fulltext.asking._remembered.clear()


def found(typed: str) -> list[int]:
    query, params = fulltext.match(connection, typed, TABLE)
    return [
        row[0] for row in sql(f"SELECT id FROM {TABLE} WHERE id IN ({query}) ORDER BY 1", *params)
    ]


@pytest.mark.parametrize(
    "typed",
    [
        *("cafe", "café", "CAFÉ", "cafe\u0301", "Caf", "gardens cafe", "the café, gardens", "ga"),
        *('"café', "café*", "café AND", "(café", "café:", "^café", "-café", "café ' OR 1=1 --"),
    ],
)
def test_words_are_found_whatever_their_accents_capitals_and_marks(
    write: Write, typed: str
) -> None:
    write(1, "A community café", "in the gardens and or 1 2")
    write(2, "A bus stop", "by the school")
    assert found(typed) == [1]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("bus", [1, 3]),
        ("bus stop", [1]),
        ("stop bus", [1]),
        ("bus sto", [1]),
        ("bu stop", []),
        ("bus ", [1]),
        ("self driving", [3]),
        ("driving", [3]),
        ("or", [2]),
        ("example", [2]),
        ("snake", [2]),
        ("don’t", [2]),
        ("t", [2]),
        ("2,5", [3]),
        ("日本", [4]),
        ("हिन्दी", [4]),
        ("москв", [4]),
        ("МОСКВА", [4]),
        ("istanbul", [4]),
        ("שלום", [4]),
    ],
)
def test_every_word_must_be_there_the_last_may_be_begun(
    write: Write, typed: str, ids: list[int]
) -> None:
    write(1, "A bus stop")
    write(2, "and/or", "we don't mind www.example.org/x snake_case")
    write(3, "self-driving buses", "2.5 miles")
    write(4, "日本語", "हिन्दी Москва İstanbul שלום")
    assert found(typed) == ids


@pytest.mark.parametrize(
    "typed", ["", " ", "!?", "🚲", "\x00", "\ud800", "'", '"', "*", ":*", "&", "(", "\\", "%s", "%"]
)
def test_what_has_no_words_finds_nothing(write: Write, typed: str) -> None:
    write(1, "A bus stop")
    assert found(typed) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(st.text(max_size=60) | st.text("\"'&|!():*<->\\%^ abé\x00", max_size=30))
def test_any_scribble_is_safe(write: Write, typed: str) -> None:
    found(typed)
    fulltext.best_first(connection, typed, [1, 2], TABLE)
    fulltext.candidates(connection, typed, table=TABLE)


@pytest.mark.parametrize("text", ["x" * 1_000_000, "x " * 500_000, "é" * 300_000, "many"])
def test_a_million_characters_are_safe(write: Write, text: str) -> None:
    text = text if text != "many" else " ".join(map(str, range(150_000)))
    write(1, "long", text)
    assert found("long") == [1]
    found(text)
    fulltext.candidates(connection, text, table=TABLE)


def test_search_follows_every_change(write: Write) -> None:
    write(1, "A bus stop", "by the school")
    sql(f"UPDATE {TABLE} SET words = 'near the library' WHERE id = 1")
    assert (found("school"), found("library")) == ([], [1])
    sql(f"UPDATE {TABLE} SET seen = 5 WHERE id = 1")
    assert found("bus library") == [1]
    sql(f"UPDATE {TABLE} SET title = 'A tram' WHERE id = 1")
    assert (found("bus"), found("tram")) == ([], [1])
    sql(f"DELETE FROM {TABLE} WHERE id = 1")
    write(2, "Another")
    assert (found("tram"), found("another")) == ([], [2])


def test_installing_again_finds_what_was_there(write: Write) -> None:
    write(1, "A bus stop")
    assert fulltext.is_installed(connection, TABLE)
    fulltext.uninstall(editor, TABLE)
    assert not fulltext.is_installed(connection, TABLE)
    write(2, "A bus lane")
    for _again in range(2):
        fulltext.install(editor, TABLE)
        assert fulltext.is_installed(connection, TABLE)
        assert found("bus") == [1, 2]
    fulltext.refresh(connection, TABLE)
    assert found("bus") == [1, 2]


def test_the_best_comes_first_and_of_equals_the_newer(write: Write) -> None:
    write(1, "A library", "with a bus stop in front of it, said in many words " * 4)
    write(2, "Bus stop", "")
    write(3, "Bus stop", "")
    write(4, "A bench", "")
    assert fulltext.best_first(connection, "bus stop", [4, 3, 2, 1], TABLE) == [3, 2, 1]
    assert fulltext.best_first(connection, "bus", [1], TABLE) == [1]
    assert fulltext.best_first(connection, "", [4, 1], TABLE) == [4, 1]
    assert fulltext.best_first(connection, "bus", [], TABLE) == []


def test_no_more_than_a_thousand_are_ranked(write: Write) -> None:
    for number in range(1, 1_021):
        write(number, "bus")
    ids = list(range(1_020, 0, -1))
    assert fulltext.best_first(connection, "bus", ids, TABLE) == ids[:1_000]


def test_rows_are_counted_by_words(write: Write) -> None:
    write(1, "Café", "on the square")
    write(2, "The square")
    write(3, "A cafe", "cafe, CAFÉ")
    known = fulltext.frequencies(connection, "The CAFÉ square tram", table=TABLE)
    assert known == fulltext.Frequencies(3, {"the": 2, "cafe": 2, "square": 2, "tram": 0})
    assert fulltext.frequencies(connection, "", table=TABLE) == fulltext.Frequencies(3, {})


def test_counts_that_are_remembered_are_forgotten_when_the_table_has_grown(write: Write) -> None:
    for number in range(1, 101):
        write(number, "bus")
    assert fulltext.frequencies(connection, "bus tram", table=TABLE).of == {"bus": 100, "tram": 0}
    write(101, "bus tram")
    assert fulltext.frequencies(connection, "bus tram", table=TABLE).of == {"bus": 100, "tram": 1}
    for number in range(102, 131):
        write(number, "bus")
    assert fulltext.frequencies(connection, "bus tram", table=TABLE).of == {"bus": 130, "tram": 1}


def test_the_telling_words_are_rare_and_leant_on(write: Write) -> None:
    for number in range(1, 21):
        write(number, f"the thing{number}", "cycle" if number < 6 else "")
    write(21, "the otter", "otter")
    write(22, "the badger")
    chosen = fulltext.rarest_words(
        connection, "badger\nthe otter and a cycle zzz", limit=3, table=TABLE
    )
    assert list(chosen.items()) == [("badger", 1), ("otter", 1), ("cycle", 5)]


def test_candidates_share_most_of_what_is_telling(write: Write) -> None:
    for number in range(1, 31):
        write(number, f"thing{number} idea", "the same words for all of us")
    write(40, "Otters in the river", "the idea of bringing back otters")
    write(41, "River bathing", "the same river")
    text = "Bring otters back\nOtters should live in our river, the idea is old"
    assert list(fulltext.candidates(connection, text, table=TABLE))[:2] == [40, 41]
    assert list(fulltext.candidates(connection, text, limit=1, table=TABLE)) == [40]
    assert fulltext.candidates(connection, "zzz qqq", table=TABLE) == {}
    assert fulltext.candidates(connection, "", table=TABLE) == {}


def test_candidates_take_two_statements(
    write: Write, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 4):
        write(number, f"otter {number}")
    write(9, "badger")
    with django_assert_num_queries(2):
        assert fulltext.candidates(connection, "badger", table=TABLE) == {9: 1.0}
    known = fulltext.frequencies(connection, "badger", table=TABLE)
    with django_assert_num_queries(1):
        fulltext.candidates(connection, "badger", known=known, table=TABLE)


def test_words_are_cut_and_folded_alike() -> None:
    assert words.spelled("Don’t snake_case, Café: हिन्दी 2.5!") == [
        *("Don", "t", "snake", "case", "Café", "हिन्दी", "2", "5")
    ]
    assert words.folded("CAFÉ") == "cafe"
    assert list(words.weighted("Big title\nbig words")) == ["big", "title", "words"]


def test_after_all_migrations_contributions_can_be_searched(db: None) -> None:
    """Fails if a later migration altered the table on SQLite and did not install anew."""
    assert fulltext.is_installed(connection)


def test_candidates_of_several_texts_are_those_of_each(
    write: Write, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 41):
        write(number, f"Bench {number % 4}", f"A seat by the {'river' if number % 3 else 'bus stop'} of road {number % 7}")  # fmt: skip
    texts = {5: "A bus stop by the river", 9: "The bus of road 3", 11: "Nothing of it", 12: ""}
    known = fulltext.frequencies(connection, *texts.values(), table=TABLE)
    with django_assert_num_queries(1):
        found = fulltext.candidates_of_each(connection, texts, 6, known=known, table=TABLE)
    each = {
        key: fulltext.candidates(connection, text, 6, known=known, table=TABLE)
        for key, text in texts.items()
    }
    assert {key: list(of) for key, of in found.items()} == {key: list(of) for key, of in each.items()}  # fmt: skip
    assert {key: pytest.approx(of) for key, of in each.items()} == found
    assert len(found[5]) == 6
    assert found[12] == {}
