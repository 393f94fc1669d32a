"""Tables: read as they are, with the line of every fault, and written so that nothing runs."""

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.kit import spreadsheet
from flotilla.kit.spreadsheet import Row, Unreadable


def rows(content: bytes | str, name: str, **options: Any) -> list[Row]:
    data = content.encode() if isinstance(content, str) else content
    return list(spreadsheet.read(BytesIO(data), name, **options))


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


TWO = [Row(2, {"name": "Ada", "town": "Hythe"}), Row(3, {"name": "Bo", "town": ""})]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("name,town\nAda,Hythe\nBo,\n", "a.csv"),
        ("name;town\r\nAda;Hythe\r\nBo;\r\n", "a.csv"),
        ("name\ttown\rAda\tHythe\rBo\t", "a.csv"),
        ("name\ttown\nAda\tHythe\nBo\t\n", "a.tsv"),
        ("\ufeffname,town\nAda,Hythe\nBo,\n", "A.CSV"),
        ("name,town\nAda,Hythe\nBo,\n".encode("utf-16"), "a.txt"),
        ('"name",town ,,\nAda,Hythe,,\n"Bo","",,\n', "a.csv"),
    ],
)
def test_tables_as_text_are_read_whatever_their_marks(content: bytes | str, name: str) -> None:
    assert rows(content, name) == TWO


def test_a_row_begins_on_its_own_line_whatever_is_in_its_cells() -> None:
    content = '\n\nname,words\nAda,"one\ntwo, ""three"""\n\nBo,x\n'
    assert rows(content, "a.csv") == [
        Row(4, {"name": "Ada", "words": 'one\ntwo, "three"'}),
        Row(7, {"name": "Bo", "words": "x"}),
    ]


def test_line_separators_within_cells_end_no_line() -> None:
    assert rows("name,words\nAda,one\u2028two\x85\x0bthree\n", "a.csv") == [
        Row(2, {"name": "Ada", "words": "one\u2028two\x85\x0bthree"})
    ]


def test_windows_text_is_read_and_said_aloud() -> None:
    table = spreadsheet.read(BytesIO("name\ncafé – €5\n".encode("cp1252")), "a.csv")
    assert [row.values["name"] for row in table] == ["café – €5"]
    assert table.encoding == "cp1252"
    assert "Windows-1252" in str(table.notes[0])
    table = spreadsheet.read(BytesIO(b"name\ncaf\xe9 \x81\n"), "a.csv")
    assert [row.values["name"] for row in table] == ["café \x81"]
    assert "Latin-1" in str(table.notes[0])


