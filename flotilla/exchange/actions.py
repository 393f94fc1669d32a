"""Bringing contributions over from a file, chunk by chunk, so that it can stop anywhere and go on."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from flotilla.contributions.models import Contribution
from flotilla.exchange import bringing
from flotilla.exchange.mapping import ColumnMissing, Mapping, read
from flotilla.exchange.models import ImportRefusal, ImportRun
from flotilla.exchange.rows import Prepared, RowRefused, prepare
from flotilla.exchange.tallies import Tally
from flotilla.exchange.verbs import Verb
from flotilla.journal.actions import record
from flotilla.kit import spreadsheet
from flotilla.people.models import Person
from flotilla.programmes.models import Programme

CHUNK = 500


@transaction.atomic
def begin_import(
    programme: Programme,
    *,
    file: "File[bytes]",
    mapping: dict[str, Any],
    links_file: "File[bytes] | None" = None,
    is_rehearsal: bool = False,
    by: Person | None,
    at: datetime,
) -> ImportRun:
    """Take a file to be brought over; `go_on` then brings it. A rehearsal reports and changes nothing.

    Raises MappingUnreadable or MappingNamesNoColumn if the mapping cannot be used, ColumnMissing if the file lacks
    a column that it names, spreadsheet.Unreadable if the file cannot be read at all.
    """
    read(mapping)
    run = ImportRun(
        programme=programme, file_name=file.name or "", mapping=mapping, is_rehearsal=is_rehearsal
    )
    run.begun_at, run.begun_by = at, by
    run.file.save(file.name or "import", file, save=False)
    if links_file is not None:
        run.links_file.save(links_file.name or "links", links_file, save=False)
    _check_columns(run)
    run.save()
    record(Verb.IMPORT_BEGUN, run, by=by, at=at, rehearsal=is_rehearsal)
    return run


def _rows(run: ImportRun) -> Iterator[spreadsheet.Row]:
    with run.file.open("rb") as file:
        yield from spreadsheet.read(file, run.file_name)


def _check_columns(run: ImportRun) -> None:
    """Of a table with a head every column named must be there; objects may leave out what is empty."""
    with run.file.open("rb") as file:
        columns = spreadsheet.read(file, run.file_name).columns
    if columns and (missing := read(run.mapping).named_columns() - set(columns)):
        raise ColumnMissing(column=min(missing), columns=", ".join(columns))


@transaction.atomic
def go_on(run: ImportRun, *, by: Person | None, at: datetime, rows: int = CHUNK) -> ImportRun:
    """Bring the next rows over, all of them or none; at the end join what the links file says belongs together.

    A row that is here already with the same words is unchanged; with other words, or if it cannot be read, it is
    refused with the reason. Returns the run, finished or not.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.finished_at:
        return run
    mapping = read(run.mapping)
    chunk = list(islice(_rows(run), run.rows_read, run.rows_read + rows))
    prepared = _prepare(run, mapping, chunk, at)
    _bring(run, mapping, prepared, by=by, at=at)
    run.rows_read += len(chunk)
    if len(chunk) < rows:
        _finish(run, mapping, by=by, at=at)
    run.save()
    return run


def _prepare(
    run: ImportRun, mapping: Mapping, chunk: list[spreadsheet.Row], at: datetime
) -> list[tuple[int, Prepared]]:
    prepared, seen = [], set()
    for row in chunk:
        try:
            if row.problem:
                raise RowRefused(str(row.problem))
            ready = prepare(mapping, row.values, at=at)
            if ready.reference in seen:
                raise RowRefused(_("Its reference stands in the file twice."))
            bringing.check(run.programme, ready)
        except RowRefused as refusal:
            _refuse(
                run,
                row.line,
                str(row.values.get(mapping.columns["reference"][0]) or ""),
                str(refusal),
            )
            continue
        seen.add(ready.reference)
        prepared.append((row.line, ready))
    return prepared


def _bring(
    run: ImportRun,
    mapping: Mapping,
    prepared: list[tuple[int, Prepared]],
    *,
    by: Person | None,
    at: datetime,
) -> None:
    here = _already_here(
        run.programme, mapping.source, [ready.reference for _line, ready in prepared]
    )
    fresh = []
    for line, ready in prepared:
        known = here.get(ready.reference)
        if known is None:
            fresh.append(ready)
        elif bringing.says_the_same(known, ready):
            run.unchanged += 1
        else:
            _refuse(
                run,
                line,
                ready.reference,
                _("It is here already with other words, as number %d.") % known.number,
            )
    if not run.is_rehearsal:
        joined = set(_links(run, mapping))
        bringing.bring_over(run.programme, fresh, mapping=mapping, undecided=joined, by=by, at=at)
    run.accepted += len(fresh)


def _already_here(
    programme: Programme, source: str, references: list[str]
) -> dict[str, Contribution]:
    here = Contribution.objects.filter(
        programme=programme, source=source, source_ref__in=references
    )
    return {contribution.source_ref: contribution for contribution in here}


def _refuse(run: ImportRun, line: int, reference: str, reason: str) -> None:
    ImportRefusal.objects.create(run=run, line=line, reference=reference[:80], reason=reason[:400])
    run.refused += 1


def _links(run: ImportRun, mapping: Mapping) -> dict[str, str]:
    """Return which reference belongs to which, where both stand in the file; the first target that does counts."""
    if not (mapping.links and run.links_file):
        return {}
    column = mapping.columns["reference"][0]
    references = {str(row.values.get(column) or "") for row in _rows(run)}
    links: dict[str, str] = {}
    with run.links_file.open("rb") as file:
        for row in spreadsheet.read(file, run.links_file.name):
            source, target = (
                str(row.values.get(mapping.links[end]) or "") for end in ("source", "target")
            )
            if {source, target} <= references and source != target:
                links.setdefault(source, target)
    return links


def _finish(run: ImportRun, mapping: Mapping, *, by: Person | None, at: datetime) -> None:
    if not run.is_rehearsal:
        run.joined = bringing.join(
            run.programme, _links(run, mapping), source=mapping.source, by=by, at=at
        )
    tallies = [Tally(asked) for asked in mapping.tallies]
    for row in _rows(run):
        for tally in tallies:
            tally.add(row.values)
    run.tallies = [tally.figure() for tally in tallies]
    run.finished_at = at
    record(
        Verb.IMPORT_FINISHED,
        run,
        by=by,
        at=at,
        accepted=run.accepted,
        refused=run.refused,
        unchanged=run.unchanged,
    )
    for file in (run.file, run.links_file):
        if file:
            file.delete(save=False)


def continue_imports(*, by: Person | None = None, at: datetime) -> int:
    """Bring one chunk of every unfinished run; the clock calls this, so that nobody waits at a page."""
    unfinished = ImportRun.objects.filter(finished_at__isnull=True, problem="")
    for run in unfinished:
        try:
            go_on(run, by=run.begun_by, at=at)
        except (
            spreadsheet.Unreadable
        ) as problem:  # a file that breaks off in the middle: what was read stays
            ImportRun.objects.filter(pk=run.pk).update(problem=str(problem)[:300], finished_at=at)
    return len(unfinished)
