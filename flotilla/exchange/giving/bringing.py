"""Bringing awards over from a file that a funder publishes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from flotilla.awards.models import PublishedAward
from flotilla.bodies.models import Body
from flotilla.exchange.giving.columns import column_of
from flotilla.exchange.giving.reading import Grant, read_grant
from flotilla.exchange.rows import RowRefused
from flotilla.exchange.verbs import Verb
from flotilla.journal.actions import record
from flotilla.kit import spreadsheet
from flotilla.kit.money import Money
from flotilla.people.models import Person


@dataclass
class Brought:
    """How it went: what was read, taken, known already and refused, and what all that is here of the file comes to."""

    read: int = 0
    accepted: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    sums: dict[str, int] = field(default_factory=dict)
    recipients: set[str] = field(default_factory=set)

    @property
    def last_line(self) -> str:
        """The sum of it, as an import of contributions says it."""
        return f"read {self.read}, accepted {self.accepted}, refused {len(self.refused)}, unchanged {self.unchanged}"

    @property
    def totals(self) -> list[str]:
        """What came to how many, a line a currency."""
        return [
            f"{code} {Money(minor, code).amount:,}" for code, minor in sorted(self.sums.items())
        ]

    def count(self, grant: Grant) -> None:
        """Add an award that is here now to what the file comes to."""
        code, minor = grant.facts["currency"], grant.facts["amount_minor"]
        self.sums[code] = self.sums.get(code, 0) + minor
        self.recipients.add(grant.facts["recipient_ref"])


@transaction.atomic
def bring_awards(
    body: Body,
    *,
    file: BinaryIO,
    name: str,
    is_rehearsal: bool = False,
    by: Person | None,
    at: datetime,
) -> Brought:
    """Take the awards of a file (JSON, CSV, XLSX) as published awards of a body; what is invalid is refused with its line.

    An award that is here already with the same words is unchanged, with other words it is refused. A rehearsal reports
    and changes nothing. Raises spreadsheet.Unreadable if the file cannot be read.
    """
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    table = spreadsheet.read(file, name)
    brought = Brought(left_out=[one for one in table.columns if column_of(one) is None])
    ready = list(_read(table.rows, brought, is_table=bool(table.columns)))
    known = {one.identifier: one for one in PublishedAward.objects.filter(body=body)}
    fresh = []
    for line, grant in ready:
        here = known.get(grant.identifier)
        if here is not None and here.said() != grant.facts:
            brought.refused.append((line, grant.identifier, _("It is here already with other words.")))  # fmt: skip
            continue
        brought.count(grant)
        if here is not None:
            brought.unchanged += 1
        else:
            fresh.append(_row(body, grant, by, at))
    brought.accepted = len(fresh)
    if fresh and not is_rehearsal:
        PublishedAward.objects.bulk_create(fresh, batch_size=200)
        record(Verb.AWARDS_BROUGHT, body, by=by, at=at, accepted=len(fresh), refused=len(brought.refused))  # fmt: skip
    return brought


def _read(
    rows: Iterator[spreadsheet.Row], brought: Brought, *, is_table: bool
) -> Iterator[tuple[int, Grant]]:
    seen: dict[str, int] = {}
    for row in rows:
        brought.read += 1
        try:
            grant = read_grant(row, is_table=is_table)
            if grant.identifier in seen:
                raise RowRefused(_("Its identifier stands on line %d already.") % seen[grant.identifier])  # fmt: skip
        except RowRefused as refusal:
            named = row.values.get("id") or row.values.get("Identifier") or ""
            brought.refused.append((row.line, str(named)[:80], str(refusal)))
            continue
        seen[grant.identifier] = row.line
        yield row.line, grant


def _row(body: Body, grant: Grant, by: Person | None, at: datetime) -> PublishedAward:
    return PublishedAward(
        body=body, identifier=grant.identifier, published_at=at, published_by=by, **grant.facts
    )
