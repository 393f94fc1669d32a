"""The archive of what is held about somebody: JSON and CSV of every sort, the files, and a page that reads them out."""

import json
import zipfile
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models.fields.files import FieldFile
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import get_valid_filename
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from flotilla.kit.spreadsheet import csv_lines
from flotilla.privacy.holdings import Holding, Subject, facts, groups, label_of, moments, rows

Row = dict[str, Any]
CHUNK = 1 << 16


def write(subject: Subject, target: BinaryIO, *, at: datetime) -> dict[str, int]:
    """Write the archive of somebody into a file, with nothing but what is their own; return how many rows of each sort."""
    written: dict[str, int] = {}
    pages: list[SafeString] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for group in groups():
            sections = []
            for holding in group.holdings:
                found = [_row(holding, one, subject, packed) for one in rows(holding, subject)]
                if not found:
                    continue
                written[holding.label] = len(found)
                name = f"{group.code}/{holding.label.rpartition('.')[2].lower()}"
                _tables(packed, name, holding, found)
                sections.append(_section(holding, found, name))
            if sections:
                pages.append(
                    format_html(
                        "<h2>{}</h2><p>{}</p>{}",
                        group,
                        group.said,
                        format_html_join("", "{}", ((one,) for one in sections)),
                    )
                )
        packed.writestr("index.html", _index(subject, pages, at))
    return written


def _row(holding: Holding, one: Any, subject: Subject, packed: zipfile.ZipFile) -> Row:
    """One row as plain values; a file is put into the archive and named by where it lies there."""
    row: Row = {"number": one.pk}
    for name, _label, value in facts(holding, one, subject):
        row[name] = _packed_file(value, one, packed) if isinstance(value, FieldFile) else value
    return {**row, **dict(moments(holding, one))}


def _packed_file(stored: FieldFile, one: Any, packed: zipfile.ZipFile) -> str:
    place = f"files/{one.pk}-{get_valid_filename(PurePosixPath(stored.name or '').name)}"
    try:
        with stored.open("rb") as opened, packed.open(place, "w") as into:
            while block := opened.read(CHUNK):
                into.write(block)
    except FileNotFoundError:
        return _("This file is not there any more.")
    return place


def _tables(packed: zipfile.ZipFile, name: str, holding: Holding, found: list[Row]) -> None:
    said = {
        "what": holding.said,
        "why": holding.reasons,
        "rows": found,
    }
    packed.writestr(
        f"{name}.json", json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    )
    heads = list(dict.fromkeys(head for row in found for head in row))
    columns = {head: _taken(head) for head in heads}
    packed.writestr(f"{name}.csv", "".join(csv_lines(found, columns)))


def _taken(head: str) -> Any:
    def take(row: Row) -> object:
        value = row.get(head)
        if isinstance(value, dict | list):
            return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
        return value

    return take


def _section(holding: Holding, found: list[Row], name: str) -> SafeString:
    heads = {
        field: label_of(holding.model._meta.get_field(field))
        for field in holding.personal
        if field not in holding.secret
    }
    items = format_html_join(
        "",
        "<li><dl>{}</dl></li>",
        (
            (
                format_html_join(
                    "",
                    "<dt>{}</dt><dd>{}</dd>",
                    ((heads.get(head, head), _shown(value)) for head, value in row.items()),
                ),
            )
            for row in found
        ),
    )
    return format_html(
        '<h3>{}</h3><p><a href="{}.json">JSON</a> <a href="{}.csv">CSV</a></p><ol>{}</ol>',
        holding.said,
        name,
        name,
        items,
    )


def _shown(value: object) -> str | SafeString:
    if isinstance(value, str) and value.startswith("files/"):
        return format_html('<a href="{}">{}</a>', value, value)
    if isinstance(value, dict | list):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return str(value)


def _index(subject: Subject, pages: list[SafeString], at: datetime) -> str:
    title = _("What is held about you")
    return format_html(
        '<!doctype html><html lang="{}"><meta charset="utf-8"><title>{}</title><h1>{}</h1><p>{}</p>{}</html>',
        get_language() or "en",
        title,
        title,
        _("For %(who)s, as it was at %(at)s.") % {"who": subject.said, "at": at.isoformat(timespec="minutes")},
        format_html_join("", "{}", ((page,) for page in pages)),
    )  # fmt: skip
