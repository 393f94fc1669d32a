"""Setting up a body, its parts and its roles; making sure of people."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from flotilla.bodies.models import (
    Body,
    Department,
    Holiday,
    InvitationCode,
    Membership,
    Place,
    Verification,
)
from flotilla.bodies.points import Point
from flotilla.bodies.roles import CODES
from flotilla.bodies.verbs import Level, Verb
from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.kit.refusal import Refusal
from flotilla.kit.tokens import fingerprint, new_code, read_code
from flotilla.people import actions as people
from flotilla.people.models import Person


class AddressTaken(Refusal):
    """Another body has this address."""

    sentence = _("Another body of this site has this address.")
    field = "address"


class ThereAlready(Refusal):
    """It is in the list."""

    sentence = _("It is in the list already.")


class RoleHeld(Refusal):
    """The person has the role."""

    sentence = _("They have this role already.")


class LastAdministrator(Refusal):
    """Somebody must look after the body."""

    sentence = _("This is the last administrator. Give somebody else the role first.")


class OwnRole(Refusal):
    """Nobody gives themselves a role."""

    sentence = _("Nobody gives a role to themselves. Ask another administrator.")


class AccountClosed(Refusal):
    """The account was closed."""

    sentence = _("The account with this address is closed.")
    field = "email"


class CodeUnknown(Refusal):
    """No letter of this body bears this code, or it was used."""

    sentence = _(
        "This code is not one of ours, or it was used before. Look at the letter again: each code works once."
    )
    field = "code"


@transaction.atomic
def found(*, name: str, address: str, by: Person | None, at: datetime, **facts: Any) -> Body:
    """Set up a body. Raises AddressTaken."""
    if Body.objects.filter(address=address).exists():
        raise AddressTaken
    body = Body.objects.create(name=name, address=address, founded_at=at, **facts)
    record(Verb.FOUNDED, body, by=by, at=at)
    return body


@transaction.atomic
def change(body: Body, *, facts: Mapping[str, Any], by: Person | None, at: datetime) -> Body:
    """Change a body's details. Raises AddressTaken."""
    body = Body.objects.select_for_update().get(pk=body.pk)
    if Body.objects.filter(address=facts.get("address", body.address)).exclude(pk=body.pk).exists():
        raise AddressTaken
    for name, value in facts.items():
        setattr(body, name, value)
    body.save()
    record(Verb.CHANGED, body, by=by, at=at, fields=sorted(facts))
    return body


@transaction.atomic
def add_department(
    body: Body, *, name: str, email: str = "", by: Person | None, at: datetime
) -> Department:
    """Add a department. Raises ThereAlready."""
    department, is_new = Department.objects.get_or_create(
        body=body, name=name, defaults={"email": email}
    )
    if not is_new and department.closed_at is None:
        raise ThereAlready
    department.closed_at, department.closed_by, department.email = None, None, email
    department.save()
    record(Verb.DEPARTMENT_ADDED, department, by=by, at=at)
    return department


@transaction.atomic
def close_department(department: Department, *, by: Person | None, at: datetime) -> Department:
    """Close a department; what it owned stays readable."""
    department.closed_at, department.closed_by = at, by
    department.save(update_fields=["closed_at", "closed_by"])
    record(Verb.DEPARTMENT_CLOSED, department, by=by, at=at)
    return department


@transaction.atomic
def add_place(
    body: Body,
    *,
    name: str,
    code: str = "",
    middle: Point | None = None,
    by: Person | None,
    at: datetime,
) -> Place:
    """Add a ward or another area, with the point in its middle if it is known. Raises ThereAlready."""
    facts: dict[str, Any] = {"code": code}
    if middle is not None:
        facts |= {"latitude": middle.latitude, "longitude": middle.longitude}
    place, is_new = Place.objects.get_or_create(body=body, name=name, defaults=facts)
    if not is_new:
        raise ThereAlready
    record(Verb.PLACE_ADDED, place, by=by, at=at)
    return place


@transaction.atomic
def add_holiday(body: Body, *, on: date, name: str, by: Person | None, at: datetime) -> Holiday:
    """Add a day on which nobody works. Promises made before are not moved. Raises ThereAlready."""
    holiday, is_new = Holiday.objects.get_or_create(body=body, on=on, defaults={"name": name})
    if not is_new:
        raise ThereAlready
    record(Verb.HOLIDAY_ADDED, holiday, by=by, at=at, on=on.isoformat())
    return holiday


