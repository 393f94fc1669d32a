"""The home page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from flotilla.bodies.models import Body
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
from tests import factories


def home(client: Client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_server_without_a_body_says_so(client: Client, db: None) -> None:
    assert "Nobody is here yet" in home(client)


def test_a_new_body_says_that_nothing_is_open(client: Client, marlhaven: Body) -> None:
    page = home(client)
    assert "Nothing is open just now" in page
    assert "Start a programme" not in page


def test_an_officer_of_a_new_body_is_shown_where_to_begin(client: Client, bo: Person) -> None:
    client.force_login(bo)
    assert "less than fifteen minutes" in home(client)


def test_what_is_open_stands_there_with_its_promise(client: Client, marlhaven: Body) -> None:
    factories.a_programme(
        marlhaven, address="trips", summary="Tell us.", opened_at=database_now() - timedelta(days=9)
    )
    page = home(client)
    assert 'href="/p/trips/"' in page
    assert "within 20 working days" in page
    assert "At least 3 ideas tested this summer, £60,000 set aside" in page
    assert "A panel of 9, of whom 5 are residents drawn by lot" in page
    assert "2 of 7: open for ideas" in page
    assert "33 days left" in page
    assert "See the call that is open now" in page


def test_figures_without_data_are_not_invented(client: Client, marlhaven: Body) -> None:
    page = home(client)
    assert "Our record in the last 12 months" not in page
    assert "Are we keeping our promises?" not in page
    assert "You said, we did" not in page


def test_private_programmes_and_those_of_other_bodies_are_not_there(
    client: Client, marlhaven: Body, harrowmere: Body, ada: Person
) -> None:
    opened = database_now() - timedelta(days=9)
    for facts in (
        {"body": marlhaven, "audience": "staff", "private_reason": "Rotas.", "title": "Inside"},
        {"body": harrowmere, "title": "Elsewhere"},
    ):
        factories.a_programme(facts.pop("body"), opened_at=opened, **facts)
    factories.a_draft_programme(marlhaven, title="Not yet")
    client.force_login(ada)
    page = home(client)
    assert [word in page for word in ("Inside", "Elsewhere", "Not yet")] == [False] * 3


@pytest.mark.parametrize("rows", [1, 3])
def test_home_asks_as_much_for_three_as_for_one(client: Client, marlhaven: Body, rows: int) -> None:
    for number in range(rows):
        opened = database_now() - timedelta(days=9)
        factories.a_programme(marlhaven, address=f"one-{number}", opened_at=opened)
    home(client)
    with CaptureQueriesContext(connection) as asked:
        home(client)
    assert len(asked) == QUERIES


QUERIES = 9
