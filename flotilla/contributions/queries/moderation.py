"""What waits for the moderators, and what everyone may know of their work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from flotilla.bodies.models import Body
from flotilla.contributions.models import Appeal, Comment, Contribution, Removal, Report
from flotilla.contributions.queries.joined import open_objections
from flotilla.contributions.reasons import REASONS, Reason
from flotilla.contributions.verbs import Standing
from flotilla.kit.together import count_together
from flotilla.numerics import small_counts
from flotilla.numerics.small_counts import part_of
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from flotilla.programmes.queries import Finding

MOST = 200


class Waits(StrEnum):
    """Why something is with the moderators, in the order in which they look."""

    UNREAD = "unread"
    REPORTED = "reported"
    APPEALED = "appealed"
    OBJECTED = "objected"


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for a moderator: why, which, since when, how often reported and for what."""

    why: Waits
    contribution: Contribution
    comment: Comment | None
    since: datetime
    reports: int = 0
    reason: Reason | None = None
    appeal: Appeal | None = None

    @property
    def thing(self) -> Contribution | Comment:
        """What it is about."""
        return self.comment or self.contribution

    def days(self, at: datetime) -> int:
        """For how many whole days it has waited."""
        return max((at - self.since).days, 0)


def moderation_queue(body: Body, person: Person | None = None) -> list[Waiting]:
    """Return what waits in a body's programmes: unread first, then reports, appeals and objections, each oldest first.

    With a person, without the appeals against what they removed themselves, which somebody else decides.
    """
    programmes = list(Programme.objects.owned_by(body).values_list("pk", flat=True))
    appeals = _appeals(programmes)
    if person is not None:
        appeals = [one for one in appeals if one.appeal and one.appeal.removed_by_id != person.pk]
    return [*_unread(programmes), *_reported(programmes), *appeals, *_objected(programmes)]


def _sent_unread(programmes: Iterable[int]) -> QuerySet[Contribution]:
    return Contribution.objects.filter(programme__in=programmes, standing=Standing.WAITING)


def _written_unread(programmes: Iterable[int]) -> QuerySet[Comment]:
    removed = Removal.objects.filter(undone_at=None, comment__isnull=False).values("comment")
    return Comment.objects.filter(
        contribution__programme__in=programmes, published_at=None, withdrawn_at=None
    ).exclude(pk__in=removed)


def _unread(programmes: Iterable[int]) -> list[Waiting]:
    sent, written = _sent_unread(programmes), _written_unread(programmes)
    found = [
        Waiting(Waits.UNREAD, one, None, one.received_at)
        for one in sent.select_related("programme").order_by("received_at", "pk")[:MOST]
    ]
    found += [
        Waiting(Waits.UNREAD, one.contribution, one, one.posted_at)
        for one in written.select_related("contribution__programme").order_by("posted_at")[:MOST]
    ]
    return sorted(found, key=lambda one: one.since)


def _open_reports(programmes: Iterable[int]) -> QuerySet[Report]:
    about = Q(contribution__programme__in=programmes) | Q(
        comment__contribution__programme__in=programmes
    )
    return Report.objects.filter(about, settled_at=None)


def _reported(programmes: Iterable[int]) -> list[Waiting]:
    rows = (
        _open_reports(programmes)
        .select_related("contribution__programme", "comment__contribution__programme")
        .order_by("reported_at", "pk")
    )
    by_thing: dict[tuple[int | None, int | None], list[Report]] = {}
    for row in rows[:MOST]:
        by_thing.setdefault((row.contribution_id, row.comment_id), []).append(row)
    return [_of_reports(reports) for reports in by_thing.values()]


def _of_reports(reports: list[Report]) -> Waiting:
    first = reports[0]
    contribution = first.contribution or first.comment.contribution  # type: ignore[union-attr]
    return Waiting(
        Waits.REPORTED,
        contribution,
        first.comment,
        first.reported_at,
        len(reports),
        REASONS.get(first.reason),
    )


