"""Which words did an entry put before everybody, as the pages show them now; and if they do not, why not?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from flotilla.assessment.models import Lottery
from flotilla.contributions.models import Comment, Contribution, Revision, Split
from flotilla.contributions.rules import HIDDEN
from flotilla.contributions.verbs import Standing
from flotilla.decisions.models import Answer, Decision
from flotilla.journal.models import Entry
from flotilla.programmes.models import Opening, Programme, Promise

GONE = "gone"
WAITING = "waiting"
PRIVATE = "private"


@dataclass(frozen=True)
class Said:
    """Each way in which words are shown (they must all be the same), or a code for why they are not."""

    renderings: list[dict[str, Any]] = field(default_factory=list)
    withheld: str = ""


def words_of(entries: Sequence[Entry]) -> dict[int, Said]:
    """Return the words of entries that put some before everybody, by number of the entry, in few questions."""
    found: dict[int, Said] = {}
    by_kind: dict[str, list[Entry]] = {}
    for entry in entries:
        by_kind.setdefault(entry.subject_kind, []).append(entry)
    for kind, of_kind in by_kind.items():
        found |= READERS[kind](of_kind)
    return found


def _rows(model: type[models.Model], entries: Sequence[Entry], *joined: str) -> dict[int, Any]:
    numbers = {entry.subject_id for entry in entries}
    rows: Any = model._default_manager.select_related(*joined).in_bulk(numbers)
    programmes: dict[int, Programme] = {}
    for row in rows.values():  # one object for each programme, whose plan is read once
        if isinstance(row, Contribution):
            row.programme = programmes.setdefault(row.programme_id, row.programme)
    return dict(rows)


def _hidden(contribution: Contribution) -> str:
    """Return why the words of a contribution are not shown to everybody; empty if they are."""
    if not contribution.programme.is_on_record:
        return PRIVATE
    if contribution.standing in HIDDEN:
        return str(contribution.standing)
    if contribution.standing == Standing.WAITING or contribution.published_at is None:
        return WAITING
    return ""


def _contributions(entries: Sequence[Entry]) -> dict[int, Said]:
    rows = _rows(Contribution, entries, "programme__opening")
    versions = {
        (one.contribution_id, one.version): one
        for one in Revision.objects.filter(contribution__in=rows)
    }
    return {one.pk: _version(rows.get(one.subject_id), one, versions) for one in entries}


def _version(
    row: Contribution | None, entry: Entry, versions: dict[tuple[int, int], Revision]
) -> Said:
    """Return the words of a version: of the newest as the page and as the list of versions have it."""
    if row is None:
        return Said(withheld=GONE)
    if why := _hidden(row):
        return Said(withheld=why)
    number = entry.details.get("version", 1)
    revision = versions.get((row.pk, number))
    if revision is None:
        return Said(withheld=GONE)
    revision.contribution = row
    renderings = [revision.public_words()]
    if number == row.version and row.public_words() not in renderings:
        renderings.append(row.public_words())
    return Said(renderings)


def _of_a_contribution(model: type[models.Model]) -> Callable[[Sequence[Entry]], dict[int, Said]]:
    def read(entries: Sequence[Entry]) -> dict[int, Said]:
        rows = _rows(model, entries, "contribution__programme__opening")
        return {one.pk: _shown(rows.get(one.subject_id)) for one in entries}

    return read


def _shown(row: Any) -> Said:
    if row is None or row.released_at is None:
        return Said(withheld=GONE)
    if why := _hidden(row.contribution):
        return Said(withheld=why)
    return Said([row.public_words()])


def _comments(entries: Sequence[Entry]) -> dict[int, Said]:
    rows = _rows(Comment, entries, "contribution__programme__opening")
    removed = set(
        Comment.objects.filter(
            pk__in=rows, removals__isnull=False, removals__undone_at=None
        ).values_list("pk", flat=True)
    )
    return {one.pk: _comment(rows.get(one.subject_id), removed) for one in entries}


def _comment(row: Comment | None, removed: set[int]) -> Said:
    if row is None:
        return Said(withheld=GONE)
    if why := _hidden(row.contribution):
        return Said(withheld=f"contribution {why}")
    if row.withdrawn_at:
        return Said(withheld=str(Standing.WITHDRAWN))
    if row.pk in removed:
        return Said(withheld=str(Standing.REMOVED))
    if row.published_at is None:
        return Said(withheld=WAITING)
    return Said([row.public_words()])


def _splits(entries: Sequence[Entry]) -> dict[int, Said]:
    rows = _rows(Split, entries, "whole__programme__opening")
    hidden = set(
        Contribution.objects.filter(split_from__splits__in=rows, standing__in=HIDDEN).values_list(
            "split_from_id", flat=True
        )
    )
    return {one.pk: _split(rows.get(one.subject_id), hidden) for one in entries}


def _split(row: Split | None, hidden: set[int]) -> Said:
    if row is None:
        return Said(withheld=GONE)
    if why := _hidden(row.whole):
        return Said(withheld=why)
    if row.whole_id in hidden:
        return Said(withheld="part")
    return Said([row.public_words()])


def _of_a_programme(model: type[models.Model]) -> Callable[[Sequence[Entry]], dict[int, Said]]:
    def read(entries: Sequence[Entry]) -> dict[int, Said]:
        rows = _rows(model, entries, "programme__opening")
        return {one.pk: _promised(rows.get(one.subject_id)) for one in entries}

    return read


def _promised(row: Any) -> Said:
    if row is None:
        return Said(withheld=GONE)
    programme: Programme = row.programme
    return Said([row.public_words()]) if programme.is_on_record else Said(withheld=PRIVATE)


def _lotteries(entries: Sequence[Entry]) -> dict[int, Said]:
    rows = _rows(Lottery, entries, "meeting__panel__programme__opening")
    return {one.pk: _promised(rows.get(one.subject_id)) for one in entries}


READERS: dict[str, Callable[[Sequence[Entry]], dict[int, Said]]] = {
    "contribution": _contributions,
    "comment": _comments,
    "split": _splits,
    "answer": _of_a_contribution(Answer),
    "decision": _of_a_contribution(Decision),
    "opening": _of_a_programme(Opening),
    "promise": _of_a_programme(Promise),
    "lottery": _lotteries,
}
