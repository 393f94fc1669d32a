"""How the cost of work grows with its size, told by ratios, since a test must not fail because a machine is slow."""

import time
from collections.abc import Callable

ROUNDS = 3
TRIES = 4
TIMES = 16
SLACK = 0.05  # seconds: what a clock and a collector of garbage may add


def grows_evenly(work: Callable[[int], object], small: int) -> bool:
    """Whether sixteen times as much takes about sixteen times the processor, and not its square.

    Four times as much as even is let pass: n log n, and caches that are outgrown. Even 16, the square 256, allowed 64.
    A neighbour on the processor can spoil one look but not all; the square of the size spoils each.
    """
    return any(
        _cost(work, small * TIMES) <= 4 * TIMES * _cost(work, small) + SLACK for _ in range(TRIES)
    )


def _cost(work: Callable[[int], object], size: int) -> float:
    costs = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work(size)
        costs.append(time.process_time() - began)
    return min(costs)
