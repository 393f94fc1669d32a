"""What can be asked of a round: its sizes, what each asks of people, and whether that is in proportion."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from flotilla.programmes.models import AwardSize, EligibilityQuestion, Programme, Round
from flotilla.programmes.recipes import Field

MINUTES = {"short_text": 1.0, "choice": 0.5, "number": 1.0, "money": 2.0, "place": 1.0, "date": 0.5, "link": 1.0, "files": 5.0}  # fmt: skip
"""What one question takes; one at length takes as long as half of what it has room for."""
SIGNS_A_MINUTE = 60
TITLE_AND_REACH = 4.0
"""The one line, how one is shown and how one is reached, which every form asks."""
MOST_MINUTES = 30
"""For each 1,000 of the money: with one in four funded, two hours of unpaid work for each 1,000 that is given."""
OF_MONEY = 1000


def round_of(programme: Programme) -> Round | None:
    """Return the round of a programme with its sizes and questions, or None; three questions, or one."""
    found = Round.objects.filter(programme=programme).prefetch_related("sizes", "questions").first()
    if found is not None:
        found.programme = programme
    return found


def has_sizes(programme: Programme) -> bool:
    """Whether its recipe is that of a fund, which has rounds with sizes of award."""
    return bool(programme.plan.sizes)


def asked(
    programme: Programme, size: AwardSize | None = None, *, is_first: bool = True
) -> tuple[Field, ...]:
    """Return the questions that an application of this size is asked, the sum kept within it; without a size, all.

    Where a concept comes first, `is_first` asks those of the concept, else those of the full bid.
    """
    form = programme.plan.form()
    if size is None:
        return form
    wanted = (size.concept if is_first else []) or size.fields
    within = tuple(one for one in form if one.code in wanted)
    return tuple(
        replace(one, maximum=size.up_to_minor)
        if (one.code, one.kind) == ("amount", "money")
        else one
        for one in within
    )


def minutes_for(fields: Iterable[Field]) -> int:
    """Return about how many minutes a form takes, whole."""
    taken = (MINUTES.get(one.kind) or one.max_length / 2 / SIGNS_A_MINUTE for one in fields)
    return round(TITLE_AND_REACH + sum(taken))


@dataclass(frozen=True)
class Burden:
    """What one size asks: how many questions, about how many minutes, and how many for each 1,000 of the most one may get."""

    size: AwardSize
    questions: int
    minutes: int
    per_thousand: float

    @property
    def is_out_of_proportion(self) -> bool:
        """Whether it asks for more work than the sum deserves."""
        return self.per_thousand > MOST_MINUTES


def burdens(programme: Programme, held: Round, decimals: int) -> list[Burden]:
    """Return what each size of a round asks, the smallest first."""
    found = []
    for size in held.sizes.all():
        fields = asked(programme, size, is_first=False)
        minutes = minutes_for(fields)
        thousands = size.up_to_minor / 10**decimals / OF_MONEY
        found.append(Burden(size, len(fields), minutes, minutes / thousands))
    return found


def not_met(
    questions: Iterable[EligibilityQuestion], said: Mapping[int, bool]
) -> list[EligibilityQuestion]:
    """Return the questions whose answer is not the one that is needed; what was not answered is not needed yet."""
    return [one for one in questions if one.pk in said and said[one.pk] != one.needs]
