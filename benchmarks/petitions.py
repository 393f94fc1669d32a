"""How often people would have found the petition that theirs repeats.

Takes every petition that moderators refused as a duplicate of one that is in the same file, looks for candidates by
full text and judges them by likeness, as the page does while somebody writes, and prints how often an original is
first, and among the first five. The data is public (UK Parliament, petitions 2020-21) and not part of this project:
where it is not beside it, this says so and measures nothing.
"""

import csv
import statistics
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import connection

from benchmarks.serving import ROOT
from flotilla.contributions.queries.similar import (
    CANDIDATES,
    JUDGED,
    MOST_CHARACTERS,
    worth_judging,
)
from flotilla.kit import fulltext
from flotilla.numerics import similarity

TABLE = "benchmark_petitions"


def main(folder: Path) -> dict[str, Any] | None:
    """Print the figures and return them."""
    if not (folder / "petitions.csv").exists():
        print(f"petitions: not measured, {folder} is not there")
        return None
    with (folder / "petitions.csv").open(newline="", encoding="utf-8") as file:
        petitions = {int(row["id"]): row for row in csv.DictReader(file)}
    originals: defaultdict[int, set[int]] = defaultdict(set)
    with (folder / "duplicate_pairs.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["target_text_in_this_file"] == "yes":
                originals[int(row["duplicate_id"])].add(int(row["duplicate_of"]))
    known = {number: to & set(petitions) for number, to in originals.items() if number in petitions}
    wanted = {number: to for number, to in known.items() if to}
    siblings = {
        number: to | {other for other, its in wanted.items() if its & to and other != number}
        for number, to in wanted.items()
    }
    texts = {number: f"{row['action']}\n{row['background']}\n{row['additional_details']}" for number, row in petitions.items()}  # fmt: skip
    accepted = {number for number, row in petitions.items() if row["state"] != "rejected"}
    print(f"petitions: {len(petitions)}, of which {len(accepted)} accepted, {len(wanted)} duplicates of one in the file")  # fmt: skip
    return {
        "accepted": judged("among the accepted, an original", texts, accepted, wanted),
        "all": judged("among all, an original", texts, petitions, wanted),
        "siblings": judged("among all, an original or another that repeats it", texts, petitions, siblings),
    }  # fmt: skip


def judged(name: str, texts: dict[int, str], among: Iterable[int], wanted: dict[int, set[int]]) -> dict[str, float]:  # fmt: skip
    """Look for every duplicate's originals among some of the petitions, and print how it went."""
    pool = {number: texts[number] for number in among}
    fill(pool)
    first = five = 0
    took: list[float] = []
    for number, originals in wanted.items():
        began = time.perf_counter()
        freqs = fulltext.frequencies(connection, texts[number], table=TABLE)
        found = fulltext.candidates(connection, texts[number], CANDIDATES, known=freqs, table=TABLE)
        judged = worth_judging(found, number)[:JUDGED]
        chosen = {other: pool[other][:MOST_CHARACTERS] for other in judged}
        ranked = [m.id for m in similarity.closest(texts[number], chosen, freqs.of, freqs.n)]
        took.append(time.perf_counter() - began)
        first += bool(originals & set(ranked[:1]))
        five += bool(originals & set(ranked[:5]))
    median = statistics.median(took) * 1000
    print(f"  {name}: first {first / len(wanted):.1%}, in the first five {five / len(wanted):.1%}; median {median:.1f} ms")  # fmt: skip
    return {"first": first / len(wanted), "five": five / len(wanted), "ms": median}


def fill(texts: dict[int, str]) -> None:
    """Make the table anew with these texts."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
        cursor.execute(f"CREATE TABLE {TABLE} (id integer PRIMARY KEY, title text, words text)")
        cursor.executemany(
            f"INSERT INTO {TABLE} VALUES (%s, %s, %s)",
            [(place, *text.partition("\n")[::2]) for place, text in texts.items()],
        )
    with connection.schema_editor() as editor:
        fulltext.install(editor, TABLE)
    fulltext.refresh(connection, TABLE)


if __name__ == "__main__":
    from benchmarks.measuring import kept

    if results := main(ROOT.parent / "shared" / "data" / "petitions"):
        kept(ROOT / "var" / "bench" / "petitions.json", results)