def test_a_row_that_does_not_fit_has_a_problem_and_reading_goes_on() -> None:
    found = rows("a,b,c\n1,2,3\n1,2\n1,2,3,4\n5,6,7\n", "a.csv")
    assert [(row.line, str(row.problem or "")) for row in found] == [
        (2, ""),
        (3, "The row has 2 cells, but there are 3 headings."),
        (4, "The row has 4 cells, but there are 3 headings."),
        (5, ""),
    ]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("", "a.csv", "The table is empty."),
        ("\n\n , \n", "a.csv", "The table is empty."),
        ("\n\n ,x\n", "a.csv", "Line 3: Column 1 has no heading."),
        ("a,a\n", "a.csv", "Line 1: Two columns are called “a”."),
        ("a,,b\n", "a.csv", "Line 1: Column 2 has no heading."),
        (",".join(map(str, range(1001))), "a.csv", "Line 1: The table has more than"),
        ('a,b\n1,2\n"x,3\n4,5', "a.csv", "Line 3: A quotation mark is missing"),
        ('a,b\n1,2\n"x"y,3\n', "a.csv", "Line 3: A quotation mark is missing"),
        ("a\n" + "x" * 1_000_001, "a.csv", "Line 2: A cell is longer"),
        (b"\xff\xfea", "a.csv", "The text is damaged."),
        ("a,b\n", "a.xlsx", "This is not an XLSX workbook."),
        ("{", "a.json", "Line 1: This is not JSON."),
        ("[1,\n2,\n", "a.json", "Line 3: This is not JSON."),
        ("[NaN]", "a.json", "This is not JSON that can be read."),
        ("[" * 100_000, "a.json", "This is not JSON that can be read."),
        ("5", "a.json", "The file must hold a list."),
        ('{"a": [], "b": []}', "a.json", "The file must hold one list. It holds 2."),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(
    content: bytes | str, name: str, said: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        rows(content, name)
    assert str(caught.value).startswith(said)


def test_a_workbook_is_read_as_a_person_would_type_it() -> None:
    content = workbook(
        {
            "Ideas": [
                ["name", "n", "share", "on", "at", "hour", "yes", None],
                [],
                [
                    *("Ada", 5, 2.5, date(2026, 1, 2), datetime(2026, 1, 2, 9, 30), time(9), True),
                    None,
                ],
                ["Bo", 3.0, None, None, None, None, False],
                ["Cy"],
                [None, None, None, None, None, None, None, None, "odd"],
            ],
            "Other": [["x"], ["y"]],
        }
    )
    assert [dict(row.values) for row in rows(content, "a.xlsx")[:3]] == [
        {
            "name": "Ada",
            "n": "5",
            "share": "2.5",
            "on": "2026-01-02",
            "at": "2026-01-02 09:30:00",
            "hour": "09:00:00",
            "yes": "true",
        },
        {
            **dict.fromkeys(["share", "on", "at", "hour"], ""),
            "name": "Bo",
            "n": "3",
            "yes": "false",
        },
        {"name": "Cy", **dict.fromkeys(["n", "share", "on", "at", "hour", "yes"], "")},
    ]
    assert [row.line for row in rows(content, "a.xlsx")] == [3, 4, 5, 6]
    assert str(rows(content, "a.xlsx")[3].problem).startswith("The row has 9 cells")
    assert rows(content, "a.xlsx", sheet="Other") == [Row(2, {"x": "y"})]


def test_a_sheet_or_workbook_that_is_not_there_is_said() -> None:
    content = workbook({"Ideas": [["x"]]})
    with pytest.raises(Unreadable, match=r"There is no sheet “No”. There are: Ideas"):
        rows(content, "a.xlsx", sheet="No")
    with pytest.raises(Unreadable, match="damaged"):
        rows(content[: len(content) // 2], "a.xlsx")
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("x", b"x")
    with pytest.raises(Unreadable, match="damaged"):
        rows(target.getvalue(), "a.xlsx")
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(60_000_000))
    with pytest.raises(Unreadable, match="unpacks to more"):
        rows(target.getvalue(), "a.xlsx")


@pytest.mark.parametrize(
    ("member", "old", "new"),
    [
        ("xl/styles.xml", b'<family val="2"', b'<family val="99"'),
        ("xl/workbook.xml", b'state="visible"', b'state="odd"'),
    ],
)
def test_a_workbook_with_a_value_that_none_may_have_is_said_to_be_damaged(
    member: str, old: bytes, new: bytes
) -> None:
    target = BytesIO()
    whole = BytesIO(workbook({"Ideas": [["x"], ["y"]]}))
    with zipfile.ZipFile(whole) as read, zipfile.ZipFile(target, "w") as written:
        for name in read.namelist():
            content = read.read(name)
            assert name != member or old in content
            written.writestr(name, content.replace(old, new) if name == member else content)
    with pytest.raises(Unreadable, match="damaged"):
        rows(target.getvalue(), "a.xlsx")


def test_json_keeps_its_values() -> None:
    things = [{"a": 1, "b": None, "c": ["x"], "d": "é"}, {"a": True}]
    expected = [Row(1, things[0]), Row(2, things[1])]
    assert rows(json.dumps(things), "a.json") == expected
    assert rows(json.dumps({"count": 2, "items": things}), "a.json") == expected
    lines = "\n".join(json.dumps(thing) for thing in things)
    assert rows(lines, "a.jsonl") == expected


def test_a_json_entry_that_does_not_fit_has_a_problem_and_reading_goes_on() -> None:
    assert [row.problem is None for row in rows('[{"a":1}, 5, {"a":2}]', "a.json")] == [
        *(True, False, True)
    ]
    found = rows('{"a":1}\n\n{"a":\n[]\n{"a":2}', "a.jsonl")
    assert [(row.line, str(row.problem or "")) for row in found] == [
        (1, ""),
        (3, "This is not JSON."),
        (4, "This entry is not an object with names and values."),
        (5, ""),
    ]


def test_reading_streams_and_leaves_the_file_open() -> None:
    upload = BytesIO(b"a,b\n" + b"1,2\n" * 100_000)
    table = spreadsheet.read(upload, "a.csv")
    assert next(table.rows) == Row(2, {"a": "1", "b": "2"})
    assert upload.tell() < 100_000
    assert sum(1 for _row in table) == 99_999
    del table
    assert not upload.closed


@given(st.binary(max_size=80), st.sampled_from(["a.csv", "a.tsv", "a.json", "a.jsonl", "a.xlsx"]))
def test_any_junk_is_read_or_refused(content: bytes, name: str) -> None:
    try:
        rows(content, name)
    except Unreadable as fault:
        assert str(fault)


cells = st.text(st.characters(exclude_characters="\x00\r", exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=4))
def test_what_is_written_can_be_read_again(things: list[tuple[str, str]]) -> None:
    columns: spreadsheet.Columns = {"one": lambda t: t[0], "two": lambda t: t[1]}
    content = "".join(spreadsheet.csv_lines(things, columns))
    kept = [{"one": spreadsheet.harmless(a), "two": spreadsheet.harmless(b)} for a, b in things]
    full = [values for values in kept if any(str(value).strip() for value in values.values())]
    assert [row.values for row in rows(content, "a.csv")] == full


FORMULAS = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "|cmd", "%x"),
    *("＝1+1", "＋1", "－1", "＠SUM", "\u00a0=1"),
]


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_written_is_taken_for_a_formula(text: str) -> None:
    assert spreadsheet.harmless(text) == "'" + text
    content = "".join(spreadsheet.csv_lines([text], {"words": str}))
    (_heading, cell) = (line[0] for line in csv.reader(io.StringIO(content, newline="")))
    assert cell == "'" + text
    target = BytesIO()
    spreadsheet.write_xlsx([text], {"words": str}, target, title="Ideas [all]: 1/2?")
    sheet = openpyxl.load_workbook(target).worksheets[0]
    assert (sheet.title, sheet["A2"].data_type) == ("Ideas all 12", "s")


def test_only_the_columns_named_leave_and_numbers_stay_numbers() -> None:
    thing = {"name": "Ada", "n": -5, "secret": "x", "at": datetime(2026, 1, 2, 9, tzinfo=UTC)}
    columns: spreadsheet.Columns = {
        "Name": lambda t: t["name"],
        "Number": lambda t: t["n"],
        "Received": lambda t: t["at"],
        "Amount": lambda t: Decimal("1.50"),
        "Nothing": lambda t: None,
        "Open": lambda t: True,
    }
    assert "".join(spreadsheet.csv_lines([thing], columns)) == (
        "\ufeffName,Number,Received,Amount,Nothing,Open\r\n"
        "Ada,-5,2026-01-02 09:00:00+00:00,1.50,,true\r\n"
    )
    target = BytesIO()
    spreadsheet.write_xlsx([{**thing, "name": "A\x00da"}], columns, target, title="Ideas")
    sheet = openpyxl.load_workbook(target).worksheets[0]
    assert [cell.value for cell in sheet[2]] == [
        *("Ada", -5, "2026-01-02 09:00:00+00:00", "1.50", None, "true")
    ]
