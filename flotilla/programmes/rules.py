"""Who may see, run, sign and speak in a programme. Roles count in the lead body and in every joint owner."""

from flotilla.bodies import rules as body_rules
from flotilla.bodies.models import Body
from flotilla.people.models import Person
from flotilla.programmes.models import OwnerInvitation, Programme


def _in_an_owner(person: Person | None, programme: Programme, intention: str) -> bool:
    """One of the owners gave this person a role that allows it."""
    if person is None or not person.is_authenticated:
        return False
    if body_rules.may(person, programme.body, intention):
        return True
    if not body_rules.works_in(person) - {programme.body_id}:
        return False
    return any(body_rules.may(person, owner, intention) for owner in programme.owners)


def may_start(person: Person | None, body: Body) -> bool:
    """Those who run programmes of a body may start one."""
    return body_rules.may(person, body, "run_programmes")


def may_see(person: Person | None, programme: Programme) -> bool:
    """Everyone sees an open public programme; others are seen by those they are for and by those who run them."""
    return Programme.objects.visible_to(person).filter(pk=programme.pk).exists()


def may_run(person: Person | None, programme: Programme) -> bool:
    """Officers of any owner run the programme."""
    return _in_an_owner(person, programme, "run_programmes")


def may_discard(person: Person | None, programme: Programme) -> bool:
    """Those who run programmes of the lead body may throw away one that has not opened."""
    return not programme.has_opened and body_rules.may(person, programme.body, "run_programmes")


def may_settle_owner_invitation(person: Person | None, invitation: OwnerInvitation) -> bool:
    """Those who run programmes of the body that was asked answer for it."""
    return body_rules.may(person, invitation.body, "run_programmes")


def may_moderate(person: Person | None, programme: Programme) -> bool:
    """Those who moderate for any owner may moderate here."""
    return _in_an_owner(person, programme, "moderate")


def may_answer(person: Person | None, programme: Programme) -> bool:
    """Those who answer for any owner may answer here."""
    return _in_an_owner(person, programme, "answer")


def may_decide(person: Person | None, programme: Programme) -> bool:
    """Those who decide for any owner may decide here."""
    return _in_an_owner(person, programme, "decide")


def may_sign(person: Person | None, programme: Programme) -> bool:
    """A sponsor of any owner may sign the promise and its amendments."""
    return _in_an_owner(person, programme, "sign_promises")


def may_enter_for_others(person: Person | None, programme: Programme) -> bool:
    """Officers of any owner may write down what came by paper, phone or in person."""
    return _in_an_owner(person, programme, "enter_for_others")


def may_import(person: Person | None, programme: Programme) -> bool:
    """Officers of any owner may bring contributions over from another system."""
    return _in_an_owner(person, programme, "import")


def may_run_or_sign(person: Person | None, programme: Programme) -> bool:
    """Those who run it, and those who are to sign it, see how it is prepared."""
    return may_run(person, programme) or may_sign(person, programme)


def is_official(person: Person | None, programme: Programme) -> bool:
    """Who works for an owner speaks officially, whether they want to or not."""
    return _in_an_owner(person, programme, "speak_officially")


def is_crew(person: Person | None, programme: Programme) -> bool:
    """Somebody who has a part in running it now."""
    if person is None or not person.is_authenticated:
        return False
    return programme.crew.filter(person=person, left_at=None).exists()


def may_rehearse(person: Person | None, programme: Programme) -> bool:
    """While it is rehearsed, the crew and the officers of its owners try everything out, and nobody else."""
    return programme.is_rehearsing and (
        may_run_or_sign(person, programme) or is_crew(person, programme)
    )
