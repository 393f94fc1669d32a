"""The order in which a panel's recommendations are paid for: by exact scores, then by the published ladder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from flotilla.assessment.models import (
    AgendaItem,
    Assessment,
    CriteriaSet,
    Criterion,
    Lot,
    Meeting,
    PartOffer,
    Recommendation,
    Ruling,
)
from flotilla.assessment.queries.pile import LEAST_ANSWERED
from flotilla.assessment.queries.ranking import _asks, _below, _given, _money_asked
from flotilla.assessment.verbs import CriterionKind, SpendRule
from flotilla.contributions.models import Contribution
from flotilla.contributions.verbs import Standing
from flotilla.kit.money import Money
from flotilla.numerics.budget import Ask, Rule, Why, spend
from flotilla.numerics.ties import exact_mean, exact_weighted, tied_on_the_line

LAST = 10_000
Points = Mapping[tuple[int, int], Mapping[int, int | None]]
Key = tuple[Fraction, tuple[Fraction, ...], int]


@dataclass(frozen=True)
class Placed:
    """One entry in the order in which it is paid for, with all by which it is told apart from others."""

    item: AgendaItem
    score: Fraction
    rungs: tuple[Fraction, ...]
    told: int
    below: tuple[str, ...]
    asks: Money | None
    part: PartOffer | None
    recommendation: Recommendation | None
    is_standing: bool

    @property
    def key(self) -> Key:
        """By what it is told apart: two with the same are equal. The smaller comes first."""
        return (-self.score, tuple(-one for one in self.rungs), self.told)

    @property
    def entry(self) -> Contribution:
        """The entry."""
        return self.item.contribution

    @property
    def is_candidate(self) -> bool:
        """Whether it can be paid for: recommended by a vote that stands, and below no threshold."""
        found = self.recommendation
        return (
            self.is_standing and found is not None and bool(found.is_recommended) and not self.below
        )

    @property
    def wants(self) -> int | None:
        """What it would be paid, in minor units: what it asks for, or the part that its applicant agreed to."""
        if self.part is not None and self.part.is_agreed:
            return self.part.amount_minor
        return self.item.amount_minor or (self.asks.minor if self.asks else None)

    @property
    def whole(self) -> int | None:
        """What it asks for, or what was entered for it."""
        return self.item.amount_minor or (self.asks.minor if self.asks else None)


def ladder_of(criteria_set: CriteriaSet) -> list[Criterion]:
    """Return the criteria that tell equals apart, the first that is asked first."""
    rungs = [one for one in criteria_set.criteria.all() if one.tie_place is not None]
    return sorted(rungs, key=lambda one: one.tie_place or 0)


def final_order(meeting: Meeting, criteria_set: CriteriaSet) -> list[Placed]:
    """Return the entries of a meeting, best first, in a number of questions that does not grow with them."""
    items = {
        one.contribution_id: one
        for one in meeting.items.select_related("contribution").filter(
            contribution__standing=Standing.LISTED
        )
    }
    sent = Assessment.objects.live().filter(seat__panel=meeting.panel_id, sent_at__isnull=False)
    given = {key: points for key, points in _given(sent).items() if key[0] in items}
    scores, below = exact_scores(criteria_set, given), _below(criteria_set, given)
    rungs = [_means(given, one.pk) for one in ladder_of(criteria_set)]
    told, asked = _told(meeting), _money_asked(meeting.panel)
    votes = {
        one.item_id: one for one in Recommendation.objects.current().filter(item__meeting=meeting)
    }
    standing = set(
        Recommendation.objects.standing().filter(item__meeting=meeting).values_list("pk", flat=True)
    )
    parts = {one.item_id: one for one in PartOffer.objects.filter(item__meeting=meeting)}
    rows = [
        Placed(
            item=item,
            score=scores.get(pk, Fraction(-1)),
            rungs=tuple(one.get(pk, Fraction(-1)) for one in rungs),
            told=told.get(pk, LAST),
            below=below.get(pk, ()),
            asks=_asks(item.contribution, asked),
            part=parts.get(item.pk),
            recommendation=votes.get(item.pk),
            is_standing=item.pk in votes and votes[item.pk].pk in standing,
        )
        for pk, item in items.items()
    ]
    return sorted(rows, key=lambda one: (one.key, one.entry.number))


def exact_scores(criteria_set: CriteriaSet, given: Points) -> dict[int, Fraction]:
    """Return each entry's total out of 100 with its extra points, without rounding."""
    span = criteria_set.highest - criteria_set.lowest
    criteria = list(criteria_set.criteria.all())
    weights = {one.pk: one.weight for one in criteria if one.kind == CriterionKind.WEIGHED}
    bonuses = [one for one in criteria if one.kind == CriterionKind.BONUS]
    totals: dict[int, list[Fraction]] = {}
    for (entry, _seat), points in given.items():
        core = exact_weighted(points, weights, least=LEAST_ANSWERED)
        if core is None:
            continue
        extra = sum(
            Fraction((one.cap or 0) * (value - criteria_set.lowest), span)
            for one in bonuses
            if (value := points.get(one.pk)) is not None
        )
        totals.setdefault(entry, []).append((core - criteria_set.lowest) * 100 / span + extra)
    return {entry: exact_mean(found) or Fraction(0) for entry, found in totals.items()}


