"""The words of the field and what they mean here: one table for the pages and for GLOSSARY.md."""

import functools
import pathlib
import tomllib
from dataclasses import dataclass

from flotilla.kit.wording import say

SOURCE = pathlib.Path(__file__).with_name("glossary.toml")


@dataclass(frozen=True)
class Term:
    """One word with its meaning, in every language that the table has."""

    key: str
    words: dict[str, str]
    meanings: dict[str, str]

    @property
    def word(self) -> str:
        """The word in the reader's language, else in English."""
        return say(self.words)

    @property
    def meaning(self) -> str:
        """The sentence that explains it in the reader's language, else in English."""
        return say(self.meanings)


@functools.cache
def terms() -> dict[str, Term]:
    """Return all terms by their key, in the order of the table."""
    rows = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    return {key: Term(key, row["word"], row["meaning"]) for key, row in rows.items()}


def as_table() -> str:
    """Return the part of GLOSSARY.md that is made from the table, for `tools/glossary.py` and its test."""
    head = "| word | en français | what it means here |\n|---|---|---|\n"
    rows = sorted(terms().values(), key=lambda term: term.words["en"])
    return head + "".join(
        f"| {term.words['en']} | {term.words['fr']} | {term.meanings['en']} |\n" for term in rows
    )
