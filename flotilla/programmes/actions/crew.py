"""Who runs a programme, who owns it too, whose voice is missing, who is invited."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from flotilla.bodies.models import Body, Department
from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.people.models import Person
from flotilla.programmes.actions import refusals
from flotilla.programmes.actions.locking import locked, locked_unclosed
from flotilla.programmes.models import Admission, CrewMember, MissingVoice, Ownership, Programme
from flotilla.programmes.queries.gates import NEEDED_PARTS
from flotilla.programmes.verbs import Audience, Part, Verb


@transaction.atomic
def join_crew(
    programme: Programme,
    *,
    part: str,
    person: Person | None = None,
    name: str = "",
    title: str = "",
    hours_a_week: Decimal | int | None = None,
    by: Person | None,
    at: datetime,
) -> CrewMember:
    """Give somebody a part in running the programme, with the time they give. Raises NotListed, NobodyNamed, AlreadyInCrew, AlreadyClosed."""
    held = locked_unclosed(programme)
    listed(part, Part, field="part")
    if person is None and not name.strip():
        raise refusals.NobodyNamed
    same = {"person": person} if person else {"person": None, "name": name.strip()}
    if held.crew.filter(part=part, left_at=None, **same).exists():
        raise refusals.AlreadyInCrew
    member = CrewMember.objects.create(
        programme=held,
        person=person,
        name=name.strip(),
        title=title.strip(),
        part=Part(part),
        hours_a_week=hours_a_week,
        joined_at=at,
        joined_by=by,
    )
    record(Verb.CREW_JOINED, member, by=by, at=at, part=member.part)
    return member


@transaction.atomic
def leave_crew(member: CrewMember, *, by: Person | None, at: datetime) -> CrewMember:
    """End somebody's part. Raises LastOfPart if an open programme would be without a sponsor, host or delivery owner."""
    programme = locked(member.programme)
    member = CrewMember.objects.select_for_update().get(pk=member.pk)
    if member.left_at is not None:
        return member
    others = programme.crew.filter(part=member.part, left_at=None).exclude(pk=member.pk)
    is_needed = member.part in NEEDED_PARTS and programme.has_opened and not programme.has_closed
    if is_needed and not others.exists():
        raise refusals.LastOfPart(part=str(Part(member.part).label).split(":")[0].rstrip().lower())
    member.left_at, member.left_by = at, by
    member.save(update_fields=["left_at", "left_by"])
    record(Verb.CREW_LEFT, member, by=by, at=at, part=member.part)
    return member


@transaction.atomic
def co_own(
    programme: Programme,
    *,
    body: Body,
    department: Department | None = None,
    brings: str = "",
    by: Person | None,
    at: datetime,
) -> Ownership:
    """Make a department, or a body that has agreed, own the programme jointly: its officers run it too, its notes stay its own.

    Another body is asked first: see inviting.invite_owner.

    Raises AlreadyOwner, AlreadyClosed.
    """
    held = locked_unclosed(programme)
    leads = body.pk == held.body_id and (department is None or department.pk == held.department_id)
    if leads or held.ownerships.filter(body=body, department=department).exists():
        raise refusals.AlreadyOwner
    ownership = Ownership.objects.create(
        programme=held,
        body=body,
        department=department,
        brings=brings.strip(),
        joined_at=at,
        joined_by=by,
    )
    programme.__dict__.pop("owners", None)
    facts = {"owner": body.pk, "department": department.pk if department else None}
    record(Verb.CO_OWNED, held, by=by, at=at, **facts)
    return ownership


@transaction.atomic
def end_co_ownership(ownership: Ownership, *, by: Person | None, at: datetime) -> Programme:
    """End a joint ownership. What the other body noted stays its own. Raises AlreadyClosed."""
    held = locked_unclosed(ownership.programme)
    facts = {"owner": ownership.body_id, "department": ownership.department_id}
    ownership.delete()
    record(Verb.CO_OWNER_LEFT, held, by=by, at=at, **facts)
    return held


@transaction.atomic
def name_missing_voices(
    programme: Programme, *, voices: Iterable[tuple[str, str]], by: Person | None, at: datetime
) -> Programme:
    """Say which voices may be missing and what will be done to hear each; replaces what was said before. Raises AlreadyClosed."""
    held = locked_unclosed(programme)
    held.missing_voices.all().delete()
    named = [(who.strip(), action.strip()) for who, action in voices if who.strip()]
    MissingVoice.objects.bulk_create(
        MissingVoice(programme=held, who=who, what_we_do=action) for who, action in named
    )
    record(Verb.CHANGED, held, by=by, at=at, fields=["missing_voices"], count=len(named))
    return held


@transaction.atomic
def admit(programme: Programme, *, person: Person, by: Person | None, at: datetime) -> Admission:
    """Invite a person to a programme that is not public. Raises NotPrivate, AlreadyAdmitted, AlreadyClosed."""
    held = locked_unclosed(programme)
    if held.audience == Audience.PUBLIC:
        raise refusals.NotPrivate
    if held.admissions.filter(person=person).exists():
        raise refusals.AlreadyAdmitted
    admission = Admission.objects.create(
        programme=held, person=person, admitted_at=at, admitted_by=by
    )
    record(Verb.ADMITTED, admission, by=by, at=at)
    return admission
