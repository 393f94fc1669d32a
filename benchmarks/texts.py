"""Made-up texts whose words are as uneven as those of a language."""

import itertools
import random

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
    return " ".join(chance.choices(words, cum_weights=heights, k=length))
