"""Who may do what in a body."""

from flotilla.bodies import roles
from flotilla.bodies.models import Body, Membership
from flotilla.people.models import Person


def held_codes(person: Person | None, body: Body) -> frozenset[str]:
    """The roles a person holds in a body now."""
    return _held_by(person).get(body.pk, frozenset())


def works_in(person: Person | None) -> frozenset[int]:
    """The numbers of the bodies in which a person holds any role now."""
    return frozenset(_held_by(person))


def _held_by(person: Person | None) -> dict[int, frozenset[str]]:
    """All roles of a person by body, asked once and kept on the object."""
    if person is None or not person.is_authenticated:
        return {}
    kept: dict[int, frozenset[str]] | None = person.__dict__.get("_roles")
    if kept is None:
        kept = {}
        held = Membership.objects.current().filter(person=person)
        for body_id, role in held.values_list("body_id", "role"):
            kept[body_id] = kept.get(body_id, frozenset()) | {role}
        person.__dict__["_roles"] = kept
    return kept


def role_codes(person: Person | None, body: Body) -> frozenset[str]:
    """The roles that count now: those of staff rest while the person who came in has no second factor."""
    return _that_count(person, held_codes(person, body))


def _that_count(person: Person | None, held: frozenset[str]) -> frozenset[str]:
    """Only a door knows of second factors; where none was passed (the clock, an import) nothing rests."""
    has_second_factor = getattr(person, "has_second_factor", None)
    rest = held & roles.STAFF_ROLES and has_second_factor and not has_second_factor()
    return held - roles.STAFF_ROLES if rest else held


def may(person: Person | None, body: Body, intention: str) -> bool:
    """A person may do what one of their roles in this body allows."""
    return bool(role_codes(person, body) & roles.that_may(intention))


def where_may(person: Person | None, *intentions: str) -> frozenset[int]:
    """The numbers of the bodies in which a person may do one of these things now."""
    able = frozenset[str]().union(*map(roles.that_may, intentions))
    held = _held_by(person).items()
    return frozenset(body_id for body_id, codes in held if _that_count(person, codes) & able)


def is_staff(person: Person | None, body: Body) -> bool:
    """A person is staff of a body while they hold a role that works for it."""
    return bool(role_codes(person, body) & roles.STAFF_ROLES)


def may_administer(person: Person | None, body: Body) -> bool:
    """Administrators of this body, and nobody of another, look after its details."""
    return may(person, body, "administer")


def may_see_desk(person: Person | None, body: Body) -> bool:
    """Those who run, answer, decide or oversee programmes of this body see its desk."""
    return any(
        may(person, body, intention) for intention in ("run_programmes", "answer", "see_desk")
    )


def needs_second_factor(person: Person) -> bool:
    """Whoever works for any body signs in with a second factor."""
    held = Membership.objects.current().filter(person=person, role__in=roles.STAFF_ROLES)
    return held.exists()
