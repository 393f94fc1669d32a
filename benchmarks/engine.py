"""Measures one database: `python -m benchmarks.engine sqlite 1000,20000 3 yes`, on what FLOTILLA_DATABASE_URL names."""

import sys
import time
from typing import Any

from django.db import connection

from benchmarks import filling, large
from benchmarks.measuring import Measurement, kept
from benchmarks.serving import ROOT
from flotilla.people.models import Person

WHERE = ROOT / "var" / "bench"


def hurry() -> None:
    """Fill without waiting for the disk; the servers that are measured have connections of their own, and wait."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-200000")
        else:
            cursor.execute("SET synchronous_commit = off")


def main(engine: str, sizes: list[int], seconds: float, shape: bool) -> None:
    """Fill and measure, size by size, and keep what was found after each."""
    began = time.monotonic()

    def say(words: str) -> None:
        print(f"{engine} {time.monotonic() - began:5.0f} s  {words}", flush=True)

    results: dict[str, Any] = {"engine": engine, "sizes": {}}
    if shape:
        large.fill(say)
        hurry()
        results["large"] = large.measure(seconds, say)
        kept(WHERE / f"{engine}-large.json", results["large"])
        return
    for size in sizes:
        if not connection.introspection.table_names() or not Person.objects.exists():
            hurry()
            filling.found(say)
        hurry()
        filling.fill(size, say)
        connection.close()
        results["sizes"][str(size)] = Measurement(seconds, say).run()
        kept(WHERE / f"{engine}.json", results)


if __name__ == "__main__":
    main(sys.argv[1], [int(one) for one in sys.argv[2].split(",")], float(sys.argv[3]), sys.argv[4] == "large")  # fmt: skip
