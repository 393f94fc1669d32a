"""The list of all programmes."""

from datetime import timedelta

from django.test import Client

from flotilla.bodies.models import Body
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
from tests import factories
from tests.programmes import ready


def test_it_says_that_there_is_nothing_yet(client: Client, marlhaven: Body) -> None:
    assert "Nothing here yet" in client.get("/programmes/").content.decode()


def test_open_coming_and_closed_stand_under_their_headings(
    client: Client, marlhaven: Body, bo: Person
) -> None:
    now = database_now()
    factories.a_programme(marlhaven, title="Trips", opened_at=now - timedelta(days=9))
    factories.a_programme(marlhaven, title="Market", opened_at=now - timedelta(days=60))
    ready.an_open_programme(marlhaven, by=bo, at=now, title="Night buses")
    page = client.get("/programmes/").content.decode()
    places = [
        page.index(word)
        for word in (
            "Open now</h2>",
            "Trips",
            "Coming up</h2>",
            "Night buses",
            "Closed to new",
            "Market",
        )
    ]
    assert places == sorted(places)
