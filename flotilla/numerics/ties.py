"""Who is equal on the line: exact means of whole points, and the first group of equals that a line goes through."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from fractions import Fraction


def exact_weighted(
    points: Mapping[int, int | None], weights: Mapping[int, int], *, least: float = 0.6
) -> Fraction | None:
    """Return the mean of whole points weighted by criterion, without rounding; None if too little is answered.

    Meaning: the same as `scoring.weighted`, which rounds to the nearest double: there 0.1 + 0.2 is more than 0.3, so two
    entries with the same points can seem to differ. What does not apply (None, or left out) is left out of both sums.
    ValueError for a weight that is not positive.
    """
    if not weights or any(weight <= 0 for weight in weights.values()):
        message = "every weight must be more than nothing"
        raise ValueError(message)
    given = {code: points.get(code) for code in weights}
    answered = {code: value for code, value in given.items() if value is not None}
    share = Fraction(sum(weights[code] for code in answered), sum(weights.values()))
    if not answered or share < Fraction(str(least)):
        return None
    total = sum(weights[code] * value for code, value in answered.items())
    return Fraction(total, sum(weights[code] for code in answered))


def exact_mean(values: Sequence[Fraction | int]) -> Fraction | None:
    """Return a mean without rounding; None of nothing."""
    return Fraction(sum(values), len(values)) if values else None


def tied_on_the_line(
    ordered: Sequence[tuple[int, Hashable]], inside: Collection[int]
) -> tuple[int, ...]:
    """Return the first entries that are equal and of which the line takes some and leaves others; none if it parts nobody.

    Meaning: `ordered` are entries, best first, each with all by which they are told apart so far; equals are neighbours.
    Which of them are `inside` was settled by nothing but their place in a list, so something else must decide.
    """
    groups: list[tuple[Hashable, list[int]]] = []
    for entry, key in ordered:
        if groups and groups[-1][0] == key:
            groups[-1][1].append(entry)
        else:
            groups.append((key, [entry]))
    for _key, group in groups:
        taken = [entry for entry in group if entry in inside]
        if taken and len(taken) < len(group):
            return tuple(group)
    return ()
