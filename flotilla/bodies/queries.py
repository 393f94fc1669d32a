"""What can be asked about a body and the people in it."""

from django.db.models import Max

from flotilla.bodies.models import Body, Membership, Verification
from flotilla.bodies.verbs import Level
from flotilla.people.models import Person


def level_of(person: Person, body: Body) -> Level:
    """Return how sure a body is of who somebody is; an account means at least a confirmed e-mail address."""
    found = Verification.objects.filter(person=person, body=body).aggregate(level=Max("level"))[
        "level"
    ]
    return Level(max(found or Level.NONE, Level.EMAIL))


def bodies_of(person: Person) -> list[Body]:
    """Return the bodies in which somebody holds a role now, by name."""
    held = Membership.objects.current().filter(person=person)
    return list(Body.objects.filter(memberships__in=held).distinct().order_by("name"))
