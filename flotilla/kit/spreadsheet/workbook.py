"""XLSX."""

import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

import openpyxl
from django.utils.translation import gettext_lazy as _

from flotilla.kit.files import FileRefused, check_archive
from flotilla.kit.spreadsheet.rows import MOST_COLUMNS, Table, Unreadable, headed, typed_text

MOST_UNPACKED = 1_000_000_000


def workbook(upload: BinaryIO, sheet: str | None) -> Table:
    """Return the table of one sheet of a workbook."""
    try:
        check_archive(upload, most_unpacked=MOST_UNPACKED)
        upload.seek(0)
        book = openpyxl.load_workbook(upload, read_only=True, data_only=True)
        names = book.sheetnames
        if sheet is not None and sheet not in names:
            raise Unreadable(
                _("There is no sheet “%(sheet)s”. There are: %(names)s."),
                gaps={"sheet": sheet, "names": ", ".join(names)},
            )
        found = book[sheet or names[0]]
        found.reset_dimensions()
        columns, rows = headed(_cells(found))
    except Unreadable:
        raise
    except FileRefused as fault:
        raise Unreadable(fault.sentence, gaps=fault.gaps) from fault
    except (
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        ValueError,
        ParseError,
        zipfile.BadZipFile,
    ) as fault:
        raise Unreadable(_("This workbook is damaged. Open it, save it again as XLSX.")) from fault
    return Table(rows, columns)


def _cells(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield every row of a sheet that is not blank, as text, filled up to the width of the first."""
    width = 0
    line = 0
    try:
        for line, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            cells = [typed_text(value) for value in values[: MOST_COLUMNS + 1]]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                width = width or len(cells)
                yield line, cells + [""] * (width - len(cells))
    except (ValueError, KeyError, TypeError, IndexError, ParseError, zipfile.BadZipFile) as fault:
        raise Unreadable(_("The sheet is damaged here."), line=line + 1) from fault