def _means(given: Points, criterion: int) -> dict[int, Fraction]:
    """Return the mean of one criterion by entry."""
    found: dict[int, list[int]] = {}
    for (entry, _seat), points in given.items():
        value = points.get(criterion)
        if value is not None:
            found.setdefault(entry, []).append(value)
    return {entry: exact_mean(values) or Fraction(0) for entry, values in found.items()}


def _told(meeting: Meeting) -> dict[int, int]:
    """Return by which place the chair or a drawing of lots told equals apart."""
    ruled = Ruling.objects.filter(meeting=meeting).values_list("contribution_id", "place")
    drawn = Lot.objects.filter(lottery__meeting=meeting, place__isnull=False)
    return dict(ruled) | {
        contribution: place
        for contribution, place in drawn.values_list("contribution_id", "place")
        if place is not None
    }


def equals(order: Sequence[Placed]) -> list[list[Placed]]:
    """Return the groups of candidates that nothing told apart yet."""
    candidates = [one for one in order if one.is_candidate]
    groups = [list(found) for _key, found in groupby(candidates, key=lambda one: one.key)]
    return [one for one in groups if len(one) > 1]


@dataclass(frozen=True)
class Settlement:
    """Who would be above the line, why others are not, what is left, and which equals the line would part."""

    inside: tuple[int, ...]
    left_out: Mapping[int, tuple[Why, int]]
    left: int
    tied: tuple[int, ...]
    lacking: tuple[int, ...]


def settlement(order: Sequence[Placed], *, rule: str, places: int, money: int | None) -> Settlement:
    """Return what a rule makes of an order: as many as can win, or as many as a sum pays for."""
    candidates = [one for one in order if one.is_candidate]
    if rule == SpendRule.PLACES or money is None:
        inside = tuple(one.entry.pk for one in candidates[:places])
        keys = [(one.entry.pk, one.key) for one in candidates]
        return Settlement(inside, {}, 0, tied_on_the_line(keys, inside), ())
    lacking = tuple(one.entry.pk for one in candidates if one.wants is None)
    priced = [one for one in candidates if one.wants is not None]
    found = spend(
        [Ask(one.entry.pk, one.wants or 0, max(float(one.score), 1e-9)) for one in priced],
        money,
        Rule(rule),
    )
    keys = [(one.entry.pk, one.key) for one in priced]
    tied = () if rule == Rule.BEST else tied_on_the_line(keys, found.paid)
    return Settlement(found.paid, found.left_out, found.left, tied, lacking)
