"""What the panel's scores come to: raw and adjusted side by side, how sure that is, and where assessors differ."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from flotilla.assessment.models import Assessment, CriteriaSet, Criterion, Interest, Panel, Score
from flotilla.assessment.queries.pile import LEAST_ANSWERED
from flotilla.assessment.verbs import CriterionKind
from flotilla.contributions.models import Contribution
from flotilla.contributions.verbs import Standing
from flotilla.kit.money import Money
from flotilla.numerics.agreement import Agreement, agreement
from flotilla.numerics.budget import Ask, Rule, Spending, spend
from flotilla.numerics.scoring import (
    Estimate,
    Estimates,
    Total,
    changed_by_bonus,
    is_split,
    two_way,
    weighted,
)
from flotilla.people.models import Person

KEPT = 16  # estimates that a process remembers, each of one set of scores
FULL = 100.0
Reading = tuple[int, int, float]  # entry, seat, total out of 100


@dataclass(frozen=True)
class Ranked:
    """One entry with what its assessors gave it, out of 100, and what of that can be relied on."""

    contribution: Contribution
    estimate: Estimate
    total: Total
    given: tuple[float, ...]
    is_split: bool
    below: tuple[str, ...]
    asks: Money | None

    @property
    def moved(self) -> int:
        """By how many places the adjusted order puts it higher (positive) or lower than the raw one."""
        return self.estimate.rank_raw - self.estimate.rank_adjusted


@dataclass(frozen=True)
class Ranking:
    """All entries that somebody may see judged, best raw total first, with what is to be known of the whole."""

    rows: tuple[Ranked, ...]
    waiting: int
    line: int
    spending: Spending | None
    agreement: Agreement | None
    lifted: frozenset[int]
    dropped: frozenset[int]

    @property
    def grey(self) -> list[Ranked]:
        """Those of which the scores do not say on which side of the line they belong: for discussion first."""
        return [one for one in self.rows if one.estimate.is_grey and not one.below]


def ranking(
    panel: Panel,
    criteria_set: CriteriaSet,
    person: Person,
    *,
    line: int,
    money: int | None = None,
    rule: Rule = Rule.STRICT,
) -> Ranking:
    """Return the ranking of what a person may see: entries of which everything that is due was sent.

    `line` is how many can win; with `money`, in minor units, it is how many that pays for by the rule. Whoever has an
    interest in an entry sees neither it nor a rank, chance or sum in which it counts: all is worked out from what they
    may see alone. The number of questions does not depend on how many entries there are.
    """
    due = Assessment.objects.live().filter(seat__panel=panel, sent_at__isnull=True)
    seen = Assessment.objects.visible_to(person).live().filter(sent_at__isnull=False)
    complete = seen.exclude(contribution__in=due.values("contribution_id"))  # nor one's own alone
    given = _given(complete.filter(seat__panel=panel))
    entries = _entries(Contribution.objects.visible_to(person), {entry for entry, _seat in given})
    asked = (line, money, rule)
    return _ranked(panel, criteria_set, given, entries, asked, _waiting(panel, person))


def whole_ranking(panel: Panel, criteria_set: CriteriaSet, *, line: int) -> Ranking:
    """Return the ranking of everything that was sent, for what a meeting does; nobody is shown it like this."""
    sent = Assessment.objects.live().filter(seat__panel=panel, sent_at__isnull=False)
    given = _given(sent)
    entries = _entries(Contribution.objects.all(), {entry for entry, _seat in given})
    return _ranked(panel, criteria_set, given, entries, (line, None, Rule.STRICT), 0)


def _ranked(
    panel: Panel,
    criteria_set: CriteriaSet,
    given: Mapping[tuple[int, int], Mapping[int, int | None]],
    entries: Mapping[int, Contribution],
    asked: tuple[int, int | None, Rule],
    waiting: int,
) -> Ranking:
    line, money, rule = asked
    given = {key: points for key, points in given.items() if key[0] in entries}
    readings, totals = _readings(criteria_set, given)
    below = _below(criteria_set, given)
    asks = {entry: _asks(one, _money_asked(panel)) for entry, one in entries.items()}
    order = sorted(totals, key=lambda entry: (entry in below, -totals[entry].total, entries[entry].number))  # fmt: skip
    spending = _spending(
        [entry for entry in order if entry not in below], asks, totals, money, rule
    )
    line = len(spending.paid) if spending else line
    estimates, agreed = _estimated(tuple(readings), line)
    passed = {entry: total for entry, total in totals.items() if entry not in below}
    lifted, dropped = changed_by_bonus(passed, line)
    by_entry = _by_entry(readings)
    rows = (
        Ranked(
            contribution=entries[entry],
            estimate=estimates.entries[entry],
            total=totals[entry],
            given=tuple(sorted(by_entry[entry])),
            is_split=is_split(by_entry[entry], 0, FULL),
            below=below.get(entry, ()),
            asks=asks[entry],
        )
        for entry in order
    )
    return Ranking(tuple(rows), waiting, line, spending, agreed, lifted, dropped)


def _entries(seen: "QuerySet[Contribution]", numbers: Collection[int]) -> dict[int, Contribution]:
    """Return the entries that stand, of those that may be seen."""
    found = seen.filter(pk__in=numbers, standing=Standing.LISTED)
    return {one.pk: one for one in found.select_related("place")}


def _waiting(panel: Panel, person: Person) -> int:
    """Return of how many entries something is still to be sent, but for those of which the person is to learn nothing."""
    due = Assessment.objects.live().filter(seat__panel=panel, sent_at__isnull=True)
    open_ = due.exclude(contribution__in=Interest.objects.keeping_out(person))
    open_ = open_.exclude(contribution__in=person.authorships.values("contribution_id"))
    return open_.values("contribution_id").distinct().count()


def _spending(
    order: Sequence[int],
    asks: Mapping[int, Money | None],
    totals: Mapping[int, Total],
    money: int | None,
    rule: Rule,
) -> Spending | None:
    """Return what a sum pays for, if every entry says in one currency what it asks for."""
    sums = [asks[entry] for entry in order]
    if money is None or None in sums or len({one.currency for one in sums if one}) > 1:
        return None
    wanted = [Ask(entry, one.minor, max(totals[entry].total, 1e-9)) for entry, one in zip(order, sums, strict=True) if one]  # fmt: skip
    return spend(wanted, money, rule)


def _by_entry(readings: Iterable[Reading]) -> dict[int, list[float]]:
    by_entry: dict[int, list[float]] = {}
    for entry, _seat, total in readings:
        by_entry.setdefault(entry, []).append(total)
    return by_entry


def _given(seen: Iterable[Assessment]) -> dict[tuple[int, int], dict[int, int | None]]:
    """Return the points of each (entry, seat) by criterion, in one question."""
    rows = Score.objects.filter(assessment__in=seen).values_list(
        "assessment__contribution_id", "assessment__seat_id", "criterion_id", "points"
    )
    given: dict[tuple[int, int], dict[int, int | None]] = {}
    for entry, seat, criterion, points in rows.order_by("assessment_id", "criterion_id"):
        given.setdefault((entry, seat), {})[criterion] = points
    return given


def _readings(
    criteria_set: CriteriaSet, given: Mapping[tuple[int, int], Mapping[int, int | None]]
) -> tuple[list[Reading], dict[int, Total]]:
    """Return each reading's total out of 100 with its bonus, and each entry's means of both."""
    weights = {str(one.pk): float(one.weight) for one in _of(criteria_set, CriterionKind.WEIGHED)}
    bonuses = _of(criteria_set, CriterionKind.BONUS)
    readings: list[Reading] = []
    parts: dict[int, list[tuple[float, float]]] = {}
    for (entry, seat), points in given.items():
        core = weighted({str(pk): value for pk, value in points.items()}, weights, least=LEAST_ANSWERED)  # fmt: skip
        if core is None:
            continue
        out_of_100 = _share(criteria_set, core.score) * FULL
        bonus = sum(_bonus(criteria_set, one, points.get(one.pk)) for one in bonuses)
        readings.append((entry, seat, out_of_100 + bonus))
        parts.setdefault(entry, []).append((out_of_100, bonus))
    totals = {
        entry: Total(
            sum(core for core, _b in rows) / len(rows), sum(b for _c, b in rows) / len(rows)
        )
        for entry, rows in parts.items()
    }
    return readings, totals


def _of(criteria_set: CriteriaSet, kind: CriterionKind) -> list[Criterion]:
    return [one for one in criteria_set.criteria.all() if one.kind == kind]


def _share(criteria_set: CriteriaSet, points: float) -> float:
    """Return points as a share of the scale, from 0 for its lowest to 1 for its highest."""
    return (points - criteria_set.lowest) / (criteria_set.highest - criteria_set.lowest)


def _bonus(criteria_set: CriteriaSet, criterion: Criterion, points: int | None) -> float:
    """Return extra points: the whole cap for the highest point of the scale, none for what does not apply."""
    return 0.0 if points is None else (criterion.cap or 0) * _share(criteria_set, points)


def _below(
    criteria_set: CriteriaSet, given: Mapping[tuple[int, int], Mapping[int, int | None]]
) -> dict[int, tuple[str, ...]]:
    """Return the criteria of whose threshold an entry's mean falls short, by entry."""
    sums: dict[tuple[int, int], list[int]] = {}
    for (entry, _seat), points in given.items():
        for criterion, value in points.items():
            if value is not None:
                sums.setdefault((entry, criterion), []).append(value)
    short: dict[int, tuple[str, ...]] = {}
    for one in criteria_set.criteria.all():
        if one.threshold is None:
            continue
        for (entry, criterion), values in sums.items():
            if criterion == one.pk and sum(values) < one.threshold * len(values):
                short[entry] = (*short.get(entry, ()), one.name)
    return short


@lru_cache(maxsize=KEPT)
def _estimated(readings: tuple[Reading, ...], line: int) -> tuple[Estimates, Agreement | None]:
    """Work out the estimates of a set of readings once: the same scores give the same figures."""
    return two_way(readings, line=line), agreement(_by_entry(readings))


def _money_asked(panel: Panel) -> str:
    """Return the code of the question that asks for a sum, if one does."""
    fields: Sequence[Any] = panel.programme.plan.form()
    return next((one.code for one in fields if one.kind == "money"), "")


def _asks(contribution: Contribution, code: str) -> Money | None:
    said = contribution.answers.get(code) if code else None
    if not isinstance(said, Mapping) or not isinstance(said.get("minor"), int):
        return None
    return Money(said["minor"], str(said.get("currency") or "GBP"))
