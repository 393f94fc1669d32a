"""How long search and likeness take on many rows.

    python benchmarks/fulltext.py [ROWS]

Fills a scratch table with made-up texts of some 160 words (100,000 of them, unless told otherwise)
whose words are as uneven as those of a language, in a temporary SQLite file or in the database that
FLOTILLA_DATABASE_URL names, and prints the median and the slow tenth of each question.
"""

import sys
import time

from django.db import connection, transaction
from scratch import chance, text, timed, words  # before flotilla, for it sets Django up

from flotilla.kit import fulltext

TABLE = "benchmark_fulltext"


def rows(statement: str, *params: object) -> list[tuple[int, ...]]:
    """Return what a statement finds."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


def fill(count: int) -> None:
    """Make the scratch table anew."""
    rows(f"DROP TABLE IF EXISTS {TABLE}")
    number = "bigint" if connection.vendor == "postgresql" else "integer"
    rows(f"CREATE TABLE {TABLE} (id {number} PRIMARY KEY, title varchar(400), words text)")
    with transaction.atomic(), connection.cursor() as cursor:
        for place in range(1, count + 1):
            values = [place, text(9), text(chance.randrange(60, 260))]
            cursor.execute(f"INSERT INTO {TABLE} VALUES (%s, %s, %s)", values)
    began = time.perf_counter()
    with connection.schema_editor() as editor:
        fulltext.install(editor, TABLE)
    fulltext.refresh(connection, TABLE)
    print(f"{count} rows on {connection.vendor}, indexed in {time.perf_counter() - began:.0f} s")


def newest(typed: str, limit: int) -> list[int]:
    """Return the newest rows that match."""
    query, params = fulltext.match(connection, typed, TABLE)
    found = rows(
        f"SELECT id FROM {TABLE} WHERE id IN ({query}) ORDER BY id DESC LIMIT %s", *params, limit
    )
    return [row[0] for row in found]


def main(count: int) -> None:
    """Fill, ask and print."""
    fill(count)
    texts = [f"{text(9)}\n{text(200)}" for _ in range(60)]
    timed(
        "count words of 200, most not met before",
        lambda n: fulltext.frequencies(connection, texts[n], TABLE),
    )
    timed(
        "count words of 200, other texts",
        lambda n: fulltext.frequencies(connection, texts[30 + n], TABLE),
    )
    known = [fulltext.frequencies(connection, texts[n], TABLE) for n in range(30)]
    timed(
        "60 candidates, words counted",
        lambda n: fulltext.candidates(connection, texts[n], known=known[n], table=TABLE),
    )
    for name, typed in {
        "the commonest word": f"{words[0]} ",
        "two common words": f"{words[0]} {words[1]} ",
        "a middling word": f"{words[300]} ",
        "a rare word": words[20_000],
        "three words, the last begun": f"{words[5]} {words[50]} {words[400][:3]}",
    }.items():
        timed(f"20 newest with {name}", lambda _n, typed=typed: newest(typed, 20), 10)
        ids = newest(typed, 1_000)
        timed(
            f"best of {len(ids)} with {name}",
            lambda _n, typed=typed, ids=ids: fulltext.best_first(connection, typed, ids, TABLE),
            10,
        )
    timed(
        "add a row",
        lambda n: rows(
            f"INSERT INTO {TABLE} VALUES (%s, %s, %s)", count + 1 + n, text(9), text(160)
        ),
    )
    timed(
        "change a row",
        lambda n: rows(f"UPDATE {TABLE} SET words = %s WHERE id = %s", text(160), n * 7 + 1),
    )
    timed("remove a row", lambda n: rows(f"DELETE FROM {TABLE} WHERE id = %s", n * 7 + 2))
    rows(f"DROP TABLE {TABLE}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
