"""The panel: who is asked, who takes a seat, and where nobody judges because of an interest."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from flotilla.assessment import actions, queries, rules
from flotilla.assessment.actions import refusals
from flotilla.assessment.models import Interest, Seat
from flotilla.letters.actions import read_journal
from flotilla.letters.models import Letter
from flotilla.letters.post import say
from tests import factories
from tests.assessment import making
from tests.factories import NOON


@pytest.fixture
def panel(campaign, bo):
    """A panel without seats."""
    return making.a_panel(campaign, by=bo)


def test_somebody_is_invited_by_letter_and_takes_the_seat(panel, bo, dee):
    seat = making.a_seat(panel, dee, ready=False, words="You know the roads.", by=bo)
    read_journal(at=NOON)
    letter = Letter.objects.get(kind="panel_invitation")
    said = say(letter)
    assert letter.email == "dee@example.org"
    assert f"/assessing/{seat.pk}/" in said.text
    assert "You know the roads." in said.text
    actions.accept_seat(seat, by=dee, at=NOON)
    seat.refresh_from_db()
    assert (seat.person, seat.is_taken, seat.settled_at) == (dee, True, NOON)


def test_whoever_has_no_account_yet_finds_the_seat_by_their_address(panel, bo, dee):
    seat = actions.invite_to_panel(panel, email="New@Example.org", part="assessor", by=bo, at=NOON)
    assert (seat.person, seat.email) == (None, "new@example.org")
    new = factories.a_person("New", email="new@example.org")
    assert list(Seat.objects.visible_to(new)) == [seat]
    assert list(Seat.objects.visible_to(dee)) == []
    actions.accept_seat(seat, by=new, at=NOON)
    seat.refresh_from_db()
    assert seat.person == new


def test_a_seat_that_is_declined_can_be_given_to_another(panel, bo, dee, cy):
    seat = making.a_seat(panel, dee, ready=False, part="chair", by=bo)
    actions.decline_seat(seat, words="No time.", by=dee, at=NOON)
    with pytest.raises(refusals.SeatSettled):
        actions.accept_seat(seat, by=dee, at=NOON)
    other = making.a_seat(panel, cy, part="chair", by=bo)
    assert list(panel.seats.taken()) == [other]


def test_a_panel_has_one_chair_also_in_the_database(panel, bo, bea, cy):
    making.a_seat(panel, bea, part="chair", by=bo)
    with pytest.raises(refusals.ChairTaken):
        making.a_seat(panel, cy, part="chair", by=bo)
    other = making.a_seat(panel, cy, by=bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=other.pk).update(part="chair")


def test_nobody_has_two_seats(panel, bo, cy):
    making.a_seat(panel, cy, ready=False, by=bo)
    with pytest.raises(refusals.AlreadyInvited):
        making.a_seat(panel, cy, ready=False, by=bo)


def test_a_back_up_is_called_in_once_they_accepted(panel, bo, cy):
    seat = making.a_seat(panel, cy, ready=False, part="backup", by=bo)
    with pytest.raises(refusals.NotABackup):
        actions.call_in_backup(seat, by=bo, at=NOON)
    actions.accept_seat(seat, by=cy, at=NOON)
    assert actions.call_in_backup(seat, by=bo, at=NOON).part == "assessor"


@pytest.mark.parametrize("minor", [-1, 10_000_001, 2**31])
def test_a_reward_beyond_all_measure_is_refused_at_its_field(panel, bo, cy, minor):
    seat = making.a_seat(panel, cy, by=bo)
    with pytest.raises(refusals.WrongPay) as refused:
        actions.record_costs(seat, reward_minor=0, expenses_minor=minor, by=bo, at=NOON)
    assert refused.value.at_fields == {"expenses": "Write a sum from nothing to 100,000."}


def test_reward_and_expenses_are_recorded(panel, bo, cy):
    seat = making.a_seat(panel, cy, lived_experience=True, reward_minor=15_000, by=bo)
    actions.record_costs(seat, reward_minor=15_000, expenses_minor=1_250, by=bo, at=NOON)
    seat.refresh_from_db()
    assert (seat.lived_experience, seat.reward_minor, seat.expenses_minor) == (True, 15_000, 1_250)


def test_leaving_needs_a_reason_and_keeps_the_seat_in_the_history(panel, bo, cy):
    seat = making.a_seat(panel, cy, by=bo)
    with pytest.raises(refusals.NoWords):
        actions.leave_panel(seat, reason=" ", by=bo, at=NOON)
    actions.leave_panel(seat, reason="Moved away.", by=bo, at=NOON)
    assert [(one.left_reason, one.is_taken) for one in queries.seats_of(panel)] == [
        ("Moved away.", False)
    ]


def test_names_are_seen_only_after_interests_were_said(panel, bo, cy, dee):
    seat = making.a_seat(panel, cy, ready=False, by=bo)
    assert not rules.may_see_entries(cy, seat)
    with pytest.raises(refusals.NotSeated):
        actions.state_interests(seat, words="None.", by=cy, at=NOON)
    seat = actions.accept_seat(seat, by=cy, at=NOON)
    assert not rules.may_see_entries(cy, seat)
    seat = actions.state_interests(seat, words="None.", by=cy, at=NOON)
    assert rules.may_see_entries(cy, seat)
    assert not rules.may_see_entries(dee, seat)


def test_a_declared_interest_hides_the_entry(panel, bench, bo, cy):
    seat = making.a_seat(panel, cy, by=bo)
    other = factories.a_contribution(bench.programme, title="A bus")
    assert list(queries.entries_open_to(panel, cy)) == [bench, other]
    actions.declare_interest(seat, bench, kind="family", words="My sister.", by=cy, at=NOON)
    assert list(queries.entries_open_to(panel, cy)) == [other]
    assert rules.has_interest(cy, bench)


def ties(panel):
    """What the records show, by the address of the holder and the title of the entry."""
    return [
        (one.seat.email, one.contribution.title, str(one.kind))
        for one in queries.likely_interests(panel)
    ]


def test_the_records_show_own_entries_domains_addresses_and_writing_together(
    campaign, panel, bo, ada
):
    own = factories.a_contribution(campaign, by=ada, title="Own", contact_address="1, Mill Road")
    firm = factories.a_person("Fay", email="fay@harbour-vans.example")
    factories.a_contribution(campaign, by=firm, title="Vans")
    gus = factories.a_person("Gus", email="gus@gmail.com")
    factories.a_contribution(campaign, by=gus, title="Free mail")
    factories.a_contribution(campaign, title="Neighbour", contact_address="1 Mill  road")
    kit = factories.a_person("Kit", email="kit@gmail.com")
    factories.a_contribution(campaign, by=kit, title="Kit's")
    elsewhere = factories.a_contribution(
        factories.a_programme(campaign.body, address="elsewhere"), by=ada
    )
    factories.Authorship.objects.create(
        contribution=elsewhere, person=kit, credit="coauthor", joined_at=NOON
    )
    making.a_seat(panel, ada, by=bo)
    making.a_seat(panel, factories.a_person("Hal", email="hal@harbour-vans.example"), by=bo)
    making.a_seat(panel, factories.a_person("Ian", email="ian@gmail.com"), by=bo)
    assert ties(panel) == [
        ("ada@example.org", own.title, "own"),
        ("ada@example.org", "Neighbour", "address"),
        ("ada@example.org", "Kit's", "coauthor"),
        ("hal@harbour-vans.example", "Vans", "domain"),
    ]


def test_the_records_show_the_same_department(campaign, panel, bo, sol, cy):
    parks = campaign.body.departments.create(name="Parks")
    for one in (sol, cy):
        one.memberships.update(department=parks)
    sol.email = sol.email.replace("example.org", "elsewhere.example")
    sol.save()
    factories.a_contribution(campaign, by=sol, title="Trees")
    making.a_seat(panel, cy, by=bo)
    assert ties(panel) == [("cy@example.org", "Trees", "organisation")]


def test_looking_asks_the_same_number_of_questions_however_many_there_are(
    campaign, panel, bo, cy, ada, django_assert_num_queries
):
    def grow(number):
        factories.a_contribution(campaign, by=ada, title=f"One {number}")
        making.a_seat(panel, factories.a_person(f"Reader {number}"), by=bo)

    grow(1)
    with django_assert_num_queries(5):
        queries.likely_interests(panel)
    for number in range(2, 5):
        grow(number)
    with django_assert_num_queries(5):
        queries.likely_interests(panel)


def test_what_is_suspected_hides_until_somebody_else_has_looked(panel, bench, bo, bea):
    seat = making.a_seat(panel, bea, by=bo)
    tie = Interest.objects.create(
        seat=seat, contribution=bench, kind="domain", state="suspected", noted_at=NOON
    )
    assert list(queries.entries_open_to(panel, bea)) == []
    assert (list(queries.suspected(panel, bo)), list(queries.suspected(panel, bea))) == ([tie], [])
    assert not rules.may_settle_interest(bea, tie)
    with pytest.raises(refusals.OwnInterest):
        actions.clear_interest(tie, words="No.", by=bea, at=NOON)
    with pytest.raises(refusals.NoWords):
        actions.clear_interest(tie, words="", by=bo, at=NOON)
    actions.clear_interest(tie, words="Another firm.", by=bo, at=NOON)
    assert list(queries.entries_open_to(panel, bea)) == [bench]
    actions.suspect_interests(panel, by=bo, at=NOON)
    assert list(queries.suspected(panel, bo)) == []


def test_ones_own_entry_is_never_cleared(panel, bench, bo, ada):
    making.a_seat(panel, ada, by=bo)
    assert actions.suspect_interests(panel, by=bo, at=NOON) == 1
    tie = Interest.objects.get()
    assert (tie.kind, tie.state) == ("own", "declared")
    with pytest.raises(refusals.AlwaysAnInterest):
        actions.clear_interest(tie, words="It is fine.", by=bo, at=NOON)


def test_whoever_runs_the_panel_does_not_look_after_their_own_seat(panel, bo, bea):
    seat = making.a_seat(panel, bea, by=bo)
    assert (rules.may_run_seat(bo, seat), rules.may_run_seat(bea, seat)) == (True, False)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"readers": 0}, refusals.WrongReaders),
        ({"readers": 10}, refusals.WrongReaders),
        ({"due_on": date(2026, 3, 10)}, refusals.DueInThePast),
    ],
)
def test_a_wrong_panel_is_refused_with_a_sentence(campaign, bo, facts, refusal):
    said = {"readers": 3, "wants_lived": True, "due_on": None, **facts}
    with pytest.raises(refusal):
        actions.set_up_panel(campaign, **said, by=bo, at=NOON)
