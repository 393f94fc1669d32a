"""The promise and what was changed."""

from django.test import Client

from flotilla.people.models import Person
from flotilla.programmes import actions
from flotilla.programmes.models import Programme
from tests.factories import NOON


def test_a_promise_that_was_never_changed(client: Client, campaign: Programme) -> None:
    page = client.get("/p/short-trips/promise/").content.decode()
    assert "Nothing has been changed since." in page
    assert "First signed by the Head of Transport" in page


def test_an_amendment_shows_its_reason_and_the_difference(
    client: Client, campaign: Programme, sol: Person
) -> None:
    facts = {"first_answer_days": 25, "will": ["At least 4 ideas tested this summer"]}
    actions.amend_promise(
        campaign, facts=facts, reason="430 came.", signatory="Mayor", by=sol, at=NOON
    )
    page = client.get("/p/short-trips/promise/").content.decode()
    assert "Amended by the Mayor" in page
    assert "430 came." in page
    assert "At least <del>3</del> <ins>4</ins> ideas" in page
    assert "<del>20</del> <ins>25</ins>" in page
    assert "Changed once since, see what and why" in client.get("/p/short-trips/").content.decode()
