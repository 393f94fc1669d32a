"""Who may answer, decide, check, and read what is for the team."""

from flotilla.assessment.models import Meeting
from flotilla.assessment.rules import has_interest
from flotilla.bodies.models import Body
from flotilla.bodies.rules import may, works_in
from flotilla.contributions import rules as contribution_rules
from flotilla.contributions.models import Contribution
from flotilla.decisions.models import Assignment, Decision, Note
from flotilla.people.models import Person
from flotilla.programmes import rules as programme_rules


def may_answer(person: Person | None, contribution: Contribution) -> bool:
    """Those who answer for an owner of the programme, unless a panel judges it and they have an interest in it."""
    answers = programme_rules.may_answer(person, contribution.programme)
    return answers and not has_interest(person, contribution)


def may_decide(person: Person | None, contribution: Contribution) -> bool:
    """Those who decide for an owner of the programme, unless a panel judges it and they have an interest in it."""
    decides = programme_rules.may_decide(person, contribution.programme)
    return decides and not has_interest(person, contribution)


def may_draft_decision(person: Person | None, contribution: Contribution) -> bool:
    """Those who decide, as long as the words are for them to read: not once they were withdrawn or removed."""
    return may_decide(person, contribution) and contribution_rules.may_read_words(
        person, contribution
    )


def may_work_on(person: Person | None, contribution: Contribution) -> bool:
    """Those who answer, and those who decide, see a contribution at the desk; each does their own part."""
    return may_answer(person, contribution) or may_draft_decision(person, contribution)


def may_check(person: Person | None, decision: Decision) -> bool:
    """Somebody who might have drafted this decision and did not."""
    return (
        may_draft_decision(person, decision.contribution)
        and person is not None
        and decision.drafted_by_id != person.pk
    )


def may_settle(person: Person | None, assignment: Assignment) -> bool:
    """Whoever was asked and still works here, somebody of the department that was asked, or those who answer here.

    The page shows what was sent, so it must be theirs to read.
    """
    contribution = assignment.contribution
    if person is None or not contribution_rules.may_read_words(person, contribution):
        return False
    if has_interest(person, contribution):
        return False
    if may_answer(person, contribution):
        return True
    owners = {body.pk for body in contribution.programme.owners}
    if assignment.person_id == person.pk and works_in(person) & owners:
        return True
    departments = person.memberships.filter(ended_at=None).values_list("department_id", flat=True)
    return assignment.department_id is not None and assignment.department_id in departments


def may_ask_second_look(person: Person | None, decision: Decision) -> bool:
    """Those whose contribution it is, while the decision is public and holds."""
    holds = decision.released_at is not None and decision.reopened_at is None
    return holds and contribution_rules.is_author(person, decision.contribution)


def may_give_second_look(person: Person | None, decision: Decision) -> bool:
    """Somebody who may decide here and neither drafted nor checked this decision."""
    if person is None or not may_decide(person, decision.contribution):
        return False
    return person.pk not in {decision.drafted_by_id, decision.checked_by_id}


def notes_for(person: Person | None, contribution: Contribution, body: Body) -> "list[Note]":
    """The notes of a body are for those who answer or decide in that body, never for another owner."""
    if not (may(person, body, "answer") or may(person, body, "decide")):
        return []
    return list(contribution.notes.filter(body=body).select_related("noted_by"))


def may_draft_from_meeting(person: Person | None, meeting: Meeting) -> bool:
    """Those who decide here and have no interest in any entry of the meeting."""
    if person is None or not programme_rules.may_decide(person, meeting.programme):
        return False
    return not meeting.items.exclude(pk__in=meeting.items.open_to(person).values("pk")).exists()
