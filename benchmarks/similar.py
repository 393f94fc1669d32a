"""How often people would have found the petition that theirs repeats.

    python benchmarks/similar.py ../shared/data/petitions

Takes every petition that moderators refused as a duplicate of one that is in the same file, looks for
candidates by full text and judges them by likeness, as the page does while somebody writes, and
prints how often an original is first, and among the first five. The data is public (UK Parliament,
petitions 2020-21) and not part of this project.
"""

import csv
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import scratch  # noqa: F401 (before flotilla, for it sets Django up)
from django.db import connection

from flotilla.kit import fulltext
from flotilla.numerics import similarity

TABLE = "benchmark_similar"


def main(folder: Path) -> None:
    """Print the figures."""
    with (folder / "petitions.csv").open(newline="", encoding="utf-8") as file:
        petitions = {int(row["id"]): row for row in csv.DictReader(file)}
    originals: defaultdict[int, set[int]] = defaultdict(set)
    with (folder / "duplicate_pairs.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["target_text_in_this_file"] == "yes":
                originals[int(row["duplicate_id"])].add(int(row["duplicate_of"]))
    wanted = {
        number: to & set(petitions) for number, to in originals.items() if number in petitions
    }
    wanted = {number: to for number, to in wanted.items() if to}
    siblings = {
        number: to | {other for other, its in wanted.items() if its & to and other != number}
        for number, to in wanted.items()
    }
    texts = {
        number: f"{row['action']}\n{row['background']}\n{row['additional_details']}"
        for number, row in petitions.items()
    }
    accepted = {number for number, row in petitions.items() if row["state"] != "rejected"}
    print(f"{len(petitions)} petitions, {len(accepted)} accepted, {len(wanted)} duplicates")
    judge("among the accepted, an original", texts, accepted, wanted)
    judge("among all, an original", texts, petitions, wanted)
    judge("among all, an original or another repeating it", texts, petitions, siblings)


def judge(
    name: str, texts: dict[int, str], among: Iterable[int], wanted: dict[int, set[int]]
) -> None:
    """Look for every duplicate's originals among some of the petitions, and print how it went."""
    pool = {number: texts[number] for number in among}
    fill(pool)
    first = five = there = 0
    looking: list[float] = []
    judging: list[float] = []
    for number, originals in wanted.items():
        began = time.perf_counter()
        known = fulltext.frequencies(connection, texts[number], TABLE)
        found = fulltext.candidates(connection, texts[number], 61, known=known, table=TABLE)
        looked = time.perf_counter()
        others = {other: pool[other] for other in found if other != number}
        ranked = [m.id for m in similarity.closest(texts[number], others, known.of, known.n)]
        judging.append(time.perf_counter() - looked)
        looking.append(looked - began)
        there += bool(originals & set(ranked))
        first += bool(originals & set(ranked[:1]))
        five += bool(originals & set(ranked[:5]))
    print(
        f"{name}: first {first / len(wanted):.1%}, in the first five {five / len(wanted):.1%},"
        f" candidate at all {there / len(wanted):.1%};"
        f" median {statistics.median(looking) * 1000:.1f} ms to find,"
        f" {statistics.median(judging) * 1000:.1f} ms to judge"
    )


def fill(texts: dict[int, str]) -> None:
    """Make the table anew with these texts."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
        cursor.execute(f"CREATE TABLE {TABLE} (id integer PRIMARY KEY, title text, words text)")
        for place, text in texts.items():
            title, _, words = text.partition("\n")
            cursor.execute(f"INSERT INTO {TABLE} VALUES (%s, %s, %s)", [place, title, words])
    with connection.schema_editor() as editor:
        fulltext.install(editor, TABLE)
    fulltext.refresh(connection, TABLE)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
