"""What can be done with a body, its roles and its codes."""

import threading

import pytest
from django.db import DatabaseError, connection

from flotilla.bodies import actions
from flotilla.bodies.models import InvitationCode, Membership, Verification
from flotilla.bodies.queries import bodies_of
from flotilla.bodies.rules import may_administer, may_see_desk
from flotilla.journal.models import Entry
from flotilla.kit.codes import NotListed
from flotilla.people.models import Person
from tests import factories
from tests.factories import NOON


def test_a_body_is_founded_once_at_an_address(marlhaven):
    body = actions.found(name="Northport", address="northport", by=None, at=NOON)
    assert [entry.verb for entry in Entry.objects.about(body)] == ["body.founded"]
    with pytest.raises(actions.AddressTaken):
        actions.found(name="Another", address="northport", by=None, at=NOON)


def test_a_change_is_written_down_by_the_names_of_the_fields(marlhaven, max_):
    actions.change(marlhaven, facts={"tagline": "All hands"}, by=max_, at=NOON)
    entry = Entry.objects.about(marlhaven).get()
    assert (entry.verb, entry.by_id, entry.details) == (
        "body.changed",
        max_.pk,
        {"fields": ["tagline"]},
    )


def test_a_body_does_not_move_to_the_address_of_another(marlhaven, harrowmere, max_):
    with pytest.raises(actions.AddressTaken):
        actions.change(marlhaven, facts={"address": "harrowmere"}, by=max_, at=NOON)


def test_a_department_that_was_closed_can_be_opened_again(marlhaven, max_):
    parks = actions.add_department(marlhaven, name="Parks", by=max_, at=NOON)
    with pytest.raises(actions.ThereAlready):
        actions.add_department(marlhaven, name="Parks", by=max_, at=NOON)
    actions.close_department(parks, by=max_, at=NOON)
    again = actions.add_department(marlhaven, name="Parks", by=max_, at=NOON)
    assert (again.pk, again.closed_at) == (parks.pk, None)


def test_nobody_gives_themselves_a_role(marlhaven, max_):
    with pytest.raises(actions.OwnRole):
        actions.grant_role(marlhaven, person=max_, role="officer", by=max_, at=NOON)
    with pytest.raises(actions.OwnRole):
        actions.appoint(marlhaven, email=max_.email.upper(), role="officer", by=max_, at=NOON)


def test_a_role_that_nobody_knows_is_not_given(marlhaven, max_, ada):
    with pytest.raises(NotListed, match="“king” is not on the list"):
        actions.grant_role(marlhaven, person=ada, role="king", by=max_, at=NOON)


def test_a_role_is_held_once_and_can_be_given_again_after_it_ended(marlhaven, max_, bo):
    with pytest.raises(actions.RoleHeld):
        actions.grant_role(marlhaven, person=bo, role="officer", by=max_, at=NOON)
    actions.end_role(bo.memberships.get(), by=max_, at=NOON)
    assert not may_see_desk(Person.objects.get(pk=bo.pk), marlhaven)
    actions.grant_role(marlhaven, person=bo, role="officer", by=max_, at=NOON)
    assert may_see_desk(Person.objects.get(pk=bo.pk), marlhaven)


def test_the_last_administrator_stays(marlhaven, harrowmere, max_):
    factories.a_member(harrowmere, "administrator", "Hera")
    with pytest.raises(actions.LastAdministrator):
        actions.end_role(max_.memberships.get(), by=max_, at=NOON)
    second = factories.a_member(marlhaven, "administrator", "Mina")
    actions.end_role(max_.memberships.get(), by=second, at=NOON)
    assert not may_administer(Person.objects.get(pk=max_.pk), marlhaven)


def test_a_closed_account_is_given_no_role(marlhaven, max_, dee):
    Person.objects.filter(pk=dee.pk).update(is_active=False)
    with pytest.raises(actions.AccountClosed):
        actions.appoint(marlhaven, email=dee.email, role="officer", by=max_, at=NOON)


def test_a_role_is_given_to_the_very_address_and_to_none_that_looks_alike(marlhaven, max_):
    mike = factories.a_person("Mike", email="mike@example.org")
    actions.appoint(marlhaven, email="m\u0131ke@example.org", role="officer", by=max_, at=NOON)
    assert mike.memberships.count() == 0


def test_one_person_may_hold_roles_in_two_bodies(marlhaven, harrowmere, bo, max_):
    actions.grant_role(harrowmere, person=bo, role="assessor", by=None, at=NOON)
    assert bodies_of(bo) == [harrowmere, marlhaven]


def test_only_fingerprints_of_codes_are_kept(marlhaven, max_):
    (code,) = actions.print_codes(marlhaven, batch="Eastfield", count=1, by=max_, at=NOON)
    kept = InvitationCode.objects.get()
    assert code not in {kept.fingerprint, kept.tail, kept.batch}
    assert kept.tail == code[-4:]
    assert code not in str(list(Entry.objects.values_list("details", flat=True)))


@pytest.mark.parametrize("typed", ["", "x" * 1_000_000, "\x00", "0000-0000-0000-0000", "é" * 16])
def test_what_is_no_code_is_refused(marlhaven, ada, typed):
    with pytest.raises(actions.CodeUnknown):
        actions.use_code(marlhaven, code=typed, by=ada, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_of_fifty_uses_of_one_code_at_once_one_counts(marlhaven, max_):
    (code,) = actions.print_codes(marlhaven, batch="Eastfield", count=1, by=max_, at=NOON)
    people = [factories.a_person() for _number in range(50)]
    barrier, outcomes = threading.Barrier(50), []

    def use(person):
        barrier.wait()
        try:
            outcomes.append(actions.use_code(marlhaven, code=code, by=person, at=NOON))
        except (actions.CodeUnknown, DatabaseError) as refusal:
            outcomes.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=use, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(outcome, Verification) for outcome in outcomes) == 1
    assert len(outcomes) == 50
    assert Verification.objects.count() == 1
    assert InvitationCode.objects.get().used_by == Verification.objects.get().person


def test_holidays_known_already_stay_as_they_are(marlhaven, max_):
    actions.add_holiday(marlhaven, on=NOON.date(), name="Our day", by=max_, at=NOON)
    days = [(NOON.date(), "Another name"), (NOON.date().replace(day=12), "The day after")]
    assert actions.add_holidays(marlhaven, days=days, by=max_, at=NOON) == 1
    assert [one.name for one in marlhaven.holidays.all()] == ["Our day", "The day after"]


def test_every_membership_says_who_granted_it(marlhaven, max_):
    actions.appoint(marlhaven, email="nia@example.org", role="sponsor", by=max_, at=NOON)
    membership = Membership.objects.get(person__email="nia@example.org")
    assert (membership.granted_by, membership.granted_at) == (max_, NOON)
