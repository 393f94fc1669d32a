"""Does what was received come out? Received = in the list + waiting + joined + split + withdrawn + removed + erased."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from flotilla.contributions.models import Contribution, Removal
from flotilla.contributions.reasons import REASONS
from flotilla.contributions.verbs import Standing
from flotilla.journal import statements
from flotilla.journal.models import Commitment, Entry, Log
from flotilla.journal.verbs import RECEIVED, Kind
from flotilla.numerics import small_counts
from flotilla.programmes.models import Programme
from flotilla.programmes.verbs import Audience

PAGE = 1_000
ERASED = "erased"
STANDS = ("listed", "waiting", "merged", "split", "withdrawn")


@dataclass(frozen=True)
class Balance:
    """What was received by the public log, and where it stands by the rows that pages are made of."""

    received: int
    listed: int
    waiting: int
    merged: int
    split: int
    withdrawn: int
    removed: dict[str, int]
    erased: int

    @property
    def moved(self) -> int:
        """How many were joined to another or split in parts."""
        return self.merged + self.split

    @property
    def removed_count(self) -> int:
        """How many were removed, for whatever reason."""
        return sum(self.removed.values())

    @property
    def removals_told(self) -> list[tuple[str, int | None]]:
        """How many were removed by reason, as pages may show it: None where it is too few, one row without a reason where
        the reasons would tell. What the log's data says, it says of each by itself, with its reason."""
        counts = {**dict.fromkeys(REASONS, 0), **self.removed}
        told = small_counts.shown(list(counts.values()))
        if told.tells_nothing:
            return [("", self.removed_count)]
        return [(code, cell) for code, cell in zip(counts, told.cells, strict=True) if cell != 0]

    @property
    def accounted(self) -> int:
        """How many of what was received are accounted for."""
        stand = self.listed + self.waiting + self.moved
        return stand + self.withdrawn + self.removed_count + self.erased

    @property
    def comes_out(self) -> bool:
        """Whether every one is accounted for, and none more."""
        return self.received == self.accounted


def of_programme(programme: Programme) -> Balance:
    """Return the balance of a programme that has opened to the public."""
    return of_programmes([programme])[programme.pk]


def of_programmes(programmes: Sequence[Programme]) -> dict[int, Balance]:
    """Return the balances of programmes, by number, in as many questions as for one."""
    came = Entry.objects.filter(programme_id__in=[one.pk for one in programmes], verb__in=RECEIVED)
    open_one = Commitment.objects.filter(pk=OuterRef("pk"), kind=Kind.OPEN)
    received = _by_programme(came.filter(Exists(open_one)))
    erased = _by_programme(came.filter(Exists(open_one.filter(statement=""))))
    kept = Contribution.objects.filter(programme__in=programmes, split_from=None).exclude(
        pk__in=_erased().values("thing_id")
    )
    standing: dict[int, dict[str, int]] = {}
    for number, word, count in (
        kept.order_by().values_list("programme", "standing").annotate(count=Count("pk"))
    ):
        standing.setdefault(number, {})[word] = count
    removed: dict[int, dict[str, int]] = {}
    removals = Removal.objects.filter(
        contribution__in=kept.filter(standing=Standing.REMOVED), undone_at=None
    )
    reasons = removals.order_by("reason").values_list("contribution__programme", "reason")
    for number, reason, count in reasons.annotate(count=Count("pk")):
        removed.setdefault(number, {})[reason] = count
    return {
        one.pk: Balance(
            received=received.get(one.pk, 0),
            **{word: standing.get(one.pk, {}).get(word, 0) for word in STANDS},
            removed=removed.get(one.pk, {}),
            erased=erased.get(one.pk, 0),
        )
        for one in programmes
    }


def _by_programme(entries: QuerySet[Entry]) -> dict[int | None, int]:
    return dict(entries.order_by().values_list("programme_id").annotate(count=Count("pk")))


def _erased() -> QuerySet[Commitment]:
    """Return the commitments to contributions that were received and are forgotten."""
    came = Entry.objects.filter(pk=OuterRef("pk"), verb__in=RECEIVED)
    forgotten = Commitment.objects.filter(thing_kind="contribution", kind=Kind.OPEN, statement="")
    return forgotten.filter(Exists(came))


def public_programmes() -> QuerySet[Programme]:
    """Return the programmes whose balance is published: those that opened to the public."""
    opened = Programme.objects.opened().filter(audience=Audience.PUBLIC)
    return opened.select_related("body", "opening").order_by("pk")


def names(programmes: Sequence[Programme]) -> dict[str, Programme]:
    """Return programmes by their names in the log."""
    seed = _seed()
    return {statements.name(seed, "programme", one.pk): one for one in programmes if seed}


def standing_in(programme: Programme, after: int = 0) -> list[dict[str, Any]]:
    """Return where each contribution of a programme stands, by its name in the log, a thousand after a number."""
    seed = _seed()
    rows = Contribution.objects.filter(programme=programme, number__gt=after).order_by("number")
    page = list(rows.only("number", "standing", "split_from")[:PAGE])
    erased = set(
        _erased().filter(thing_id__in=[one.pk for one in page]).values_list("thing_id", flat=True)
    )
    removals = Removal.objects.filter(contribution__in=page, undone_at=None)
    reasons = dict(removals.values_list("contribution_id", "reason"))
    return [
        {
            "id": statements.name(seed, "contribution", one.pk),
            "number": one.number,
            "standing": ERASED if one.pk in erased else str(one.standing),
            "reason": reasons.get(one.pk, "") if one.standing == Standing.REMOVED else "",
            "part": one.split_from_id is not None,
        }
        for one in page
    ]


def _seed() -> str:
    return Log.objects.values_list("seed", flat=True).first() or ""
