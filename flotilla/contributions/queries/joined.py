"""What was joined to a contribution, and who is credited for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from flotilla.contributions import rules
from flotilla.contributions.models import Authorship, Contribution, Merge, Split, Support
from flotilla.contributions.verbs import Standing
from flotilla.people.models import Person


def family(contribution: Contribution) -> list[int]:
    """Return the numbers of a contribution and of all that was joined to it, at any depth."""
    numbers, fresh = [contribution.pk], [contribution.pk]
    while fresh:
        joined = Contribution.objects.filter(merged_into__in=fresh, standing=Standing.MERGED)
        fresh = list(joined.values_list("pk", flat=True))
        numbers += fresh
    return numbers


@dataclass(frozen=True)
class Joined:
    """A contribution that was joined to another: the joining, and its authors."""

    merge: Merge
    authors: tuple[Authorship, ...]


def joined_to(contribution: Contribution) -> list[Joined]:
    """Return what stands as joined to a contribution, oldest first, each with its authors; not what was removed since."""
    return [
        Joined(one, tuple(who for who in one.source.authorships.all() if who.left_at is None))
        for one in merges_into(contribution)
        if one.source.standing == Standing.MERGED
    ]


def merges_into(contribution: Contribution) -> list[Merge]:
    """Return the joinings to a contribution that hold, oldest first, with the authors; asked once and kept on the object."""
    kept: list[Merge] | None = contribution.__dict__.get("_merges_into")
    if kept is None:
        standing = contribution.merges_into.filter(undone_at=None)
        rows = standing.select_related("source__programme").prefetch_related("source__authorships")
        kept = contribution.__dict__["_merges_into"] = list(rows.order_by("merged_at", "pk"))
    return kept


def merge_of(contribution: Contribution) -> Merge | None:
    """Return the joining of a contribution to another that holds; None if it stands alone."""
    return contribution.merges.filter(undone_at=None).select_related("target__programme").first()


def split_of(contribution: Contribution) -> Split | None:
    """Return the splitting of a contribution that holds."""
    return contribution.splits.filter(undone_at=None).first()


def may_settle(person: Person | None, merge: Merge) -> bool:
    """Authors of what was joined say whether they agree."""
    if person is None or not person.is_authenticated:
        return False
    return rules.is_author(person, merge.source)


def open_objections(programmes: Iterable[int]) -> QuerySet[Merge]:
    """Return joinings in these programmes to which an author objects, oldest objection first."""
    objected = Merge.objects.filter(
        source__programme__in=programmes, undone_at=None, objected_at__isnull=False
    )
    return objected.select_related("source__programme", "target").order_by("objected_at", "pk")


@dataclass(frozen=True)
class Preview:
    """What a joining would come to: who is credited, how many supporters there are, how many support both."""

    supporters: int
    both: int
    authors: tuple[Authorship, ...]


def preview(source: Contribution, target: Contribution) -> Preview:
    """Return what joining the first to the second would come to."""
    supports = Support.objects.filter(contribution__in=[*family(source), *family(target)])
    together = supports.values("person").distinct().count()
    authors = Authorship.objects.filter(contribution__in=[source, target], left_at=None)
    both = source.support_count + target.support_count - together
    return Preview(together, max(both, 0), tuple(authors))
