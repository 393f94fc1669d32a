"""Secrets that people carry: links nobody can guess, and codes that can be typed from paper."""

import hashlib
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O or U to misread
LOOK_ALIKES = str.maketrans("OIL", "011", " -–—\t\r\n\u00a0.")
GROUP = 4


def new_token() -> str:
    """Return 128 random bits as 22 characters that are safe in an address."""
    return secrets.token_urlsafe(16)


def fingerprint(token: str) -> str:
    """Return the SHA-256 of a token in hexadecimal, which is what is stored instead of it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def new_code(groups: int = 4) -> str:
    """Return a random code for a printed letter, such as `7H2K-9QWM-0D3X-TB5N`.

    The last character checks the others, so that a slip of the pen is noticed before anyone asks
    the database. Four groups carry 75 random bits: enough for the stored fingerprint, too.
    """
    numbers = [secrets.randbelow(32) for _ in range(groups * GROUP - 1)]
    return _grouped([*numbers, _check(numbers)])


def read_code(typed: str, groups: int = 4) -> str | None:
    """Return the code as it was printed, however it was typed; None if it cannot be right."""
    letters = typed.strip().upper().translate(LOOK_ALIKES)
    if len(letters) != groups * GROUP or any(letter not in ALPHABET for letter in letters):
        return None
    *numbers, check = [ALPHABET.index(letter) for letter in letters]
    return _grouped([*numbers, check]) if check == _check(numbers) else None


def _grouped(numbers: list[int]) -> str:
    letters = "".join(ALPHABET[number] for number in numbers)
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def _check(numbers: list[int]) -> int:
    """Return the check number: a weighted sum in the field of 32 elements.

    Every position has another weight, so any one wrong character and any two that changed places
    are caught, and the check is a letter of the same alphabet. (Crockford's own, modulo 37, needs
    `*~$=U`, which nobody can read out on the telephone.)
    """
    total = 0
    for number in numbers:
        total = _double(total) ^ number
    return _double(total)


def _double(number: int) -> int:
    # Times x in GF(2)[x]/(x^5 + x^2 + 1); x generates the field, so its powers repeat after 31.
    number <<= 1
    return number ^ 0b100101 if number & 0b100000 else number
