"""What can be asked of the way of entries through the heats."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from flotilla.contributions.models import Contribution
from flotilla.contributions.verbs import Standing
from flotilla.kit.wording import say
from flotilla.people.models import Person
from flotilla.prizes.models import Passing
from flotilla.prizes.verbs import Outcome
from flotilla.programmes.models import Programme

NAMED, REASONS, FEWEST = 25, 6, 5


@dataclass(frozen=True)
class Heat:
    """One heat as it stands: how many went on to it, how many did not, which ones, and what kept the others."""

    code: str
    name: str
    on: int
    out: int
    named: tuple[Passing, ...]
    reasons: tuple[tuple[str, int], ...]


def heat_codes(programme: Programme) -> list[str]:
    """Return the codes of the heats of a prize, in order."""
    return [str(one["code"]) for one in programme.plan.heats]


def received(programme: Programme) -> int:
    """Return how many entries there are."""
    return programme.contributions.filter(standing=Standing.LISTED).count()


def heats(programme: Programme, person: Person | None) -> list[Heat]:
    """Return every heat with its figures, and the entries that went on where they are few enough to be named.

    Four questions, however many entries there are. Why one entry did not go on is for its authors; everybody reads
    which reasons were given, and how often.
    """
    final = Passing.objects.filter(
        programme=programme, contribution__standing=Standing.LISTED
    ).final()
    counted = {
        (heat, outcome): number
        for heat, outcome, number in final.values_list("heat", "outcome")
        .annotate(number=Count("pk"))
        .order_by("heat", "outcome")
    }
    few = [code for code in heat_codes(programme) if counted.get((code, Outcome.ON), 0) <= NAMED]
    seen = Contribution.objects.visible_to(person).filter(programme=programme)
    shown = final.on().filter(heat__in=few, contribution__in=seen).select_related("contribution")
    named: dict[str, list[Passing]] = {}
    for one in shown.order_by("contribution__number"):
        one.contribution.programme = programme
        named.setdefault(one.heat, []).append(one)
    why: dict[str, Counter[str]] = {}
    for heat, words, number in (
        final.filter(outcome=Outcome.OUT)
        .values_list("heat", "words")
        .annotate(number=Count("pk"))
        .order_by("-number", "words")[:100]
    ):
        why.setdefault(heat, Counter())[words] = number
    return [
        Heat(
            code=str(one["code"]),
            name=say(one["name"]),
            on=counted.get((one["code"], Outcome.ON), 0),
            out=counted.get((one["code"], Outcome.OUT), 0),
            named=tuple(named.get(one["code"], ())),
            reasons=tuple(why.get(one["code"], Counter()).most_common(REASONS)),
        )
        for one in programme.plan.heats
    ]


def to_pass(programme: Programme, heat: str) -> QuerySet[Contribution]:
    """Return the entries that wait for a decision on a heat: those in the heat before it, by their number."""
    codes = heat_codes(programme)
    place = codes.index(heat)
    waiting = programme.contributions.filter(standing=Standing.LISTED, decided_at=None)
    decided = Passing.objects.filter(programme=programme, heat=heat).final()
    waiting = waiting.exclude(pk__in=decided.values("contribution_id"))
    if place:
        before = Passing.objects.filter(programme=programme, heat=codes[place - 1]).on()
        waiting = waiting.filter(pk__in=before.values("contribution_id"))
    return waiting.order_by("number")


def to_mend(contribution: Contribution, at: datetime) -> Passing | None:
    """Return what is missing from an entry and can still be mended, if something is."""
    asked = Passing.objects.filter(contribution=contribution, outcome=Outcome.MEND)
    return asked.filter(mend_until__gt=at, mended_at=None).order_by("-id").first()


@dataclass(frozen=True)
class Reach:
    """How many said of themselves what; None where there are too few to be told."""

    label: str
    number: int | None


def reach(programme: Programme) -> list[Reach]:
    """Return how many entrants are new, as they said themselves; a number under FEWEST is not told."""
    asked = next((one for one in programme.plan.form() if one.code == "new_here"), None)
    if asked is None:
        return []
    entries = programme.contributions.filter(standing=Standing.LISTED)
    counted = dict(entries.values_list("answers__new_here").annotate(number=Count("pk")).order_by())
    numbers = {choice["code"]: counted.get(choice["code"], 0) for choice in asked.choices}
    return [
        Reach(say(choice["label"]), number if number == 0 or number >= FEWEST else None)
        for choice in asked.choices
        for number in [numbers[choice["code"]]]
    ]
