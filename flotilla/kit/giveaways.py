"""Finds what people write without meaning to publish it: numbers, addresses and secrets of themselves or of others."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from flotilla.kit import iban

MOST = 20
LONGEST = 100_000  # letters looked at


class Kind(StrEnum):
    """What it looks like."""

    EMAIL = "email"
    PHONE = "phone"
    HEALTH = "health"  # a number of the British health service
    NATIONAL = "national"  # National Insurance in Britain, the NIR in France
    PLATE = "plate"
    ACCOUNT = "account"
    CARD = "card"
    SECRET = "secret"


@dataclass(frozen=True, slots=True)
class Giveaway:
    """Some words of a text, and what they look like."""

    kind: Kind
    words: str


def giveaways(text: str) -> list[Giveaway]:
    """Return what in a text may give somebody away, in its order, each once; at most twenty.

    It only points: a person looks and decides. Numbers that carry a check digit must bear it out, so that prices, years
    and the numbers of buses are left alone. A name cannot be told from a word, and is not found.
    """
    found: dict[str, tuple[int, Giveaway]] = {}
    taken: list[range] = []
    for kind, pattern, holds in LOOKS:
        for start, words in _matches(pattern, text[:LONGEST]):
            place = range(start, start + len(words))
            if holds(words) and not any(_meet(place, other) for other in taken):
                taken.append(place)
                found.setdefault(words, (start, Giveaway(kind, words)))
    return [one for _start, one in sorted(found.values(), key=lambda row: row[0])][:MOST]


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    for match in pattern.finditer(text):
        yield match.start(), match[0]


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def _digits(words: str) -> list[int]:
    return [int(letter) for letter in words if letter in "0123456789"]


def _is_health(words: str) -> bool:
    """Whether the check digit of an NHS number holds (modulus 11)."""
    *digits, check = _digits(words)
    rest = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11  # fmt: skip
    return rest % 11 == check and rest != 10 and any(digits)


def _is_card(words: str) -> bool:
    """Whether the check digit of a card holds (Luhn 1960)."""
    digits = _digits(words)[::-1]
    doubled = (
        digit if n % 2 == 0 else sum(divmod(digit * 2, 10)) for n, digit in enumerate(digits)
    )
    return 13 <= len(digits) <= 19 and sum(doubled) % 10 == 0 and any(digits)


def _is_account(words: str) -> bool:
    """Whether the check digits of an IBAN hold (ISO 7064, modulus 97)."""
    number = re.sub(r"[ -]", "", words)
    return 15 <= len(number) <= 34 and iban.remainder(number) == 1


def _is_nir(words: str) -> bool:
    """Whether the key of a French NIR holds (97 less the number modulo 97)."""
    digits = "".join(str(one) for one in _digits(words))
    return len(digits) == 15 and 97 - int(digits[:13]) % 97 == int(digits[13:])


def _is_phone(words: str) -> bool:
    many = len(_digits(words))
    return 10 <= many <= 15 if words[0] in "+(" or words.startswith("00") else 10 <= many <= 11


def _always(_words: str) -> bool:
    return True


#: what is looked for, the surest first: what one has taken, the next does not see
LOOKS: tuple[tuple[Kind, re.Pattern[str], Callable[[str], bool]], ...] = (
    (Kind.SECRET, re.compile(r"-----BEGIN [A-Z ]{3,30}-----"), _always),
    (Kind.SECRET, re.compile(r"\b(?:password|passcode|pass phrase|mot de passe|code secret)\b[ \t]{0,3}(?:is|est|=|:)[ \t]{0,3}[^\s,;.]{3,60}", re.IGNORECASE), _always),
    (Kind.EMAIL, re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"), _always),
    (Kind.ACCOUNT, re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}\b"), _is_account),
    (Kind.CARD, re.compile(r"(?<![\d+])\d(?:[ -]?\d){12,18}(?!\d)"), _is_card),
    (Kind.NATIONAL, re.compile(r"(?<!\d)[12](?:[ ]?\d){14}(?!\d)"), _is_nir),
    (Kind.NATIONAL, re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"), _always),
    (Kind.PHONE, re.compile(r"(?<![\d.,£€$-])(?:\+|00?|\(0)[ ]?[1-9](?:[ ().-]{0,3}\d){7,13}(?!\d)"), _is_phone),
    (Kind.HEALTH, re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)"), _is_health),
    (Kind.PLATE, re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b|\b[A-Z]{2}-\d{3}-[A-Z]{2}\b"), _always),
)  # fmt: skip
