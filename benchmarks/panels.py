"""The arithmetic of panels: 1,000 entries of 200 assessors told apart, and who reads what, each in a process of its own."""

import json
import random
import resource
import time
from collections.abc import Callable
from multiprocessing import get_context
from typing import Any

from benchmarks.serving import ROOT
from flotilla.numerics.agreement import agreement
from flotilla.numerics.assignment import Reader, assign
from flotilla.numerics.scoring import two_way

WHERE = ROOT / "var" / "bench" / "panels.json"
SEED = 4
ROUNDS = 3


def scored(entries: int = 1_000, assessors: int = 200, each: int = 3) -> dict[str, Any]:
    """Return what it takes to estimate a panel of this size: adjusted scores, chances, and agreement with its interval."""
    draw = random.Random(SEED)
    harsh = [draw.gauss(0, 0.5) for _ in range(assessors)]
    rows = [(entry, one, min(5, max(1, round(3 + draw.gauss(0, 0.7) + harsh[one])))) for entry in range(entries) for one in draw.sample(range(assessors), each)]  # fmt: skip
    of_entry: dict[int, list[float]] = {}
    for entry, _one, points in rows:
        of_entry.setdefault(entry, []).append(points)

    def work() -> int:
        found = two_way(rows, line=entries // 10)
        known = agreement(of_entry)
        return len(found.entries) + bool(known)

    return _measured(work)


def assigned(entries: int = 200, readers: int = 30, each: int = 3) -> dict[str, Any]:
    """Return what it takes to give each entry its readers, with interests and a reader of lived experience each."""
    draw = random.Random(SEED)
    panel = [Reader(number, most=entries * each // readers + 4, lived=number < readers // 3) for number in range(readers)]  # fmt: skip
    interests = {(draw.randrange(entries), draw.randrange(readers)) for _ in range(entries // 2)}
    fit = {(entry, one): draw.random() for entry in range(entries) for one in range(readers)}

    def work() -> int:
        return len(assign(range(entries), panel, each, interests=interests, fit=fit, lived=True).pairs)  # fmt: skip

    return {**_measured(work), "pairs": work(), "wanted": entries * each}


def _measured(work: Callable[[], int]) -> dict[str, Any]:
    """Return the best of a few rounds in seconds, and the memory of the whole process in megabytes."""
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return {"seconds": min(took), "slowest": max(took), "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}  # fmt: skip


def main() -> None:
    """Measure both, print, and write it down."""
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        found = {"scored": pool.apply(scored), "assigned": pool.apply(assigned)}
    WHERE.parent.mkdir(parents=True, exist_ok=True)
    WHERE.write_text(json.dumps(found, indent=1))
    print(f"panels: 1,000 entries of 200 assessors, 3 each: {found['scored']['seconds']:.2f} s, {found['scored']['memory']:.0f} MB; 200 entries, 30 readers, 3 each assigned in {found['assigned']['seconds']:.2f} s")  # fmt: skip


if __name__ == "__main__":
    main()
