"""Money as a whole number of the smallest unit, read strictly and shown as the language does."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from django.utils.formats import get_format, number_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

SYMBOLS = {
    "GBP": "£",
    "EUR": "€",
    "USD": "$",
    "CAD": "$",
    "AUD": "$",
    "NZD": "$",
    "JPY": "¥",
    "CHF": "CHF",
    "DKK": "kr",
    "SEK": "kr",
    "NOK": "kr",
    "ISK": "kr",
    "PLN": "zł",
    "CZK": "Kč",
    "UAH": "₴",
    "INR": "₹",
    "TRY": "₺",
    "KRW": "₩",
    "ILS": "₪",
    "NGN": "₦",
}
DECIMALS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF"), 0),
    **dict.fromkeys(("UGX", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
SYMBOL_FIRST = {"en", "cy", "ga", "gd", "nl", "ja", "zh", "ko", "he", "hi", "tr", "mt"}
MOST = 10**15
SPACES = " \u00a0\u202f\u2009'’"


class NotMoney(ValueError):
    """What was typed cannot be read as one amount; `code` and `sentence` say why."""

    code: ClassVar[str] = "money"
    sentence: ClassVar[str | Promise] = _("Enter an amount such as %(example)s.")

    def __init__(self, currency: str) -> None:
        super().__init__(self.code)
        self.gaps = {"example": Money(120050, currency), "currency": currency}

    def __str__(self) -> str:
        return str(self.sentence) % self.gaps


class TooManyDecimals(NotMoney):
    """More places after the separator than the currency has."""

    code = "decimals"
    sentence = _(
        "Enter an amount with no smaller part than the smallest coin, such as %(example)s."
    )


class NegativeMoney(NotMoney):
    """Less than nothing."""

    code = "negative"
    sentence = _("Enter an amount of nothing or more, such as %(example)s.")


class OtherCurrency(NotMoney):
    """A sign or code of another currency than the one asked for."""

    code = "currency"
    sentence = _("Enter the amount in %(currency)s, such as %(example)s.")


class TooMuchMoney(NotMoney):
    """An amount that no public body has."""

    code = "too_much"
    sentence = _("That amount is too large. Check the number of noughts.")


@dataclass(frozen=True, slots=True)
class Money:
    """So many of the smallest unit (pence, cents) of one currency."""

    minor: int
    currency: str

    def __str__(self) -> str:
        """Show it as the language in use does, without “.00”: £1,200 or 1 200,50 €."""
        places = decimals_of(self.currency)
        whole = self.minor % 10**places == 0
        amount = number_format(
            abs(self.amount), decimal_pos=0 if whole else places, use_l10n=True, force_grouping=True
        )
        sign = "−" if self.minor < 0 else ""
        symbol = SYMBOLS.get(self.currency, self.currency)
        if (get_language() or "en").split("-")[0] in SYMBOL_FIRST:
            space = "\u00a0" if symbol[-1].isalpha() else ""
            return f"{sign}{symbol}{space}{amount}"
        return f"{sign}{amount}\u00a0{symbol}"

    def __add__(self, other: Self) -> "Money":
        return Money(self.minor + self._alike(other), self.currency)

    def __sub__(self, other: Self) -> "Money":
        return Money(self.minor - self._alike(other), self.currency)

    def __lt__(self, other: Self) -> bool:
        return self.minor < self._alike(other)

    def __le__(self, other: Self) -> bool:
        return self.minor <= self._alike(other)

    @property
    def amount(self) -> Decimal:
        """The amount in the main unit, exactly."""
        return Decimal(self.minor).scaleb(-decimals_of(self.currency))

    def _alike(self, other: "Money") -> int:
        if self.currency != other.currency:
            message = f"{self.currency} and {other.currency} cannot be reckoned together"
            raise ValueError(message)
        return other.minor


def decimals_of(currency: str) -> int:
    """Return how many decimal places a currency has (ISO 4217)."""
    return DECIMALS.get(currency, 2)


def parse(typed: str, currency: str) -> Money:
    """Read what a person typed, such as “£1,200.50” or “1 200,50 €”; raise NotMoney if in doubt.

    A mark before one or two last digits divides the decimals, whichever it is. A lone mark before
    three digits groups thousands only if the language in use writes it so: “1,200” is read in
    English and refused in French, where it would be three decimals.
    """
    number = _without_currency(typed.strip(), currency)
    if number[:1] in {"-", "−", "–"} or (number[:1] == "(" and number[-1:] == ")"):
        raise NegativeMoney(currency)
    whole, fraction = _split(number.removeprefix("+"), currency)
    if len(whole) > len(str(MOST)):
        raise TooMuchMoney(currency)
    places = decimals_of(currency)
    minor = int(whole + fraction.ljust(places, "0"))
    if minor > MOST:
        raise TooMuchMoney(currency)
    return Money(minor, currency)


def _without_currency(typed: str, currency: str) -> str:
    found = re.fullmatch(r"([^\d.,+\-−–(]*)(.*?)([^\d.,)]*)", typed, re.DOTALL)
    before, number, after = found.groups() if found else ("", typed, "")
    own = {"", currency.casefold(), SYMBOLS.get(currency, currency).casefold()}
    signs = {part.strip(SPACES).casefold() for part in (before, after)}
    if not signs <= own:
        known = {code.casefold() for code in SYMBOLS} | {
            sign.casefold() for sign in SYMBOLS.values()
        }
        raise OtherCurrency(currency) if signs - own <= known else NotMoney(currency)
    return number.strip(SPACES)


def _split(number: str, currency: str) -> tuple[str, str]:
    """Return the digits before and after the decimal mark."""
    marks = [letter for letter in number if letter in ".,"]
    places = decimals_of(currency)
    thousands = get_format("THOUSAND_SEPARATOR")
    head, mark, tail = number, "", ""
    if marks and _divides_decimals(number, marks, thousands):
        head, mark, tail = number.rpartition(marks[-1])
    groups = re.split(rf"[{re.escape(SPACES)}.,]", head)
    between = set(re.findall(rf"[{re.escape(SPACES)}.,]", head))
    grouped_well = len(groups) == 1 or (
        len(between) == 1
        and 1 <= len(groups[0]) <= 3
        and all(len(group) == 3 for group in groups[1:])
    )
    digits = "".join(groups)
    if (
        not grouped_well
        or mark in between
        or not _is_number(digits)
        or (mark and not _is_number(tail))
    ):
        raise NotMoney(currency)
    if len(tail) > places:
        raise TooManyDecimals(currency)
    return digits, tail


def _divides_decimals(number: str, marks: list[str], thousands: str) -> bool:
    if len(set(marks)) == 2:
        return True
    if len(marks) > 1:
        return False
    return not (marks[0] == thousands and re.search(r"\d[.,]\d{3}$", number))


def _is_number(digits: str) -> bool:
    return bool(re.fullmatch(r"[0-9]+", digits))