def open_appeals(programmes: "Iterable[int] | QuerySet[Programme]") -> QuerySet[Appeal]:
    """Return the appeals in these programmes that nobody has decided yet, oldest first."""
    about = Q(removal__contribution__programme__in=programmes) | Q(
        removal__comment__contribution__programme__in=programmes
    )
    rows = Appeal.objects.filter(about, decided_at=None, removal__undone_at=None).select_related(
        "removal__contribution__programme", "removal__comment__contribution__programme"
    )
    return rows.order_by("appealed_at", "pk")


def _appeals(programmes: Iterable[int]) -> list[Waiting]:
    return [
        Waiting(
            Waits.APPEALED,
            one.removal.about,
            one.removal.comment,
            one.appealed_at,
            reason=REASONS.get(one.removal.reason),
            appeal=one,
        )
        for one in open_appeals(programmes)[:MOST]
    ]


def _objected(programmes: Iterable[int]) -> list[Waiting]:
    return [
        Waiting(Waits.OBJECTED, one.source, None, one.objected_at)  # type: ignore[arg-type]
        for one in open_objections(programmes)[:MOST]
    ]


def findings(programme: Programme) -> list[Finding]:
    """Return what moderation shows about the gates of a programme: nothing unread, no report, no appeal left."""
    here = [programme.pk]
    reported = _open_reports(here).values("contribution", "comment").distinct()
    rest = (_sent_unread(here), _written_unread(here), open_appeals(here))
    count = sum(count_together(reported, *(rows.values("pk") for rows in rest)))
    return [Finding("moderation_done", met=not count, missing=(str(count),) if count else ())]


@dataclass(frozen=True)
class ReasonCount:
    """A published reason and how often it was given; None where so few that somebody might be recognised."""

    reason: Reason
    count: int | None


@dataclass(frozen=True)
class Record:
    """What everyone may know of moderation: how much was removed, for what, and how often that was undone."""

    removed: int | None
    restored: int | None
    appeals: int | None
    reasons: list[ReasonCount]


def moderation_record(body: Body) -> Record:
    """Return the counts of a body's public moderation, without those that would tell a small number (numerics.small_counts)."""
    removals = _public_removals(body)
    rows = removals.values("reason").annotate(n=Count("pk"))
    by_reason = {row["reason"]: row["n"] for row in rows}
    removed = sum(by_reason.values())
    undone = removals.filter(undone_at__isnull=False).count()
    appealed = removals.filter(appeal__isnull=False).count()
    told = _by_reason(by_reason)
    return Record(
        removed=told.total,
        restored=None if told.total is None else part_of(undone, removed),
        appeals=None if told.total is None else part_of(appealed, removed),
        reasons=[ReasonCount(one, told.cells[place]) for place, one in enumerate(REASONS.values())],
    )


def _by_reason(counts: dict[str, int]) -> small_counts.Shown:
    """What may be told of how often each reason was given, and how often any."""
    return small_counts.shown([counts.get(code, 0) for code in REASONS])


def _public_removals(body: Body) -> QuerySet[Removal]:
    programmes = Programme.objects.owned_by(body).visible_to(None).values("pk")
    return Removal.objects.filter(
        Q(contribution__programme__in=programmes)
        | Q(comment__contribution__programme__in=programmes)
    )


@dataclass(frozen=True)
class Logged:
    """One line of the public log: when, what kind of thing, why, and whether it was undone; never who."""

    at: datetime
    is_comment: bool
    reason: Reason | None
    is_undone: bool


def moderation_log(body: Body, limit: int = 50) -> list[Logged]:
    """Return the last removals in a body's public programmes, newest first, without persons and without words.

    The reason is left out where it was given so seldom that its number is not published either.
    """
    removals = _public_removals(body)
    counts = {row["reason"]: row["n"] for row in removals.values("reason").annotate(n=Count("pk"))}
    cells = zip(REASONS, _by_reason(counts).cells, strict=True)
    told = {code for code, cell in cells if cell is not None}
    return [
        Logged(
            one.removed_at,
            one.comment_id is not None,
            REASONS.get(one.reason) if one.reason in told else None,
            one.undone_at is not None,
        )
        for one in removals.order_by("-removed_at", "-pk")[:limit]
    ]


def reason_sentence(code: str) -> str:
    """Return the sentence of a published reason in the language in use; nothing for an unknown one."""
    reason = REASONS.get(code)
    return reason.said if reason else ""
