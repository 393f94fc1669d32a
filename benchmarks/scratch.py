"""What the benchmarks stand on: Django with a scratch database, made-up texts, and a stopwatch.

Import it before anything of Flotilla. The database is a temporary SQLite file, or the one that
FLOTILLA_DATABASE_URL names.
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
os.environ.setdefault("FLOTILLA_DATABASE_URL", f"sqlite:///{where.name}/scratch.sqlite3")
os.environ.setdefault("FLOTILLA_DEMO", "yes")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()

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
    slow = took[-times // 10]
    print(f"{name:44s} median {statistics.median(took):7.1f} ms, slow tenth {slow:7.1f} ms")
