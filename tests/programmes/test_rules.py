"""Who may see, run and sign programmes."""

from datetime import datetime

import pytest

from flotilla.bodies.models import Body
from flotilla.people.models import Person
from flotilla.programmes import actions, rules
from flotilla.programmes.models import Programme
from tests import factories
from tests.programmes import ready


@pytest.fixture
def draft(marlhaven: Body, bo: Person, noon: datetime) -> Programme:
    return ready.a_draft(marlhaven, by=bo, at=noon)


def visible(person: Person | None) -> list[Programme]:
    return list(Programme.objects.visible_to(person))


def test_everyone_sees_an_open_public_programme(
    campaign: Programme, ada: Person, eve: Person
) -> None:
    assert [visible(who) for who in (None, ada, eve)] == [[campaign]] * 3


def test_a_draft_is_seen_by_those_who_run_or_sign_it_and_nobody_else(
    draft: Programme, bo: Person, sol: Person, max_: Person, cy: Person, dee: Person, eve: Person
) -> None:
    seen = {who: visible(who) == [draft] for who in (bo, sol, max_, cy, dee, eve)}
    assert seen == {bo: True, sol: True, max_: False, cy: False, dee: False, eve: False}
    assert visible(None) == []


def test_somebody_in_the_crew_sees_the_draft_until_they_leave(
    draft: Programme, dee: Person, bo: Person, noon: datetime
) -> None:
    member = actions.join_crew(draft, part="expert", person=dee, by=bo, at=noon)
    assert visible(dee) == [draft]
    actions.leave_crew(member, by=bo, at=noon)
    assert visible(dee) == []


def test_a_staff_programme_is_hidden_from_residents_and_other_bodies(
    marlhaven: Body, bo: Person, cy: Person, dee: Person, eve: Person
) -> None:
    inside = factories.a_programme(marlhaven, audience="staff", private_reason="Rotas.")
    clerk = factories.a_member(marlhaven, "staff", "Clerk")
    assert [visible(who) for who in (bo, clerk)] == [[inside]] * 2
    assert [visible(who) for who in (None, dee, eve, cy)] == [[]] * 4


def test_an_invited_programme_is_seen_by_the_invited(
    marlhaven: Body, bo: Person, dee: Person, ada: Person, noon: datetime
) -> None:
    inside = factories.a_programme(marlhaven, audience="invited", private_reason="Patients only.")
    actions.admit(inside, person=dee, by=bo, at=noon)
    assert (visible(dee), visible(ada)) == ([inside], [])


def test_officers_of_a_joint_owner_run_it_too(
    campaign: Programme, harrowmere: Body, bo: Person, eve: Person, noon: datetime
) -> None:
    assert not rules.may_run(eve, campaign)
    actions.co_own(campaign, body=harrowmere, by=bo, at=noon)
    joint = Programme.objects.get(pk=campaign.pk)
    able = (rules.may_run, rules.may_moderate, rules.may_answer, rules.may_decide)
    assert [rule(eve, joint) for rule in able] == [True] * 4


def test_each_role_may_do_its_own(
    campaign: Programme, bo: Person, sol: Person, cy: Person, dee: Person, max_: Person
) -> None:
    def able(rule: object) -> list[str]:
        people = {"bo": bo, "sol": sol, "cy": cy, "dee": dee, "max": max_, "nobody": None}
        return [name for name, who in people.items() if rule(who, campaign)]  # type: ignore[operator]

    assert able(rules.may_run) == ["bo"]
    assert able(rules.may_moderate) == ["bo"]
    assert able(rules.may_answer) == ["bo"]
    assert able(rules.may_decide) == ["bo", "sol"]
    assert able(rules.may_sign) == ["sol"]
    assert able(rules.may_run_or_sign) == ["bo", "sol"]
    assert able(rules.may_enter_for_others) == ["bo"]
    assert able(rules.may_import) == ["bo"]
    assert able(rules.is_official) == ["bo", "sol"]
    assert able(rules.may_see) == ["bo", "sol", "cy", "dee", "max", "nobody"]


def test_only_officers_of_the_body_start_programmes(
    marlhaven: Body, bo: Person, sol: Person, eve: Person
) -> None:
    assert [rules.may_start(who, marlhaven) for who in (bo, sol, eve, None)] == [True] + [False] * 3


def test_only_the_team_rehearses(
    draft: Programme, bo: Person, sol: Person, dee: Person, noon: datetime
) -> None:
    assert not rules.may_rehearse(bo, draft)
    actions.begin_rehearsal(draft, by=bo, at=noon)
    tried = Programme.objects.get(pk=draft.pk)
    assert [rules.may_rehearse(who, tried) for who in (bo, sol, dee, None)] == [
        True,
        True,
        False,
        False,
    ]