@transaction.atomic
def add_holidays(
    body: Body, *, days: Iterable[tuple[date, str]], by: Person | None, at: datetime
) -> int:
    """Add many holidays; those on the list already stay as they are. Returns how many are new."""
    known = set(body.holidays.values_list("on", flat=True))
    missing = [(on, name) for on, name in days if on not in known]
    for on, name in missing:
        add_holiday(body, on=on, name=name, by=by, at=at)
    return len(missing)


@transaction.atomic
def remove_holiday(holiday: Holiday, *, by: Person | None, at: datetime) -> None:
    """Take a holiday off the list."""
    record(Verb.HOLIDAY_REMOVED, holiday, by=by, at=at, on=holiday.on.isoformat())
    holiday.delete()


@transaction.atomic
def grant_role(
    body: Body,
    *,
    person: Person,
    role: str,
    title: str = "",
    department: Department | None = None,
    by: Person | None,
    at: datetime,
) -> Membership:
    """Give somebody a role. Raises NotListed, OwnRole, RoleHeld."""
    listed(role, CODES, field="role")
    if by is not None and by.pk == person.pk:
        raise OwnRole
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                body=body,
                person=person,
                role=role,
                title=title,
                department=department,
                granted_at=at,
                granted_by=by,
            )
    except IntegrityError:
        raise RoleHeld from None
    record(Verb.ROLE_GRANTED, membership, by=by, at=at, role=role)
    return membership


@transaction.atomic
def appoint(
    body: Body, *, email: str, role: str, by: Person | None, at: datetime, **facts: Any
) -> Membership:
    """Give a role to whoever has an address, making the account if there is none.

    Raises AccountClosed, NotListed, OwnRole, RoleHeld.
    """
    person = Person.objects.filter(email=email.strip().lower()).first()
    if person is not None and not person.is_active:
        raise AccountClosed
    if person is None:
        person = people.join(email, by=by, at=at)
    return grant_role(body, person=person, role=role, by=by, at=at, **facts)


@transaction.atomic
def end_role(membership: Membership, *, by: Person | None, at: datetime) -> Membership:
    """End a role. Raises LastAdministrator."""
    held = (
        Membership.objects.select_for_update()
        .current()
        .filter(body=membership.body, role="administrator")
    )
    if membership.role == "administrator" and len(held) <= 1:
        raise LastAdministrator
    membership.ended_at, membership.ended_by = at, by
    membership.save(update_fields=["ended_at", "ended_by"])
    record(Verb.ROLE_ENDED, membership, by=by, at=at, role=membership.role)
    return membership


@transaction.atomic
def print_codes(
    body: Body,
    *,
    batch: str,
    count: int,
    place: Place | None = None,
    level: Level = Level.CODE,
    by: Person | None,
    at: datetime,
) -> list[str]:
    """Make codes for that many letters, each for one use, and return them; only their fingerprints are kept."""
    codes = [new_code() for _number in range(count)]
    made = [
        InvitationCode(
            body=body,
            batch=batch,
            fingerprint=fingerprint(str(read_code(code))),
            tail=code[-4:],
            place=place,
            level=level,
            printed_at=at,
            printed_by=by,
        )
        for code in codes
    ]
    InvitationCode.objects.bulk_create(made)
    record(Verb.CODES_PRINTED, body, by=by, at=at, batch=batch, count=count)
    return codes


@transaction.atomic
def use_code(body: Body, *, code: str, by: Person, at: datetime) -> Verification:
    """Use the code of a letter, once. Raises CodeUnknown."""
    plain = read_code(code)
    waiting = InvitationCode.objects.filter(
        body=body, fingerprint=fingerprint(plain or ""), used_at__isnull=True
    )
    invitation = waiting.first()
    if plain is None or invitation is None or waiting.update(used_at=at, used_by=by) != 1:
        raise CodeUnknown
    record(Verb.CODE_USED, invitation, by=by, at=at)
    return verify(
        body,
        person=by,
        level=Level(invitation.level),
        method="invitation",
        issuer=invitation.batch,
        by=None,
        at=at,
    )


@transaction.atomic
def verify(
    body: Body,
    *,
    person: Person,
    level: Level,
    method: str,
    issuer: str = "",
    by: Person | None,
    at: datetime,
) -> Verification:
    """Keep that the body made sure of somebody: how sure, how and when. The proof itself is not kept."""
    verification, _is_new = Verification.objects.update_or_create(
        body=body,
        person=person,
        method=method,
        defaults={"level": level, "issuer": issuer, "verified_at": at, "verified_by": by},
    )
    record(Verb.VERIFIED, verification, by=by, at=at, level=int(level), method=method)
    return verification
