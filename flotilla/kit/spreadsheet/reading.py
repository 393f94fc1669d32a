"""Opens a table by the ending of its name and by its content."""

import codecs
import io
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from flotilla.kit.spreadsheet.delimited import delimited
from flotilla.kit.spreadsheet.objects import json_lines, json_list
from flotilla.kit.spreadsheet.rows import Table, Unreadable
from flotilla.kit.spreadsheet.workbook import workbook


def read(upload: BinaryIO, name: str, *, sheet: str | None = None) -> Table:
    """Open a table by the ending of its name (and, of text, by its content); raise Unreadable.

    CSV and TSV in UTF-8, UTF-16 with its mark, or Windows-1252 (which is said in `notes`), divided
    by comma, semicolon or tab; XLSX, its first sheet or the one named, formulas by their last
    results; JSON, a list of objects or an object that holds one such list (read whole); JSON Lines.
    Cells of a sheet come as text, as a person would type it; values of JSON as they are. Nothing
    is mended: what does not fit is a row with a problem.
    """
    ending = PurePosixPath(name).suffix.lower()
    upload.seek(0)
    if upload.read(4) == b"PK\x03\x04":
        return workbook(upload, sheet)
    if ending in {".xlsx", ".xls", ".ods"}:
        raise Unreadable(_("This is not an XLSX workbook. Save it as XLSX or CSV."))
    encoding, notes = _encoding(upload)
    upload.seek(0)
    text = io.TextIOWrapper(cast("IO[bytes]", _Lent(upload)), encoding=encoding, newline="")
    if ending in {".jsonl", ".ndjson"}:
        return Table(json_lines(text), (), encoding, notes)
    if ending == ".json":
        return Table(json_list(text), (), encoding, notes)
    columns, rows = delimited(text, "\t" if ending in {".tsv", ".tab"} else None)
    return Table(rows, columns, encoding, notes)


class _Lent(io.BufferedIOBase):
    """A file lent to a reader of text, which would otherwise close it at its own end."""

    def __init__(self, upload: BinaryIO) -> None:
        self.upload = upload

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        return self.upload.read(-1 if size is None else size)

    read1 = read


def _encoding(upload: BinaryIO) -> tuple[str, tuple[str | Promise, ...]]:
    """Return what a text is written in, having read all of it, and what to say about that."""
    upload.seek(0)
    if upload.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        if not _is_written_in("utf-16", upload):
            raise Unreadable(_("The text is damaged. Save it again as UTF-8."))
        return "utf-16", ()
    if _is_written_in("utf-8-sig", upload):
        return "utf-8-sig", ()
    if _is_written_in("cp1252", upload):
        said = _("The file is not in UTF-8, so it was read as Windows-1252. Check the accents.")
        return "cp1252", (said,)
    said = _("The file is not in UTF-8, so it was read as Latin-1. Check the accents.")
    return "latin-1", (said,)


def _is_written_in(encoding: str, upload: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    upload.seek(0)
    try:
        while chunk := upload.read(1 << 16):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True
