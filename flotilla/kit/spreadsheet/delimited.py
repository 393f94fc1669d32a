"""CSV and TSV."""

import csv
import io
from collections.abc import Iterator
from itertools import chain
from typing import Any, TextIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from flotilla.kit.spreadsheet.rows import Row, Unreadable, headed

SAMPLE = 64_000
LONGEST_CELL = 1_000_000
DELIMITERS = ",;\t"


def delimited(text: TextIO, delimiter: str | None) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Return the headings and the rows of a text cut by a mark, which is guessed if not given."""
    csv.field_size_limit(LONGEST_CELL)
    sample = text.read(SAMPLE) + text.readline()
    lines = chain(io.StringIO(sample, newline=""), text)
    delimiter = delimiter or _delimiter(sample)
    return headed(_records(csv.reader(lines, delimiter=delimiter, strict=True)))


def _delimiter(sample: str) -> str:
    """Return the mark that cuts the first records into most columns, alike in nearly all of them."""

    def columns(mark: str) -> int:
        widths: list[int] = []
        try:
            for record in csv.reader(io.StringIO(sample, newline=""), delimiter=mark):
                widths += [len(record)] if record else []
        except csv.Error:
            pass
        widths = widths[:50]
        alike = sum(width == widths[0] for width in widths) if widths else 0
        return widths[0] if alike * 5 >= len(widths) * 4 and widths else 1

    return max(DELIMITERS, key=columns)


def _records(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield every record that is not blank with the line on which it begins."""
    before = 0
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise Unreadable(_fault(str(fault)), line=before + 1) from fault
        if any(map(str.strip, record)):
            yield before + 1, record
        before = reader.line_num


def _fault(said: str) -> str | Promise:
    if "field larger" in said:
        return _("A cell is longer than a million characters, or a quotation mark is missing.")
    return _("A quotation mark is missing, or stands where it should not.")
