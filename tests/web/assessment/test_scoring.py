"""The page on which one entry is judged, without a script."""

import re

import pytest

from flotilla.assessment import actions
from flotilla.assessment.models import Assessment, Interest, Score
from tests import factories
from tests.assessment import making
from tests.factories import NOON


class Desk:
    """A panel that has begun, at which Pat has one entry to judge."""

    def __init__(self, campaign, bo, client_of):
        making.a_set(campaign, by=bo)
        self.panel = making.a_panel(campaign, by=bo)
        self.pat = factories.a_person("Pat", email="pat@one.example")
        self.seat = making.a_seat(self.panel, self.pat, part="chair", by=bo)
        self.entry = factories.a_contribution(campaign, title="Repair on wheels")
        self.criteria = actions.begin_assessing(self.panel, by=bo, at=NOON).criteria.all()
        self.bo = bo
        self.assessment = actions.allot_by_hand(self.seat, self.entry, by=bo, at=NOON)
        self.client = client_of(self.pat)
        self.client_of = client_of
        self.address = f"/assessing/{self.seat.pk}/{self.entry.number}/"

    def page(self):
        return self.client.get(self.address).content.decode()

    def say_none(self):
        return self.client.post(
            f"{self.address}interest/", {**self.key(), "answer": "no", "words": ""}
        )

    def key(self, client=None):
        """The key by which a form counts once."""
        page = (client or self.client).get(self.address).content.decode()
        found = re.search(r'name="once" value="([^"]+)"', page)
        return {"once": found[1]} if found else {}

    def post(self, button, *points, **more):
        sent = {**self.key(), button: "yes", **more}
        for one, point in zip(self.criteria, points, strict=False):
            sent[f"points_{one.pk}"] = point
        return self.client.post(self.address, sent)


@pytest.fixture
def desk(campaign, bo, client_of):
    """Pat at the page of one entry."""
    return Desk(campaign, bo, client_of)


def test_the_words_are_shown_only_after_somebody_said_that_they_have_no_interest(desk):
    words = "Three places to sit."
    assert "Do you have an interest in this entry?" in desk.page()
    assert words not in desk.page()
    assert desk.say_none().status_code == 302
    assert words in desk.page()


def test_an_interest_sets_the_entry_aside(desk):
    answer = desk.client.post(
        f"{desk.address}interest/", {**desk.key(), "answer": "yes", "kind": "family", "words": ""}
    )
    assert answer["Location"] == f"/assessing/{desk.seat.pk}/"
    assert Interest.objects.get().kind == "family"
    assert desk.client.get(desk.address).status_code == 404
    assert "Repair on wheels" not in desk.client.get(answer["Location"]).content.decode()


def test_a_draft_is_kept_and_comes_back(desk):
    desk.say_none()
    answer = desk.post("keep", "3", for_entrant="Say who covers when one is ill.")
    assert answer["Location"] == desk.address
    assert [(one.points, one.is_na) for one in Score.objects.filter(points__isnull=False)] == [
        (3, False)
    ]
    assert "Say who covers when one is ill." in desk.page()


def test_what_is_sent_half_is_refused_and_nothing_typed_is_lost(desk):
    desk.say_none()
    page = desk.post("send", "3", for_panel="Honest about risk.").content.decode()
    for name in ("Will it work?", "Safe", "Made together"):
        assert f"Give points, or say that it does not apply: {name}." in page
    assert "Honest about risk." in page
    assert Assessment.objects.get().sent_at is None


def test_a_score_outside_the_scale_is_refused_at_its_field(desk):
    desk.say_none()
    for point in ("5", "-1", "NaN", "2.5"):
        page = desk.post("send", point).content.decode()
        assert "Select a valid choice" in page
    assert Score.objects.count() == 0


def test_it_is_sent_and_the_pile_says_so(desk):
    desk.say_none()
    answer = desk.post("send", "3", "na", "2", "0", **{f"reason_{desk.criteria[3].pk}": "None."})
    assert answer["Location"] == f"/assessing/{desk.seat.pk}/"
    assert Assessment.objects.get().sent_at is not None
    assert "Your pile: 1 of 1 sent" in desk.page()


def test_others_are_read_without_their_names_once_all_are_in(desk):
    desk.say_none()
    lee = factories.a_person("Lee Quill", email="lee@two.example")
    seat = making.a_seat(desk.panel, lee, by=desk.bo)
    other = actions.allot_by_hand(seat, desk.entry, by=desk.bo, at=NOON)
    desk.post("send", "3", "3", "3", "3")
    assert "What the others said" not in desk.page()
    actions.say_no_interest(other, by=lee, at=NOON)
    said = making.said(desk.panel.programme.criteria_set, for_panel="Clear and honest.")
    actions.send_assessment(other, said=said, by=lee, at=NOON)
    assert "Clear and honest." in desk.page()
    assert "Lee Quill" not in desk.page()


def test_nobody_else_comes_to_the_page(desk, dee, bo):
    for other in (dee, bo):
        assert desk.client_of(other).get(desk.address).status_code == 404


def test_the_page_asks_no_more_with_more_in_the_pile(desk, django_assert_max_num_queries):
    desk.say_none()
    desk.post("send", "3", "3", "3", "3")
    for _turn in range(2):
        with django_assert_max_num_queries(12):
            desk.client.get(desk.address)
        programme = type(desk.panel.programme).objects.get(pk=desk.panel.programme_id)
        for number in range(3):
            more = factories.a_contribution(programme, title=f"More {number}")
            actions.allot_by_hand(desk.seat, more, by=desk.bo, at=NOON)


def test_an_officer_writes_down_an_interest_that_came_to_be_known_late(desk, desk_client):
    desk.say_none()
    desk.post("send", "3", "3", "3", "3")
    client, address = desk_client(desk.bo), f"/desk/p/{desk.panel.programme.address}/panel/"
    page = client.get(f"{address}interests/new/").content.decode()
    found = {"once": re.search(r'name="once" value="([^"]+)"', page)[1]}
    found |= {"contribution": desk.entry.pk, "seat": desk.seat.pk, "kind": "business"}
    assert (
        client.post(f"{address}interests/new/", {**found, "words": "A letter."})["Location"]
        == address
    )
    assert Assessment.objects.get().voided_at is not None
    assert desk.client.get(desk.address).status_code == 404
