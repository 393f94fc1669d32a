"""Tables out, of an allowed list of columns, that no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

import openpyxl

from flotilla.kit.spreadsheet.rows import typed_text

Columns = Mapping[str, Callable[[Any], object]]
DANGEROUS = tuple("=+-@\t\r\n|%＝＋－＠")
EVENTUALLY_DANGEROUS = tuple("=+-@＝＋－＠")


def csv_lines(things: Iterable[Any], columns: Columns) -> Iterator[str]:
    """Yield the lines of a CSV of these things, ready to be streamed as UTF-8.

    `columns` is the list of what may leave: heading to the function that takes it from a thing.
    Begins with the mark by which spreadsheets know UTF-8. Text that they would take for a formula
    gets an apostrophe in front; numbers stay numbers.
    """
    yield "\ufeff" + _csv_line(harmless(name) for name in columns)
    for thing in things:
        yield _csv_line(harmless(take(thing)) for take in columns.values())


def write_xlsx(things: Iterable[Any], columns: Columns, target: BinaryIO, *, title: str) -> None:
    """Write a workbook of these things, row by row; text is marked as text and never a formula.

    What Excel cannot hold is left out: control characters, and what is beyond 32,767 characters.
    """
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("".join(letter for letter in title if letter not in "[]:*?/\\")[:31])
    sheet.append([_cell(sheet, name) for name in columns])
    for thing in things:
        sheet.append([_cell(sheet, take(thing)) for take in columns.values()])
    book.save(target)


def harmless(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    text = typed_text(value).replace("\x00", "")
    if text.startswith(DANGEROUS) or text.lstrip().startswith(EVENTUALLY_DANGEROUS):
        return "'" + text
    return text


def _csv_line(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(list(cells))
    return line.getvalue()


def _cell(sheet: Any, value: object) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", typed_text(value))
    cell = openpyxl.cell.WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(DANGEROUS)
    return cell
