"""The file for the finance system: what was agreed and where it goes, in the order and with the sums that banks ask for."""

import csv
import io
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from flotilla.awards import actions
from flotilla.awards.actions.refusals import NotIban
from flotilla.exchange.finance import NAMESPACE, NothingToPay, order_payments
from flotilla.journal.models import Entry
from tests.awards.makers import IBAN, a_pot, a_running_award
from tests.factories import NOON

OWN = "DE89370400440532013000"
DAY = date(2026, 3, 20)
#: which elements stand below which, in which order, written by hand from the message's definition
ORDER = {
    "Document": "CstmrCdtTrfInitn",
    "CstmrCdtTrfInitn": "GrpHdr PmtInf",
    "GrpHdr": "MsgId CreDtTm NbOfTxs CtrlSum InitgPty",
    "PmtInf": "PmtInfId PmtMtd NbOfTxs CtrlSum ReqdExctnDt Dbtr DbtrAcct DbtrAgt CdtTrfTxInf",
    "ReqdExctnDt": "Dt", "InitgPty": "Nm", "Dbtr": "Nm", "Cdtr": "Nm", "DbtrAcct": "Id", "CdtrAcct": "Id",
    "DbtrAgt": "FinInstnId", "FinInstnId": "Othr", "Othr": "Id", "Id": "IBAN", "PmtId": "EndToEndId", "Amt": "InstdAmt",
    "RmtInf": "Ustrd", "CdtTrfTxInf": "PmtId Amt Cdtr CdtrAcct RmtInf",
}  # fmt: skip
LONGEST = {"MsgId": 35, "PmtInfId": 35, "EndToEndId": 35, "Nm": 140, "Ustrd": 140, "IBAN": 34}


def agreed(pot, bo, bea, minor, *, bank=IBAN, **changes):
    """An award with a claim that a second person agreed to."""
    award = a_running_award(pot, by=bo, second=bea, **changes)
    if bank:
        actions.keep_bank(award, iban=bank, by=bo, at=NOON)
    stone = actions.set_milestone(award, title="Half", amount_minor=minor, due_on=DAY, by=bo, at=NOON)  # fmt: skip
    claim = actions.claim(stone, amount_minor=minor, words="Done.", by=bo, at=NOON)
    return actions.agree_claim(claim, by=bea, at=NOON)


def ordered(body, by, kind="pain", **changes):
    facts = {"kind": kind, "iban": OWN, "pay_on": DAY, "by": by, "at": NOON}
    return order_payments(body, **{**facts, **changes})


def bare(element):
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def faults(text):
    """What is wrong with a file: an element that does not belong there or comes too early, a sum, a length."""
    document = ET.fromstring(text)
    found = []
    for element in document.iter():
        names = [bare(one) for one in element]
        allowed = ORDER.get(bare(element), "").split()
        if names and (not set(names) <= set(allowed) or sorted(names, key=allowed.index) != names):
            found.append(f"{bare(element)}: {names}")
        if not names and not (element.text or "").strip():
            found.append(f"{bare(element)} is empty")
        if len(element.text or "") > LONGEST.get(bare(element), 10**6):
            found.append(f"{bare(element)} is too long")
    for part in (document[0], *document[0].findall(f"{{{NAMESPACE}}}PmtInf")):
        amounts = [Decimal(one.text) for one in part.iter(f"{{{NAMESPACE}}}InstdAmt")]
        head = part.find(f"{{{NAMESPACE}}}GrpHdr") if bare(part) == "CstmrCdtTrfInitn" else part
        said = {bare(one): one.text for one in head}
        if (int(said["NbOfTxs"]), Decimal(said["CtrlSum"])) != (len(amounts), sum(amounts)):
            found.append(f"{bare(part)}: {said} of {amounts}")
    return found


def test_what_was_agreed_is_ordered_with_its_sums_in_the_order_of_the_message(marlhaven, bo, bea):
    pot = a_pot(marlhaven)
    agreed(pot, bo, bea, 150_000)
    agreed(pot, bo, bea, 2_055, recipient_name="Müller & <Sons>\u0001")
    agreed(a_pot(marlhaven, address="euros", currency="EUR"), bo, bea, 999)
    text = ordered(marlhaven, bo)
    assert faults(text) == []
    document = ET.fromstring(text)
    amounts = Counter((one.get("Ccy"), one.text) for one in document.iter(f"{{{NAMESPACE}}}InstdAmt"))  # fmt: skip
    assert amounts == Counter({("GBP", "1500.00"): 1, ("GBP", "20.55"): 1, ("EUR", "9.99"): 1})
    ibans = [one.text for one in document.iter(f"{{{NAMESPACE}}}IBAN")]
    assert Counter(ibans) == Counter({OWN: 2, "GB82WEST12345698765432": 3})
    assert "Müller & <Sons>" in [one.text for one in document.iter(f"{{{NAMESPACE}}}Nm")]


def test_a_file_with_a_wrong_sum_or_order_is_seen(marlhaven, bo, bea):
    """The control of the check."""
    agreed(a_pot(marlhaven), bo, bea, 150_000)
    text = ordered(marlhaven, bo)
    assert faults(text.replace(">1500.00</InstdAmt>", ">1500.01</InstdAmt>")) != []
    assert faults(text.replace("CreDtTm", "XreDtTm")) != []
    assert faults(text.replace("AWARD-", "A" * 40)) != []


def test_as_a_table_it_holds_the_same_and_no_formula(marlhaven, bo, bea):
    claim = agreed(a_pot(marlhaven), bo, bea, 150_000, recipient_name="=cmd()")
    rows = list(csv.DictReader(io.StringIO(ordered(marlhaven, bo, "csv").removeprefix("\ufeff"))))
    assert rows == [
        {
            "Reference": f"AWARD-{claim.milestone.award_id}-{claim.pk}", "Recipient": "'=cmd()", "IBAN": "GB82WEST12345698765432",
            "Amount": "1500.0", "Currency": "GBP", "Words": "Singing on the ward: Half",
        }
    ]  # fmt: skip


def test_what_has_no_account_or_is_paid_is_not_ordered(marlhaven, bo, bea):
    pot = a_pot(marlhaven)
    agreed(pot, bo, bea, 150_000, bank="")
    with pytest.raises(NothingToPay):
        ordered(marlhaven, bo)
    paid = agreed(pot, bo, bea, 150_000)
    actions.record_payment(paid, paid_on=DAY, reference="BACS 1", by=bo, at=NOON)
    with pytest.raises(NothingToPay):
        ordered(marlhaven, bo)


def test_the_own_account_is_checked_and_the_file_told_to_the_journal(marlhaven, bo, bea):
    claim = agreed(a_pot(marlhaven), bo, bea, 150_000)
    with pytest.raises(NotIban):
        ordered(marlhaven, bo, iban="DE88370400440532013000")
    assert ordered(marlhaven, bo) == ordered(marlhaven, bo)
    ordered(marlhaven, bo, at=NOON + timedelta(minutes=2))
    ordered(marlhaven, bea)
    told = Entry.objects.filter(verb="payments.filed").values_list("by_id", "details")
    reference = f"AWARD-{claim.milestone.award_id}-{claim.pk}"
    said = {"orders": [reference], "format": "pain"}
    assert list(told) == [(bo.pk, said), (bo.pk, said), (bea.pk, said)]
    assert OWN not in str(list(told))
