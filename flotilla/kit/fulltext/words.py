"""A text as words, the same on both databases."""

import math
import re
import unicodedata
from collections import defaultdict

ACCENTS = re.compile("[\u0300-\u036f]+")
# A combining mark that is no accent (the vowel signs of Hindi, say) belongs to its word.
WORD = re.compile(
    "[^\\W_](?:[^\\W_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e])*"
)
MOST_CHARACTERS = 4_000
LONGEST_WORD = 60
TITLE = 3.0
HALVED_AFTER = 100  # words


def spelled(text: str) -> list[str]:
    """Return the words of the beginning of a text as they are written there."""
    text = unicodedata.normalize("NFC", text[:MOST_CHARACTERS])
    text = text.encode("utf-8", "ignore").decode()
    return [word[:LONGEST_WORD] for word in WORD.findall(text)]


def folded(word: str) -> str:
    """Return a word in lower case and without accents."""
    word = word.lower()
    return word if word.isascii() else ACCENTS.sub("", unicodedata.normalize("NFD", word))


def weighted(text: str) -> dict[str, tuple[str, float]]:
    """Return, for each folded word, one spelling and how much it is leant on in the text.

    The first line counts three times, every later word less than the one before, halved after a
    hundred: people say first what they want.
    """
    title, _, rest = text.partition("\n")
    spelling: dict[str, str] = {}
    weights: defaultdict[str, float] = defaultdict(float)
    for word in spelled(title):
        spelling.setdefault(folded(word), word)
        weights[folded(word)] += TITLE
    for place, word in enumerate(spelled(rest)):
        spelling.setdefault(folded(word), word)
        weights[folded(word)] += 0.5 ** (place / HALVED_AFTER)
    return {word: (spelling[word], math.log1p(weight)) for word, weight in weights.items() if word}
