"""What a table is made of: its rows, its headings, and its faults."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_COLUMNS = 1_000

Value = str | int | float | bool | list[Any] | dict[str, Any] | None


class Unreadable(ValueError):
    """A table that cannot be read, or not from this line on; `sentence` says why."""

    def __init__(
        self,
        sentence: str | Promise,
        *,
        line: int | None = None,
        gaps: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__()
        self.sentence, self.line, self.gaps = sentence, line, gaps or {}

    @property
    def said(self) -> str:
        """The sentence without the line."""
        return str(self.sentence) % self.gaps if self.gaps else str(self.sentence)

    def __str__(self) -> str:
        if self.line is None:
            return self.said
        return _("Line %(line)d: %(said)s") % {"line": self.line, "said": self.said}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its line in the file, its values, and what is wrong with it, if anything.

    `line` is the line on which the row begins (of JSON: which entry it is, from 1). A row with a
    `problem` is to be refused with that reason; reading goes on after it.
    """

    line: int
    values: Mapping[str, Value]
    problem: str | Promise | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table opened for reading once: its rows, its columns if it names them, what to say aloud."""

    rows: Iterator[Row]
    columns: tuple[str, ...] = ()
    encoding: str = "utf-8"
    notes: tuple[str | Promise, ...] = field(default=())

    def __iter__(self) -> Iterator[Row]:
        return self.rows


def headed(records: Iterator[tuple[int, Sequence[str]]]) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Take the headings from the first record, and return them with the rows to come."""
    line, first = next(records, (None, ()))
    if line is None:
        raise Unreadable(_("The table is empty."))
    columns = [str(name).strip() for name in first]
    while columns and not columns[-1]:
        columns.pop()
    if len(columns) > MOST_COLUMNS:
        raise Unreadable(_("The table has more than a thousand columns."), line=line)
    for at, name in enumerate(columns):
        if not name:
            raise Unreadable(
                _("Column %(number)d has no heading."), line=line, gaps={"number": at + 1}
            )
        if name in columns[:at]:
            raise Unreadable(
                _("Two columns are called “%(name)s”."), line=line, gaps={"name": name}
            )
    return tuple(columns), (_row(line, columns, cells) for line, cells in records)


def _row(line: int, columns: Sequence[str], cells: Sequence[str]) -> Row:
    extra = len(cells)
    while extra > len(columns) and not cells[extra - 1]:
        extra -= 1
    problem = None
    if extra != len(columns):
        problem = _("The row has %(cells)d cells, but there are %(columns)d headings.") % {
            "cells": extra,
            "columns": len(columns),
        }
    return Row(line, dict(zip(columns, cells, strict=False)), problem)


def typed_text(value: object) -> str:
    """Return what a person would have typed into a cell."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case datetime():
            midnight = value.time() == time()
            return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
        case date() | time():
            return value.isoformat()
    return str(value)
