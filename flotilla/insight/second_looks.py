"""How often was a decision looked at again, and what came of it?"""

from dataclasses import dataclass

from django.db.models import Count, Q

from flotilla.bodies.models import Body
from flotilla.contributions.models import Contribution
from flotilla.decisions.models import SecondLook
from flotilla.decisions.verbs import LookOutcome
from flotilla.numerics import small_counts
from flotilla.people.models import Person
from flotilla.programmes.models import Programme

CAME_TO = ("stayed", "changed", "waiting")


@dataclass(frozen=True)
class Looked:
    """Second looks that were asked for, and what came of them: asked = stayed + changed + waiting.

    None is what would tell a small number (numerics.small_counts).
    """

    asked: int | None
    stayed: int | None
    changed: int | None
    waiting: int | None

    @property
    def has_some(self) -> bool:
        """Whether any was asked for."""
        return self.asked != 0

    @property
    def is_whole(self) -> bool:
        """Whether all of it is told."""
        return None not in (self.asked, self.stayed, self.changed, self.waiting)


def looked(body: Body, person: Person | None, programme: Programme | None = None) -> Looked:
    """Count the second looks at decisions of a body, or of one of its programmes, that a person may see."""
    looks = SecondLook.objects.filter(
        decision__contribution__in=Contribution.objects.visible_to(person),
        decision__programme__body=body,
    )
    if programme is not None:
        looks = looks.filter(decision__programme=programme)
    counts = looks.aggregate(
        stayed=Count("pk", filter=Q(outcome=LookOutcome.STAYS)),
        changed=Count("pk", filter=Q(outcome=LookOutcome.CHANGED)),
        waiting=Count("pk", filter=Q(given_at=None)),
    )
    told = small_counts.shown([counts[name] for name in CAME_TO])
    return Looked(asked=told.total, **dict(zip(CAME_TO, told.cells, strict=True)))
