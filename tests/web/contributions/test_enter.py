"""An officer writes down what came on paper, by phone or in person."""

from datetime import timedelta

import pytest
from django.test import Client

from flotilla.contributions.models import Contribution
from flotilla.contributions.verbs import Channel
from flotilla.kit.moments import database_now
from flotilla.programmes.models import Programme, Stage

HERE = "/desk/p/short-trips/enter/"
GIVEN = {
    "channel": "paper",
    "channel_note": "Library, Eastfield",
    "kind": "story",
    "title": "The kerb is too high",
    "wrong": "I fell twice.",
    "byline": "Resident, Eastfield",
    "sector": "",
    "contact_phone": "01632 960 001",
    "contact_address": "3 Mill Road, Marlhaven",
    "once": "7d9f0c1e3b5a4c6d8e2f1a0b9c8d7e6f",
}


def test_a_card_from_the_library_counts_from_the_day_it_came(
    desk_client, campaign: Programme, bo
) -> None:
    client = desk_client(bo)
    came = (database_now() - timedelta(days=4)).date()
    day = {"received_on_0": came.day, "received_on_1": came.month, "received_on_2": came.year}
    answer = client.post(HERE, {**GIVEN, **day, "another": "1"})
    assert answer["Location"] == f"{HERE}?channel=paper&channel_note=Library%2C+Eastfield"
    sent = Contribution.objects.get()
    assert (sent.channel, sent.entered_by, sent.received_at.date()) == (Channel.PAPER, bo, came)
    assert (sent.title, sent.contact_phone, sent.contact_address) == (
        "The kerb is too high",
        "01632 960 001",
        "3 Mill Road, Marlhaven",
    )
    assert sent.authorships.get().person is None
    shown = client.get(answer["Location"]).content.decode()
    assert "Kept as number 1." in shown
    assert "Library, Eastfield" in shown
    client.post(HERE, {**GIVEN, **day, "another": "1"})
    assert Contribution.objects.count() == 1


def test_it_leads_to_the_page_if_that_was_all(desk_client, campaign: Programme, bo) -> None:
    assert desk_client(bo).post(HERE, GIVEN)["Location"] == "/p/short-trips/c/1/"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"title": ""}, "Please fill this in."),
        ({"channel": "pigeon"}, "not one of the available choices"),
        ({"received_on_0": "31", "received_on_1": "2", "received_on_2": "2026"}, "no such day"),
        ({"received_on_0": "1", "received_on_1": "1", "received_on_2": "2020"}, "cannot have come"),
        ({"received_on_0": "1", "received_on_1": "1", "received_on_2": "2999"}, "cannot have come"),
        ({"contact_phone": "x\x00"}, "not text"),
        ({"wrong": "x" * 6000}, "too long"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    desk_client, campaign: Programme, bo, changed: dict, says: str
) -> None:
    shown = desk_client(bo).post(HERE, {**GIVEN, **changed}).content.decode()
    assert says in shown
    assert "Library, Eastfield" in shown
    assert not Contribution.objects.exists()


def test_after_the_close_nothing_new_is_entered(desk_client, campaign: Programme, bo) -> None:
    Stage.objects.filter(code="gather").update(closes_at=database_now() - timedelta(days=1))
    shown = desk_client(bo).post(HERE, GIVEN).content.decode()
    assert "This is closed now." in shown
    assert "The kerb is too high" in shown


def test_what_came_before_the_close_is_still_entered(desk_client, campaign: Programme, bo) -> None:
    Stage.objects.filter(code="gather").update(closes_at=database_now() - timedelta(days=1))
    came = (database_now() - timedelta(days=3)).date()
    day = {"received_on_0": came.day, "received_on_1": came.month, "received_on_2": came.year}
    client = desk_client(bo)
    assert "What came while it was open" in client.get(HERE).content.decode()
    client.post(HERE, {**GIVEN, **day})
    assert Contribution.objects.get().received_at.date() == came


@pytest.mark.parametrize("name", ["dee", "eve", "ada"])
def test_nobody_else_enters_for_others(
    client: Client, campaign: Programme, request: pytest.FixtureRequest, name: str
) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.get(HERE).status_code == 404
    assert client.post(HERE, GIVEN).status_code == 404


def test_an_assessor_does_not_enter_for_others(desk_client, campaign: Programme, cy) -> None:
    assert desk_client(cy).post(HERE, GIVEN).status_code == 404


def test_a_visitor_signs_in_first(client: Client, campaign: Programme) -> None:
    assert client.get(HERE)["Location"] == f"/account/login/?next={HERE}"


def test_a_point_is_taken_down_too(desk_client, campaign: Programme, bo) -> None:
    desk_client(bo).post(HERE, {**GIVEN, "point": "TQ 300 804"})
    sent = Contribution.objects.get()
    assert str(sent.point) == "51.5080, -0.1275"
