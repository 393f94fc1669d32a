"""How often was a decision looked at again, and what came of it?"""

from dataclasses import dataclass

from django.db.models import Count, Q

from flotilla.bodies.models import Body
from flotilla.contributions.models import Contribution
from flotilla.decisions.models import SecondLook
from flotilla.decisions.verbs import LookOutcome
from flotilla.people.models import Person
from flotilla.programmes.models import Programme


@dataclass(frozen=True)
class Looked:
    """Second looks that were asked for, and what came of them: asked = stayed + changed + waiting."""

    asked: int
    stayed: int
    changed: int
    waiting: int


def looked(body: Body, person: Person | None, programme: Programme | None = None) -> Looked:
    """Count the second looks at decisions of a body, or of one of its programmes, that a person may see."""
    looks = SecondLook.objects.filter(
        decision__contribution__in=Contribution.objects.visible_to(person),
        decision__programme__body=body,
    )
    if programme is not None:
        looks = looks.filter(decision__programme=programme)
    counts = looks.aggregate(
        asked=Count("pk"),
        stayed=Count("pk", filter=Q(outcome=LookOutcome.STAYS)),
        changed=Count("pk", filter=Q(outcome=LookOutcome.CHANGED)),
        waiting=Count("pk", filter=Q(given_at=None)),
    )
    return Looked(**counts)
