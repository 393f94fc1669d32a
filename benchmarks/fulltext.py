"""How long search and likeness take on many rows.

    python benchmarks/fulltext.py [ROWS]

Fills a scratch table with made-up texts of some 160 words (100,000 of them, unless told otherwise)
whose words are as uneven as those of a language, in a temporary SQLite file or in the database that
FLOTILLA_DATABASE_URL names, and prints the median and the slow tenth of each question.
"""

import bisect
import itertools
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django

import config.sqlite

config.sqlite.replace()
where = tempfile.TemporaryDirectory()
os.environ.setdefault("FLOTILLA_DATABASE_URL", f"sqlite:///{where.name}/fulltext.sqlite3")
os.environ.setdefault("FLOTILLA_DEMO", "yes")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()

from django.db import connection, transaction

from flotilla.kit import fulltext

TABLE = "benchmark_fulltext"
LETTERS = "bcdfglmnprstvaeiouéà"
chance = random.Random(5)
words = list(
    dict.fromkeys(
        "".join(chance.choices(LETTERS, k=chance.choice([3, 4, 5, 6, 6, 7, 8, 9, 10, 12])))
        for _ in range(70_000)
    )
)
heights = list(itertools.accumulate(1 / (place + 2.7) for place in range(len(words))))


def text(length: int) -> str:
    """Return made-up words, the n-th commonest about 1/n as common as the first (Zipf)."""
    picks = (chance.random() * heights[-1] for _ in range(length))
    return " ".join(words[bisect.bisect(heights, pick)] for pick in picks)


def timed(name: str, ask: Callable[[int], object], times: int = 30) -> None:
    """Print how long a question takes."""
    took = []
    for turn in range(times):
        began = time.perf_counter()
        ask(turn)
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    print(
        f"{name:44s} median {statistics.median(took):7.1f} ms, p90 {took[int(times * 0.9)]:7.1f} ms"
    )


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
