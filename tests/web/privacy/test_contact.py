"""How to reach somebody is opened with a purpose, and never without a line that they can read."""

import pytest
from django.urls import reverse

from flotilla.privacy.models import Disclosure
from tests import factories


@pytest.fixture
def guest(campaign):
    return factories.a_contribution(campaign, contact_email="gus@example.org", contact_phone="01632 960 001")  # fmt: skip


def way(one):
    return reverse("open_contact", args=[one.programme.address, one.number])


def test_looking_at_the_question_opens_nothing(desk_client, bo, guest):
    assert "gus@example.org" not in desk_client(bo).get(way(guest)).content.decode()
    assert Disclosure.objects.count() == 0


def test_no_purpose_is_chosen_for_whoever_opens_it(desk_client, bo, guest):
    assert "checked" not in desk_client(bo).get(way(guest)).content.decode()


def test_it_is_shown_once_the_purpose_is_written_down(desk_client, bo, guest):
    shown = desk_client(bo).post(way(guest), {"purpose": "answer", "words": "To ring back"})
    assert "01632 960 001" in shown.content.decode()
    assert Disclosure.objects.get().words == "To ring back"


def test_without_a_purpose_nothing_is_shown(desk_client, bo, guest):
    for posted in ({}, {"purpose": "law"}, {"purpose": "curiosity"}):
        assert "gus@example.org" not in desk_client(bo).post(way(guest), posted).content.decode()
    assert Disclosure.objects.count() == 0


@pytest.mark.parametrize("who", ["ada", "sol", "eve", "cy", "max_"])
def test_it_is_only_for_those_who_answer(desk_client, guest, request, who):
    answer = desk_client(request.getfixturevalue(who)).post(way(guest), {"purpose": "answer"})
    assert answer.status_code == 404
    assert Disclosure.objects.count() == 0


def test_ada_reads_on_her_page_who_opened_it(client_of, desk_client, bench, ada, bo):
    assert ada.email in desk_client(bo).post(way(bench), {"purpose": "answer"}).content.decode()
    shown = client_of(ada).get("/privacy/mine/opened/").content.decode()
    assert "Bo, Marlhaven Council" in shown
    assert "To answer the person" in shown


def test_an_administrator_reads_the_lines_and_takes_none_away(desk_client, bench, bo, max_, bea):
    desk_client(bo).post(way(bench), {"purpose": "verify"})
    desk = desk_client(max_)
    assert "To make sure who sent it" in desk.get("/administration/opened/").content.decode()
    assert desk.post("/administration/opened/").status_code == 200
    desk.get("/administration/people/")
    told = Disclosure.objects.filter(what="people").values_list("person__name", flat=True)
    assert set(told) == {"Bo", "Bea"}
    assert Disclosure.objects.count() == 3
