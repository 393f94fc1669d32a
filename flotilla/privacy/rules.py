"""Who may see and settle what concerns other people's data."""

from flotilla.bodies.models import Body
from flotilla.bodies.rules import may
from flotilla.people.models import Person


def may_settle(person: Person | None, body: Body) -> bool:
    """Those who look after a body's details or answer people settle requests about data."""
    return may(person, body, "administer") or may(person, body, "answer")
