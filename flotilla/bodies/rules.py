"""Who may do what in a body."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from flotilla.bodies import roles
from flotilla.bodies.models import Body, Membership
from flotilla.kit.together import Listed
from flotilla.people.models import Person


def held_codes(person: Person | None, body: Body) -> frozenset[str]:
    """The roles a person holds in a body now."""
    return _held_by(person).get(body.pk, frozenset())


def works_in(person: Person | None) -> frozenset[int]:
    """The numbers of the bodies in which a person holds any role now."""
    return frozenset(_held_by(person))


@dataclass(frozen=True)
class Held:
    """A role that a person holds now: in which body, which one, and how they are shown there."""

    body_id: int
    role: str
    title: str


def roles_of(person: Person | None) -> list[Held]:
    """All roles of a person now, asked once and kept on the object; a door may have brought them along (`held_rows`)."""
    if person is None or not person.is_authenticated:
        return []
    kept: list[Held] | None = getattr(person, "_held", None)
    if kept is None:
        rows = getattr(person, "held_rows", None)
        if rows is None:
            held = Membership.objects.current().filter(person=person).order_by("pk")
            rows = list(held.values("body_id", "role", "title"))
        kept = [Held(**row) for row in rows]
        person._held = kept  # type: ignore[attr-defined]
    return kept


Standpoint = tuple[tuple[tuple[int, str], ...], bool]


def standpoint_of(person: Person | None) -> Standpoint | None:
    """Return all on which it depends what a person may see, apart from who they are: roles, and whether they rest."""
    if person is None or not person.is_authenticated:
        return None
    roles_held = tuple((one.body_id, one.role) for one in roles_of(person))
    factor = getattr(person, "has_second_factor", None)
    works = any(role in roles.STAFF_ROLES for _body, role in roles_held)
    return roles_held, bool(works and factor and not factor())


def somebody(number: int, standpoint: Standpoint | None) -> Person | None:
    """Return a person who may see just what another with this standpoint may see, for a question whose words are kept."""
    if standpoint is None:
        return None
    person = Person(pk=number)
    person._held = [Held(body, role, "") for body, role in standpoint[0]]  # type: ignore[attr-defined]
    person.has_second_factor = lambda: not standpoint[1]  # type: ignore[attr-defined]
    return person


def held_rows() -> Subquery:
    """Return the roles of a person now, for the question that loads the person."""
    held = Membership.objects.current().filter(person=OuterRef("pk")).order_by().values("person")
    row = JSONObject(body_id="body_id", role="role", title="title")
    return Subquery(held.annotate(rows=Listed(row)).values("rows"))


def _held_by(person: Person | None) -> dict[int, frozenset[str]]:
    """All roles of a person by body."""
    held: dict[int, frozenset[str]] = {}
    for one in roles_of(person):
        held[one.body_id] = held.get(one.body_id, frozenset()) | {one.role}
    return held


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
