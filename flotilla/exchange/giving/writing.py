"""Writing published awards as the standard has them: JSON, CSV, XLSX."""

import json
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from datetime import datetime
from functools import partial
from typing import Any, BinaryIO

from flotilla.awards.models import PublishedAward
from flotilla.awards.verbs import RecipientKind
from flotilla.bodies.models import Body
from flotilla.exchange.giving.columns import Column, columns
from flotilla.exchange.giving.reading import BY_PATH, plain
from flotilla.kit.spreadsheet import csv_lines, write_xlsx

VERSION = "1.4"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
ENDINGS = ("json", "csv", "xlsx")


def as_grant(award: PublishedAward) -> dict[str, Any]:
    """Return a published award as an object of the standard, with nothing in it that the list does not name."""
    place = "recipientIndividual" if award.recipient_kind == RecipientKind.INDIVIDUAL else "recipientOrganization/0"  # fmt: skip
    own = {
        "id": award.identifier,
        "title": award.title,
        "description": award.description,
        "currency": award.currency,
        "amountAwarded": plain(award.money.amount),
        "awardDate": award.awarded_on.isoformat(),
        f"{place}/id": award.recipient_ref,
        f"{place}/name": award.recipient_name,
        "fundingOrganization/0/id": award.funder_ref,
        "fundingOrganization/0/name": award.funder_name,
    }
    grant: dict[str, Any] = {}
    rest = deepcopy(award.facts)
    for column in columns():
        value = own.get(column.path, column.take(rest))
        if value not in (None, ""):
            column.put(grant, value)
    return grant


def json_lines(body: Body, awards: Iterable[PublishedAward], *, at: datetime) -> Iterator[str]:
    """Yield the package as JSON, award by award, so that it can be streamed."""
    head = {
        "version": VERSION,
        "issued": at.date().isoformat(),
        "license": LICENCE,
        "publisher": {"name": body.name},
    }
    yield json.dumps(head, ensure_ascii=False, indent=2)[:-2] + ',\n  "grants": ['
    for number, award in enumerate(awards):
        yield (",\n" if number else "\n") + json.dumps(as_grant(award), ensure_ascii=False)
    yield "\n  ]\n}\n"


def table() -> dict[str, Callable[[PublishedAward], object]]:
    """Return the columns of a table: the heading, and how it is taken from an award."""
    return {one.title: partial(_cell, one) for one in columns()}


def _cell(column: Column, award: PublishedAward) -> object:
    return BY_PATH[column.path].take(as_grant(award))


def write(body: Body, awards: Iterable[PublishedAward], ending: str, target: BinaryIO, *, at: datetime) -> None:  # fmt: skip
    """Write the awards into a file of this kind."""
    if ending == "xlsx":
        write_xlsx(awards, table(), target, title="Awards")
        return
    lines = json_lines(body, awards, at=at) if ending == "json" else csv_lines(awards, table())
    target.writelines(line.encode() for line in lines)
