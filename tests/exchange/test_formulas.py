"""A name that is a formula: in no table that leaves does a spreadsheet find anything to run."""

import csv
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from flotilla.awards.models import PublishedAward
from flotilla.exchange.finance import COLUMNS, Order
from flotilla.exchange.giving.writing import write
from flotilla.kit.moments import database_now
from flotilla.kit.money import Money
from flotilla.kit.spreadsheet import csv_lines
from flotilla.privacy import archive
from flotilla.privacy.holdings import subject_of
from tests import factories
from tests.factories import NOON

FLOTILLA = Path(__file__).resolve().parents[2] / "flotilla"
FORMULAS = ['=HYPERLINK("http://x.example","Win")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1:A9)", "\t=1+1", " =1+1", "＝1+1", "%0A=1", "|calc"]  # fmt: skip
BEGINS = re.compile(r"^[\s]*[=+\-@＝＋－＠]|^[|%\t\r\n]")
#: where tables leave: each of them is tried below, or where it says; what the demo's story writes is read by itself alone
EXPORTS = {
    "web/assessment/ranking.py",  # in assessment/test_ranking.py
    "exchange/finance.py", "exchange/giving/writing.py", "privacy/archive.py", "web/awards/public.py", "web/decisions/views.py",
}  # fmt: skip


def test_these_are_all_the_tables_that_leave():
    writers = [
        path
        for path in FLOTILLA.rglob("*.py")
        if "story" not in path.parts
        and re.search(
            r"csv_lines|write_xlsx|openpyxl\.Workbook|csv\.writer", path.read_text("utf-8")
        )
    ]
    assert {
        path.relative_to(FLOTILLA).as_posix()
        for path in writers
        if "kit/spreadsheet" not in path.as_posix()
    } == EXPORTS


def running(table):
    """The cells of a CSV that a spreadsheet would run; numbers are none."""
    rows = list(csv.reader(io.StringIO(table.lstrip("\ufeff"))))
    cells = [cell for row in rows for cell in row]
    assert any(one.strip() in cell for one in FORMULAS for cell in cells), (
        "no formula is in it at all"
    )
    return [
        cell for cell in cells if BEGINS.match(cell) and not re.fullmatch(r"-?\d+(\.\d+)?", cell)
    ]


def test_the_check_itself_finds_what_runs():
    assert running("a\n=1+1\n'=1+1\n-2+3\n-5\n") == ["=1+1", "-2+3"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_the_record_of_promises(marlhaven, client, formula):
    programme = factories.a_programme(marlhaven, title=formula, address="odd")
    factories.a_contribution(programme)
    assert running(b"".join(client.get("/record/table.csv")).decode()) == []


@pytest.mark.parametrize("formula", FORMULAS)
def test_the_archive_of_what_is_held(campaign, ada, formula):
    ada.name = ada.byline = formula
    ada.save()
    factories.a_contribution(campaign, by=ada, title=formula, byline=formula)
    packed = io.BytesIO()
    archive.write(subject_of(ada), packed, at=database_now())
    with zipfile.ZipFile(packed) as opened:
        tables = {
            name: opened.read(name).decode() for name in opened.namelist() if name.endswith(".csv")
        }
    assert {name: running(tables[name]) for name in ("account/person.csv", "contributions/contribution.csv")} == {
        "account/person.csv": [], "contributions/contribution.csv": [],
    }  # fmt: skip


@pytest.fixture
def awards(marlhaven):
    """Awards to those whose names are formulas."""
    common = {"body": marlhaven, "currency": "GBP", "amount_minor": 100, "awarded_on": NOON.date(), "recipient_kind": "organisation",
              "recipient_ref": "GB-1", "funder_ref": "GB-2", "published_at": NOON}  # fmt: skip
    return [
        PublishedAward(
            identifier=f"360G-{number}",
            title=one,
            description=one,
            recipient_name=one,
            funder_name=one,
            **common,
        )
        for number, one in enumerate(FORMULAS)
    ]


def test_the_awards_as_csv(marlhaven, awards):
    target = io.BytesIO()
    write(marlhaven, awards, "csv", target, at=NOON)
    assert running(target.getvalue().decode()) == []


def test_the_awards_as_everybody_downloads_them(client, awards):
    PublishedAward.objects.bulk_create(awards)
    assert running(b"".join(client.get("/awards/data.csv")).decode()) == []


def test_the_payments_for_the_finance_system():
    orders = [
        Order(
            reference=f"AWARD-{number}",
            name=one,
            iban="GB33BUKB20201555555555",
            money=Money(100, "GBP"),
            words=one,
        )
        for number, one in enumerate(FORMULAS)
    ]
    assert running("".join(csv_lines(orders, COLUMNS))) == []


def test_the_awards_as_a_workbook(marlhaven, awards):
    target = io.BytesIO()
    write(marlhaven, awards, "xlsx", target, at=NOON)
    cells = [cell for row in openpyxl.load_workbook(target).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value in FORMULAS} == {"s"}
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    with zipfile.ZipFile(target) as opened:
        assert "<f>" not in "".join(
            opened.read(name).decode() for name in opened.namelist() if "sheets/" in name
        )
