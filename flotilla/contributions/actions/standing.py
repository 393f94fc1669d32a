"""Taking hold of a contribution, what stands for what, and the words and numbers kept beside the rows."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from flotilla.contributions.models import Contribution, Merge, Support
from flotilla.contributions.queries.joined import family
from flotilla.contributions.verbs import Standing, Verb
from flotilla.journal.actions import record
from flotilla.kit.asked_often import asked_often
from flotilla.kit.together import load_together
from flotilla.people.models import Person

ONE_MORE = (
    "UPDATE flotilla_contribution SET support_count = support_count + 1 WHERE id = %s"
    " AND NOT EXISTS (SELECT 1 FROM flotilla_contribution joined WHERE joined.merged_into_id = %s)"
)
CHANGEABLE = frozenset({Standing.LISTED, Standing.WAITING})


def locked(contribution: Contribution) -> Contribution:
    """Return the contribution as it is now, held until the transaction ends.

    Held without its key, here and wherever several rows are held: PostgreSQL looks at the key of what a changed row
    points to, and two that held each other's keys would wait for ever.
    """
    return (
        Contribution.objects.select_for_update(of=("self",), no_key=True)
        .select_related("programme")
        .get(pk=contribution.pk)
    )


def target_of(contribution: Contribution) -> Contribution:
    """Return the contribution that stands for this one: itself, or what it was joined to, to the end of the chain."""
    while contribution.standing == Standing.MERGED and contribution.merged_into is not None:
        contribution = contribution.merged_into
    return contribution


def locked_target(contribution: Contribution) -> Contribution:
    """Return, held, what stands for this one, even if it is joined to another at this very moment."""
    held = locked(contribution)
    while held.standing == Standing.MERGED:
        held = locked(target_of(held))
    return held


def held_target(contribution: Contribution) -> Contribution:
    """Return the same with all that says what is open in its programme, in two questions where nothing was joined."""
    held = _held(contribution.pk)[0]
    while held.standing == Standing.MERGED:
        held = _held(target_of(held).pk)[0]
    load_together(([held.programme], ["stages", "pauses"]))
    return held


@asked_often
def _held(number: int) -> "QuerySet[Contribution]":
    """As `locked`, with the life of its programme, and of both only what is asked of it here."""
    found = Contribution.objects.select_for_update(of=("self",), no_key=True).filter(pk=number)
    life = ("programme__opening", "programme__closure", "programme__rehearsal")
    asked = ("programme__body", "programme__recipe", "programme__vehicle", "programme__support_level", "programme__audience")  # fmt: skip
    return found.select_related("programme", *life).only("body", "standing", "merged_into", *asked, *life).order_by()  # fmt: skip


def count_one_more(contribution: Contribution) -> None:
    """Keep the number of supporters after one more came to a contribution that is held; whoever supports one joined to it counts once."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_MORE, [contribution.pk, contribution.pk])
        if cursor.rowcount:
            return
    recount(contribution)


def recount(contribution: Contribution) -> int:
    """Count the distinct persons who support a contribution or one joined to it, and keep the number."""
    supports = Support.objects.filter(contribution__in=family(contribution))
    count = supports.values("person").distinct().count()
    Contribution.objects.filter(pk=contribution.pk).update(support_count=count)
    contribution.support_count = count
    return count


def recount_up(contribution: Contribution) -> None:
    """Count a contribution again, and whatever it is joined to, to the end of the chain."""
    recount(contribution)
    while contribution.merged_into is not None:
        contribution = contribution.merged_into
        recount(contribution)


def standing_of(contribution: Contribution) -> Standing:
    """Return where a contribution stands by the rows of what happened to it."""
    if hasattr(contribution, "withdrawal"):
        return Standing.WITHDRAWN
    if contribution.removals.filter(undone_at=None).exists():
        return Standing.REMOVED
    if contribution.splits.filter(undone_at=None).exists():
        return Standing.SPLIT
    if contribution.merges.filter(undone_at=None).exists():
        return Standing.MERGED
    return Standing.LISTED if contribution.published_at else Standing.WAITING


def settle_standing(contribution: Contribution) -> None:
    """Keep the word of where it stands and what it is joined to as the rows have it, and count again what that changes."""
    contribution = Contribution.objects.get(pk=contribution.pk)
    joined = contribution.merges.filter(undone_at=None).first()
    contribution.merged_into = joined.target if joined else None
    contribution.standing = standing_of(contribution)
    contribution.save(update_fields=["standing", "merged_into"])
    recount_up(contribution)


def undo(merge: Merge, *, by: Person | None, at: datetime, reason: str = "") -> None:
    """Let what was joined stand alone again, and write it down."""
    merge.undone_at, merge.undone_by, merge.undone_reason = at, by, reason[:300]
    merge.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    settle_standing(merge.source)
    recount_up(Contribution.objects.get(pk=merge.target_id))
    record(Verb.UNMERGED, merge, by=by, at=at)


def free_joined(contribution: Contribution, *, by: Person | None, at: datetime) -> None:
    """Let all that was joined to this one stand alone again: it did nothing wrong when this one goes."""
    for merge in contribution.merges_into.filter(undone_at=None).select_related("source"):
        undo(merge, by=by, at=at)


def hold_all(numbers: Iterable[int]) -> dict[int, Contribution]:
    """Return several contributions as they are now, held in one order so that nobody waits in a circle."""
    held = Contribution.objects.select_for_update(of=("self",), no_key=True).filter(
        pk__in=list(numbers)
    )
    return {one.pk: one for one in held.order_by("pk")}
