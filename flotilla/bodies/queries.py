"""What can be asked about a body and the people in it."""

from django.db.models import Max

from flotilla.bodies import rules, verification
from flotilla.bodies.models import Body, Verification
from flotilla.bodies.verbs import Level
from flotilla.people.models import Person


def level_of(person: Person, body: Body) -> Level:
    """Return how sure a body is of who somebody is: the highest level that a way in use came to."""
    ways = verification.in_use()
    found = Verification.objects.filter(person=person, body=body, method__in=ways)
    highest = found.aggregate(level=Max("level"))["level"] or Level.NONE
    return Level(max(highest, level_of_everybody()))


def level_of_everybody() -> Level:
    """Return how sure every body is of whoever has an account."""
    ways = verification.in_use().values()
    return max((way.level_of_every_account for way in ways), default=Level.NONE)


def bodies_of(person: Person) -> list[Body]:
    """Return the bodies in which somebody holds a role now, by name."""
    return list(Body.objects.filter(pk__in=rules.works_in(person)).order_by("name"))
