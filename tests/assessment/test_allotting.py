"""Giving out: as many readers as the panel says, nobody where they have an interest, and what was set by hand stays."""

import pytest

from flotilla.assessment import actions, queries
from flotilla.assessment.actions import refusals
from flotilla.assessment.models import Assessment
from flotilla.letters.actions import read_journal
from flotilla.letters.models import Letter
from flotilla.letters.post import say
from tests import factories
from tests.assessment import making
from tests.factories import NOON


@pytest.fixture
def panel(campaign, bo, cy):
    """A panel that has begun: Cy in the chair and three more, four entries, two readers for each."""
    cy.email = "cy@marlhaven.example"
    cy.save()
    making.a_set(campaign, by=bo)
    panel = making.a_panel(campaign, by=bo)
    making.a_seat(panel, cy, part="chair", by=bo)
    for name in ("Pat", "Lee", "Kim"):
        person = factories.a_person(name, email=f"{name.lower()}@{name.lower()}.example")
        making.a_seat(panel, person, lived_experience=name == "Kim", by=bo)
    for number in range(4):
        factories.a_contribution(campaign, title=f"Entry {number}")
    actions.begin_assessing(panel, by=bo, at=NOON)
    return panel


def loads(panel):
    """How many entries everybody was given, by name."""
    return {
        one.seat.person.name: one.given
        for one in queries.loads(panel, factories.a_person("Zed"), is_over=False)
    }


def read_by(panel, person):
    """Who reads what, of what somebody may know."""
    return queries.readers_of_entries(panel, queries.entries_open_to(panel, person))


def test_every_entry_has_its_readers_with_loads_alike(panel, bo):
    assert actions.allot(panel, by=bo, at=NOON) == 8
    assert loads(panel) == {"Cy": 2, "Pat": 2, "Lee": 2, "Kim": 2}
    assert [one.missing for one in read_by(panel, bo)] == [0, 0, 0, 0]
    assert actions.allot(panel, by=bo, at=NOON) == 0


def test_nobody_is_given_what_they_have_an_interest_in(panel, bo):
    seat = panel.seats.get(person__name="Pat")
    for entry in queries.entries(panel)[:3]:
        actions.declare_interest(seat, entry, kind="family", by=seat.person, at=NOON)
    actions.allot(panel, by=bo, at=NOON)
    given = Assessment.objects.live().filter(seat=seat)
    assert set(given.values_list("contribution__title", flat=True)) <= {"Entry 3"}


def test_what_was_set_by_hand_or_begun_stays(panel, bo):
    seat = panel.seats.get(person__name="Pat")
    entries = list(queries.entries(panel))
    by_hand = actions.allot_by_hand(seat, entries[0], by=bo, at=NOON)
    actions.allot(panel, by=bo, at=NOON)
    actions.allot(panel, by=bo, at=NOON)
    assert by_hand in Assessment.objects.live()
    assert sum(loads(panel).values()) == 8


def test_what_was_taken_away_can_be_given_again(panel, bo):
    actions.allot(panel, by=bo, at=NOON)
    one = Assessment.objects.live().first()
    actions.take_away(one, by=bo, at=NOON)
    assert one not in Assessment.objects.live()
    actions.allot(panel, by=bo, at=NOON)
    assert [row.missing for row in read_by(panel, bo)] == [0, 0, 0, 0]
    assert Assessment.objects.filter(seat=one.seat, contribution=one.contribution).count() == 1


def test_what_was_sent_is_not_taken_away(panel, bo):
    seat = panel.seats.get(person__name="Pat")
    one = actions.allot_by_hand(seat, queries.entries(panel)[0], by=bo, at=NOON)
    actions.say_no_interest(one, by=seat.person, at=NOON)
    said = making.said(panel.programme.criteria_set)
    actions.send_assessment(one, said=said, by=seat.person, at=NOON)
    with pytest.raises(refusals.AlreadySent):
        actions.take_away(one, by=bo, at=NOON)


def test_every_entry_is_read_by_somebody_who_lives_with_it_where_asked(panel, bo):
    panel.wants_lived = True
    panel.save()
    actions.allot(panel, by=bo, at=NOON)
    assert loads(panel)["Kim"] == 4


def test_what_cannot_be_done_is_said_with_what_would_help(panel, bo):
    panel.seats.update(most=1)
    with pytest.raises(refusals.CannotBeAllotted) as refused:
        actions.allot(panel, by=bo, at=NOON)
    assert str(refused.value) == (
        "It cannot be done like this. 8 readings are needed, and your readers take 4: "
        "let them read more each, invite more people, or let fewer read each entry."
    )
    assert Assessment.objects.count() == 0


def test_an_officer_with_an_interest_sees_nothing_of_the_entry(panel, bo, bea):
    seat = making.a_seat(panel, bea, by=bo)
    entry = queries.entries(panel)[0]
    actions.declare_interest(seat, entry, kind="business", by=bea, at=NOON)
    assert [one.contribution.title for one in read_by(panel, bea)] == [
        "Entry 1",
        "Entry 2",
        "Entry 3",
    ]


def test_who_is_late_is_seen_and_reminded_by_letter(panel, bo):
    seat = panel.seats.get(person__name="Pat")
    one = actions.allot_by_hand(seat, queries.entries(panel)[0], by=bo, at=NOON)
    late = [row.seat for row in queries.loads(panel, bo, is_over=True) if row.is_late]
    assert late == [seat]
    assert actions.remind_assessors(panel, by=bo, at=NOON) == 1
    read_journal(at=NOON)
    letter = Letter.objects.get(kind="panel_reminder")
    assert (letter.email, f"/assessing/{seat.pk}/" in say(letter).text) == ("pat@pat.example", True)
    actions.take_away(one, by=bo, at=NOON)
    assert say(letter) is None


def test_the_panel_page_asks_the_same_number_of_questions_at_three_and_nine_seats(
    panel, bo, desk_client, django_assert_max_num_queries
):
    client, programme = desk_client(bo), type(panel.programme).objects.get(pk=panel.programme_id)
    for pages in (1, 2):
        with django_assert_max_num_queries(16):
            client.get(f"/desk/p/{programme.address}/panel/")
        with django_assert_max_num_queries(16):
            client.get(f"/desk/p/{programme.address}/panel/entries/")
        for number in range(3):
            name = f"More {pages}{number}"
            making.a_seat(
                panel, factories.a_person(name, email=f"{pages}{number}@m.example"), by=bo
            )
            factories.a_contribution(programme, title=name)
