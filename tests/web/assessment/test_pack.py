"""What an assessor prints: each entry of theirs with its score sheet, and none in which they may have an interest."""

import pytest

from flotilla.assessment import actions
from flotilla.assessment.models import Seat
from tests import factories
from tests.assessment import making
from tests.factories import NOON


@pytest.fixture
def pat(campaign, bo):
    """Pat sits in the chair with three entries: one free of interest, one not asked about yet, one with an interest."""
    making.a_set(campaign, by=bo)
    panel = making.a_panel(campaign, by=bo)
    person = factories.a_person("Pat", email="pat@one.example")
    seat = making.a_seat(panel, person, part="chair", by=bo)
    entries = [factories.a_contribution(campaign, title=title) for title in ("Benches", "Buses", "Bells")]  # fmt: skip
    actions.begin_assessing(panel, by=bo, at=NOON)
    given = [actions.allot_by_hand(seat, one, by=bo, at=NOON) for one in entries]
    actions.say_no_interest(given[0], by=person, at=NOON)
    actions.declare_interest(seat, entries[2], kind="family", by=person, at=NOON)
    return person


def page(client):
    return client.get(f"/assessing/{Seat.objects.get().pk}/pack/")


def test_each_entry_is_printed_with_a_sheet_for_every_criterion(pat, client_of):
    text = page(client_of(pat)).content.decode()
    assert "1 entry with its score sheet." in text
    assert text.count("Three places to sit.") == 1
    assert [text.count(f"<h4>{name}</h4>") for name in ("Need", "Will it work?", "Safe", "Made together")] == [1, 1, 1, 1]  # fmt: skip
    assert text.count("<b>4</b> Outstanding.") == 4
    assert "Compulsory for fewer than 2 points." in text


def test_what_is_not_free_of_interest_is_not_printed(pat, client_of):
    text = page(client_of(pat)).content.decode()
    assert "Bells" not in text
    waiting = text.index("Before these are printed")
    assert text.index("Buses") > waiting
    assert text.count("Buses") == 1


def test_nobody_else_prints_it_and_nobody_before_judging_has_begun(pat, bo, client_of):
    assert page(client_of(bo)).status_code == 404
    actions.leave_panel(Seat.objects.get(), reason="Moved.", by=bo, at=NOON)
    assert page(client_of(pat)).status_code == 404


def test_it_costs_the_same_number_of_questions_however_many_entries(
    pat, bo, campaign, client_of, django_assert_max_num_queries
):
    seat, client = Seat.objects.select_related("panel__programme__body").get(), client_of(pat)
    for number in range(5):
        entry = factories.a_contribution(campaign, title=f"More {number}")
        given = actions.allot_by_hand(seat, entry, by=bo, at=NOON)
        actions.say_no_interest(given, by=pat, at=NOON)
    with django_assert_max_num_queries(12):
        assert "6 entries" in page(client).content.decode()
