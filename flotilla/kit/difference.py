"""Two versions of a text compared word by word."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, came or went between two versions."""

    kind: Literal["same", "added", "removed"]
    text: str


TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
CELLS = 40_000
DEEPEST = 30


def difference(old: str, new: str) -> list[Piece]:
    """Return the pieces, in order, that lead from one version to another, word by word.

    What stayed and went, joined, is the old text; what stayed and came is the new one. Finds words
    that occur once on both sides and compares between them (*patience diff*, Bram Cohen), so it
    stays quick on 20,000 words and reads as a person would mark it.
    """
    a, b = TOKEN.findall(old), TOKEN.findall(new)
    marked = _Marked()
    for from_a, to_a, from_b, to_b in _runs(a, b):
        left, right = "".join(a[from_a:to_a]), "".join(b[from_b:to_b])
        crumb = right.isspace() and marked.in_a_change and to_a < len(a) and to_b < len(b)
        if left != right or crumb:  # a lone space between two changes would only break them up
            marked.change(left, right)
        else:
            marked.keep(left)
    return marked.done()


class _Marked:
    """Pieces as they are found, neighbouring changes made one."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.removed = self.added = ""

    @property
    def in_a_change(self) -> bool:
        return bool(self.removed or self.added)

    def change(self, removed: str, added: str) -> None:
        self.removed += removed
        self.added += added

    def keep(self, text: str) -> None:
        self.done().append(Piece("same", text))

    def done(self) -> list[Piece]:
        if self.removed:
            self.pieces.append(Piece("removed", self.removed))
        if self.added:
            self.pieces.append(Piece("added", self.added))
        self.removed = self.added = ""
        return self.pieces


Run = tuple[int, int, int, int]


def _runs(a: Sequence[str], b: Sequence[str]) -> list[Run]:
    """Return alternating runs of alike and unlike tokens that cover both sides."""
    pairs = [*_pairs(a, b, 0, len(a), 0, len(b), DEEPEST), (len(a), len(b))]
    runs: list[Run] = []
    done_a = done_b = start_a = start_b = 0
    for at_a, at_b in pairs:
        if at_a > done_a or at_b > done_b:
            if done_a > start_a:
                runs.append((start_a, done_a, start_b, done_b))
            runs.append((done_a, at_a, done_b, at_b))
            start_a, start_b = at_a, at_b
        done_a, done_b = at_a + 1, at_b + 1
    if len(a) > start_a:
        runs.append((start_a, len(a), start_b, len(b)))
    return runs


def _pairs(
    a: Sequence[str], b: Sequence[str], lo_a: int, hi_a: int, lo_b: int, hi_b: int, depth: int
) -> Iterator[tuple[int, int]]:
    """Yield positions of tokens that stayed, in order."""
    while lo_a < hi_a and lo_b < hi_b and a[lo_a] == b[lo_b]:
        yield lo_a, lo_b
        lo_a, lo_b = lo_a + 1, lo_b + 1
    ends = 0
    while lo_a < hi_a - ends and lo_b < hi_b - ends and a[hi_a - 1 - ends] == b[hi_b - 1 - ends]:
        ends += 1
    top_a, top_b = hi_a - ends, hi_b - ends
    if lo_a < top_a and lo_b < top_b:
        yield from _between(a, b, lo_a, top_a, lo_b, top_b, depth)
    for back in range(ends):
        yield top_a + back, top_b + back


def _between(
    a: Sequence[str], b: Sequence[str], lo_a: int, hi_a: int, lo_b: int, hi_b: int, depth: int
) -> Iterator[tuple[int, int]]:
    anchors = _anchors(a, b, lo_a, hi_a, lo_b, hi_b) if depth else []
    if not anchors:
        if (hi_a - lo_a) * (hi_b - lo_b) <= CELLS:
            yield from _longest_common(a, b, lo_a, hi_a, lo_b, hi_b)
        return
    for at_a, at_b in [*anchors, (hi_a, hi_b)]:
        yield from _pairs(a, b, lo_a, at_a, lo_b, at_b, depth - 1)
        if at_a < hi_a and at_b < hi_b:
            yield at_a, at_b
        lo_a, lo_b = at_a + 1, at_b + 1


def _anchors(
    a: Sequence[str], b: Sequence[str], lo_a: int, hi_a: int, lo_b: int, hi_b: int
) -> list[tuple[int, int]]:
    """Return the longest rising row of words (else of phrases) that occur once on both sides."""
    for length in (1, 3, 7):
        words_a = [tuple(a[at : at + length]) for at in range(lo_a, hi_a - length + 1)]
        words_b = [tuple(b[at : at + length]) for at in range(lo_b, hi_b - length + 1)]
        count_a, count_b = Counter(words_a), Counter(words_b)
        where_b = {word: at for at, word in enumerate(words_b) if count_b[word] == 1}
        both = [
            (lo_a + at, lo_b + where_b[word])
            for at, word in enumerate(words_a)
            if count_a[word] == 1 and word in where_b
        ]
        if both:
            return _rising(both)
    return []


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest row of pairs whose second numbers rise too (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int | None] = []
    for index, (_at_a, at_b) in enumerate(pairs):
        pile = bisect_left(tops, at_b)
        before.append(piles[pile - 1] if pile else None)
        tops[pile : pile + 1] = [at_b]
        piles[pile : pile + 1] = [index]
    row: list[tuple[int, int]] = []
    link: int | None = piles[-1]
    while link is not None:
        row.append(pairs[link])
        link = before[link]
    return row[::-1]


def _longest_common(
    a: Sequence[str], b: Sequence[str], lo_a: int, hi_a: int, lo_b: int, hi_b: int
) -> Iterator[tuple[int, int]]:
    """Yield a longest common subsequence of two short stretches (dynamic programming)."""
    width = hi_b - lo_b
    table = [[0] * (width + 1)]
    for at_a in range(hi_a - 1, lo_a - 1, -1):
        below, row = table[-1], [0] * (width + 1)
        for at_b in range(width - 1, -1, -1):
            if a[at_a] == b[lo_b + at_b]:
                row[at_b] = below[at_b + 1] + 1
            else:
                row[at_b] = max(below[at_b], row[at_b + 1])
        table.append(row)
    table.reverse()
    at_a, at_b = lo_a, 0
    while at_a < hi_a and at_b < width:
        if a[at_a] == b[lo_b + at_b]:
            yield at_a, lo_b + at_b
            at_a, at_b = at_a + 1, at_b + 1
        elif table[at_a - lo_a + 1][at_b] >= table[at_a - lo_a][at_b + 1]:
            at_a += 1
        else:
            at_b += 1
