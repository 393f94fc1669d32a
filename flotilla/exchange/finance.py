"""The file of agreed claims for the finance system, as a table or as ISO 20022 pain.001; nothing is paid here."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from flotilla.awards import queries
from flotilla.awards.actions.paying import bank_of
from flotilla.awards.actions.refusals import NotIban
from flotilla.awards.models import Claim
from flotilla.bodies.models import Body
from flotilla.exchange.verbs import Verb
from flotilla.journal.actions import record
from flotilla.journal.models import Entry
from flotilla.kit import iban as ibans
from flotilla.kit.money import Money
from flotilla.kit.refusal import Refusal
from flotilla.kit.spreadsheet import csv_lines
from flotilla.people.models import Person

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
AT_ONCE = timedelta(minutes=1)
KINDS = {"pain": "application/xml", "csv": "text/csv"}


class NothingToPay(Refusal):
    """No agreed claim has an account to be paid to."""

    sentence = _("No claim waits to be paid to an account that is known.")


@dataclass(frozen=True)
class Order:
    """One payment that the finance system is asked to make."""

    reference: str
    name: str
    iban: str
    money: Money
    words: str


@transaction.atomic
def order_payments(
    body: Body, *, kind: str, iban: str = "", pay_on: date, by: Person, at: datetime
) -> str:
    """Write the file of all agreed claims whose account is known; who made it, and of what, stays in the journal.

    Made again it holds the same references, by which the finance system knows what it has paid. `iban` is the body's own
    account, which pain.001 names and nobody keeps. Raises NotIban, NothingToPay.
    """
    try:
        own = ibans.clean(iban) if kind == "pain" else ""
    except ibans.NotIban:
        raise NotIban from None
    orders = list(_orders(queries.to_pay(body)))
    if not orders:
        raise NothingToPay
    _tell(body, {"orders": [one.reference for one in orders], "format": kind}, by=by, at=at)
    if kind == "csv":
        return "".join(csv_lines(orders, COLUMNS))
    return pain(body, orders, iban=own, pay_on=pay_on, at=at)


def _tell(body: Body, details: dict[str, Any], *, by: Person, at: datetime) -> None:
    """Tell the journal; a button that is pressed twice made one file."""
    told = Entry.objects.about(body).with_verbs(frozenset({Verb.PAYMENTS_FILED}))
    if not told.filter(by_id=by.pk, at__gt=at - AT_ONCE, details=details).exists():
        record(Verb.PAYMENTS_FILED, body, by=by, at=at, **details)


def _orders(claims: Iterable[Claim]) -> Iterable[Order]:
    for claim in claims:
        award = claim.milestone.award
        if number := bank_of(award):
            yield Order(
                reference=f"AWARD-{award.pk}-{claim.pk}",
                name=award.recipient_name,
                iban=number,
                money=award.pot.money(claim.amount_minor),
                words=f"{award.title}: {claim.milestone.title}",
            )


COLUMNS: dict[str, Callable[[Order], object]] = {
    "Reference": lambda one: one.reference,
    "Recipient": lambda one: one.name,
    "IBAN": lambda one: one.iban,
    "Amount": lambda one: float(one.money.amount),
    "Currency": lambda one: one.money.currency,
    "Words": lambda one: one.words,
}


def pain(body: Body, orders: Iterable[Order], *, iban: str, pay_on: date, at: datetime) -> str:
    """Return a customer credit transfer initiation (pain.001.001.09), a block of payments for each currency."""
    by_currency: dict[str, list[Order]] = {}
    for one in orders:
        by_currency.setdefault(one.money.currency, []).append(one)
    every = [one for rows in by_currency.values() for one in rows]
    number = f"{body.address[:14]}-{at:%Y%m%dT%H%M%S}"
    document = ET.Element("Document", xmlns=NAMESPACE)
    order = ET.SubElement(document, "CstmrCdtTrfInitn")
    head = ET.SubElement(order, "GrpHdr")
    _put(head, "MsgId", number)
    _put(head, "CreDtTm", at.isoformat(timespec="seconds"))
    _sums(head, every)
    _put(ET.SubElement(head, "InitgPty"), "Nm", _plain(body.name, 140))
    for currency, rows in sorted(by_currency.items()):
        _block(order, f"{number}-{currency}"[:35], body, rows, iban, pay_on)
    ET.indent(document)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(document, encoding="unicode")


def _block(
    order: ET.Element, number: str, body: Body, rows: list[Order], iban: str, pay_on: date
) -> None:
    block = ET.SubElement(order, "PmtInf")
    _put(block, "PmtInfId", number)
    _put(block, "PmtMtd", "TRF")
    _sums(block, rows)
    _put(ET.SubElement(block, "ReqdExctnDt"), "Dt", pay_on.isoformat())
    _put(ET.SubElement(block, "Dbtr"), "Nm", _plain(body.name, 140))
    _account(block, "DbtrAcct", iban)
    agent = ET.SubElement(ET.SubElement(block, "DbtrAgt"), "FinInstnId")
    _put(ET.SubElement(agent, "Othr"), "Id", "NOTPROVIDED")
    for one in rows:
        transfer = ET.SubElement(block, "CdtTrfTxInf")
        _put(ET.SubElement(transfer, "PmtId"), "EndToEndId", one.reference[:35])
        amount = ET.SubElement(ET.SubElement(transfer, "Amt"), "InstdAmt", Ccy=one.money.currency)
        amount.text = str(one.money.amount)
        _put(ET.SubElement(transfer, "Cdtr"), "Nm", _plain(one.name, 140))
        _account(transfer, "CdtrAcct", one.iban)
        _put(ET.SubElement(transfer, "RmtInf"), "Ustrd", _plain(one.words, 140))


def _account(parent: ET.Element, name: str, iban: str) -> None:
    _put(ET.SubElement(ET.SubElement(parent, name), "Id"), "IBAN", iban)


def _sums(parent: ET.Element, rows: list[Order]) -> None:
    _put(parent, "NbOfTxs", str(len(rows)))
    _put(parent, "CtrlSum", str(sum((one.money.amount for one in rows), Decimal(0))))


def _put(parent: ET.Element, name: str, text: Any) -> None:
    ET.SubElement(parent, name).text = text


def _plain(words: str, most: int) -> str:
    """Return words that XML can hold, on one line and short enough."""
    seen = re.sub(r"[^\u0020-\ud7ff\ue000-\ufffd]", " ", words)
    return " ".join(seen.split())[:most].strip() or "-"
