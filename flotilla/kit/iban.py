"""International bank account numbers: whether one can be right (ISO 13616, check digits by ISO 7064 mod 97)."""

import re

#: how long the number is in the countries where it is in use and pain.001 is likely to go
LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18, "FR": 27,
    "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27,
    "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "UA": 29,
}  # fmt: skip


class NotIban(ValueError):
    """What was typed cannot be such a number."""


def clean(typed: str) -> str:
    """Return the number without spaces and in capitals. Raises NotIban if country, length or check digits are wrong."""
    number = re.sub(r"[\s\-]", "", typed).upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", number):
        raise NotIban(typed)
    if len(number) != LENGTHS.get(number[:2], 0):
        raise NotIban(typed)
    if remainder(number) != 1:
        raise NotIban(typed)
    return number


def remainder(number: str) -> int:
    """Return the number modulo 97, its first four signs moved to the end and letters read as 10 to 35; 1 if it is right."""
    return int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97
