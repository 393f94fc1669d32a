"""Text as people send it, made storable; and, from its neighbour, what changed in it."""

import re
import unicodedata
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from flotilla.kit.difference import Piece, difference

__all__ = [
    "ControlCharacter",
    "LoneSurrogate",
    "Piece",
    "TooLong",
    "Unclean",
    "clean",
    "difference",
]

LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
SURROGATE = re.compile("[\ud800-\udfff]")
EMBEDDINGS = frozenset("\u202a\u202b\u202d\u202e")  # LRE RLE LRO RLO, closed by PDF
ISOLATES = frozenset("\u2066\u2067\u2068")  # LRI RLI FSI, closed by PDI
PDF, PDI = "\u202c", "\u2069"
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Unclean(ValueError):
    """Text that cannot be kept as it is; `code` and `sentence` say why."""

    code: ClassVar[str] = "text"
    sentence: ClassVar[str | Promise]

    def __str__(self) -> str:
        return str(self.sentence)


class ControlCharacter(Unclean):
    """A character that no keyboard writes, such as NUL."""

    code = "control"
    sentence = _(
        "This text has a hidden character that cannot be kept. Type it again, or paste it as plain "
        "text."
    )


class LoneSurrogate(Unclean):
    """Half of a character."""

    code = "surrogate"
    sentence = _("This text has a damaged character. Find it and type it again.")


class TooLong(Unclean):
    """More characters than there is room for."""

    code = "too_long"
    sentence = ngettext_lazy(
        "Shorten this to %(most)d character. It has %(length)d.",
        "Shorten this to %(most)d characters. It has %(length)d.",
        "most",
    )

    def __init__(self, *, length: int, most: int) -> None:
        super().__init__()
        self.gaps = {"length": length, "most": most}

    def __str__(self) -> str:
        return str(self.sentence % self.gaps)


def clean(text: str, *, max_length: int) -> str:
    """Return the text in one form: NFC, lines ended by a newline, turns of direction closed.

    Raises ControlCharacter, LoneSurrogate or TooLong; never drops a word. Letters, joiners and
    marks of direction of every script stay; only a turn of direction that is opened and not closed
    in its line (or closed and not opened) is taken out, because it would turn the page around it.
    """
    text = LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    if CONTROL.search(text):
        raise ControlCharacter
    if SURROGATE.search(text):
        raise LoneSurrogate
    if TURNS.search(text):
        text = "\n".join(_balanced(line) for line in text.split("\n"))
    text = unicodedata.normalize("NFC", text)
    if len(text) > max_length:
        raise TooLong(length=len(text), most=max_length)
    return text


def _balanced(line: str) -> str:
    """Drop what is opened and not closed, or closed and not opened (Unicode Annex 9, BD9 and BD11)."""
    opened: list[int] = []
    unmatched: set[int] = set()
    for at, letter in enumerate(line):
        if letter in EMBEDDINGS or letter in ISOLATES:
            opened.append(at)
        elif letter == PDF:
            if opened and line[opened[-1]] in EMBEDDINGS:
                opened.pop()
            else:
                unmatched.add(at)
        elif letter == PDI:
            if not any(line[other] in ISOLATES for other in opened):
                unmatched.add(at)
                continue
            while line[opened[-1]] not in ISOLATES:
                unmatched.add(opened.pop())
            opened.pop()
    unmatched.update(opened)
    return "".join(letter for at, letter in enumerate(line) if at not in unmatched)
