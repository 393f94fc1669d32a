"""One row of a file made into a published award, or refused with the reason; nothing is quietly repaired."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from flotilla.awards.actions.publishing import NAMELESS
from flotilla.awards.verbs import RecipientKind
from flotilla.exchange.giving.columns import Column, columns, nested, only_known
from flotilla.exchange.rows import RowRefused
from flotilla.kit.money import MOST, decimals_of
from flotilla.kit.spreadsheet import Row

LONGEST = {"id": 160, "title": 300}
#: what a published award keeps in columns of its own
OWN = (
    "id", "title", "description", "currency", "amountAwarded", "awardDate", "recipientOrganization/0/id", "recipientOrganization/0/name",
    "recipientIndividual/id", "recipientIndividual/name", "fundingOrganization/0/id", "fundingOrganization/0/name",
)  # fmt: skip
NEEDED = ("id", "title", "description", "currency", "amountAwarded", "awardDate", "fundingOrganization/0/id", "fundingOrganization/0/name")  # fmt: skip
BY_PATH: dict[str, Column] = {one.path: one for one in columns()}


@dataclass(frozen=True)
class Grant:
    """What a row says, ready to be written."""

    identifier: str
    facts: dict[str, Any]


def read_grant(row: Row, *, is_table: bool) -> Grant:
    """Read one row of a table or one object of JSON. Raises RowRefused."""
    if row.problem:
        raise RowRefused(str(row.problem))
    cleaned = {path: _clean(BY_PATH[path], value) for path, value in _values(row, is_table).items()}
    said = {path: value for path, value in cleaned.items() if value != ""}
    for path in NEEDED:
        if path not in said:
            raise RowRefused(_("It has no “%s”.") % BY_PATH[path].title)
    for path, most in LONGEST.items():
        if len(said[path]) > most:
            raise RowRefused(_("“%(column)s” is longer than %(most)d signs.") % {"column": BY_PATH[path].title, "most": most})  # fmt: skip
    if re.search(r"[\s/]", said["id"]):
        raise RowRefused(_("Its identifier “%s” holds a space or a slash.") % said["id"][:60])
    kind, ref, name = _recipient(row, said)
    currency = said["currency"]
    if not re.fullmatch("[A-Z]{3}", currency):
        raise RowRefused(_("“%s” is no currency: it is three capital letters, such as GBP.") % currency[:20])  # fmt: skip
    facts = {
        "title": said["title"],
        "description": said["description"],
        "currency": currency,
        "amount_minor": _minor(said["amountAwarded"], currency),
        "awarded_on": date.fromisoformat(said["awardDate"][:10]),
        "recipient_kind": kind,
        "recipient_ref": ref[:160],
        "recipient_name": name[:300],
        "funder_ref": said["fundingOrganization/0/id"][:160],
        "funder_name": said["fundingOrganization/0/name"][:300],
        "facts": _rest(said),
    }
    return Grant(said["id"], facts)


def _values(row: Row, is_table: bool) -> dict[str, Any]:
    grant = nested(row.values) if is_table else only_known(row.values)
    found = {one.path: one.take(grant) for one in columns()}
    return {path: value for path, value in found.items() if value not in (None, "")}


def _recipient(row: Row, said: Mapping[str, Any]) -> tuple[str, str, str]:
    several = row.values.get("recipientOrganization")
    if isinstance(several, list) and len(several) > 1:
        raise RowRefused(_("It names more than one recipient."))
    for kind, place in (
        (RecipientKind.ORGANISATION, "recipientOrganization/0"),
        (RecipientKind.INDIVIDUAL, "recipientIndividual"),
    ):
        ref, name = said.get(f"{place}/id"), said.get(f"{place}/name")
        if ref and name:
            return str(kind), ref, NAMELESS if kind == RecipientKind.INDIVIDUAL else name
        if ref or name:
            missing = "name" if ref else "id"
            raise RowRefused(_("It has no “%s”.") % BY_PATH[f"{place}/{missing}"].title)
    raise RowRefused(_("It names no recipient."))


def _clean(column: Column, value: Any) -> Any:
    """Return a value as its kind has it: text as it stands, a number as it is written, a date that is one."""
    if isinstance(value, dict | list | bool):
        raise RowRefused(_("“%s” is no single value.") % column.title)
    text = str(value).replace("\r\n", "\n").strip()
    if "\x00" in text:
        raise RowRefused(_("Column “%s” holds a NUL character.") % column.title)
    if not text or column.kind == "text":
        return text
    return _date(column, text) if column.kind == "date" else _number(column, text)


def _date(column: Column, text: str) -> str:
    try:
        if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])", text):
            raise ValueError
        datetime.fromisoformat(text)
    except ValueError:
        raise RowRefused(
            _("“%(column)s” should be a date like 2026-03-11, not “%(text)s”.")
            % {"column": column.title, "text": text[:40]}
        ) from None
    return text


def _number(column: Column, text: str) -> Decimal:
    try:
        number = Decimal(text) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?", text) else None  # fmt: skip
    except InvalidOperation:
        number = None
    if number is None:
        raise RowRefused(
            _("“%(column)s” should be a number such as 3028.63, not “%(text)s”.")
            % {"column": column.title, "text": text[:40]}
        )
    return number


def _minor(number: Decimal, currency: str) -> int:
    if number < 0:
        raise RowRefused(_("The amount is negative: %s.") % number)
    places = decimals_of(currency)
    minor = number.scaleb(places)
    if minor != minor.to_integral_value():
        raise RowRefused(
            _("The amount %(amount)s has more than %(places)d decimals.")
            % {"amount": number, "places": places}
        )
    if minor > MOST:
        raise RowRefused(_("That amount is too large. Check the number of noughts."))
    return int(minor)


def _rest(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return whatever else the standard knows of it, as JSON holds it."""
    rest: dict[str, Any] = {}
    for column in columns():
        if column.path in said and column.path not in OWN:
            value = said[column.path]
            column.put(rest, plain(value) if isinstance(value, Decimal) else value)
    return rest


def plain(number: Decimal) -> int | float:
    """Return a number as JSON writes it: whole if it is whole."""
    return int(number) if number == number.to_integral_value() else float(number)
