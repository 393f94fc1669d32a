"""What the pages say about how promises were kept."""

from datetime import timedelta

import pytest
from django.test import Client

from flotilla.bodies.models import Body
from flotilla.contributions import actions as contributions
from flotilla.decisions.models import Answer, Decision
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from tests import factories


@pytest.fixture
def trips(marlhaven: Body, bo: Person, bea: Person) -> Programme:
    """A programme with one answered in time, one waiting, one past its day, one that is in use and one refused."""
    now = database_now()
    today = now.date()
    trips = factories.a_programme(marlhaven, address="trips", opened_at=now - timedelta(days=9))
    factories.a_contribution(trips, title="Waits", answer_due_on=today + timedelta(days=9))
    factories.a_contribution(trips, title="Late", answer_due_on=today - timedelta(days=3))
    for title, outcome, progress in (
        ("Ring people at home", "forward", "in_use"),
        ("Make buses free", "not_forward", ""),
    ):
        one = factories.a_contribution(
            trips, title=title, answer_due_on=today, first_answered_at=now - timedelta(days=1), decided_at=now
        )  # fmt: skip
        decision = Decision.objects.create(
            contribution=one, programme=trips, outcome=outcome, way="now" if progress else "", who_decided="The panel",
            progress=progress, next_word_on=today, drafted_at=now, drafted_by=bo, checked_at=now, checked_by=bea, told_at=now, released_at=now,
        )  # fmt: skip
        Answer.objects.create(
            contribution=one, decision=decision, kind="final", decided=f"Of {title} we say this.", drafted_at=now, released_at=now
        )  # fmt: skip
    return trips


def test_the_box_of_the_promise_shows_how_it_is_kept(client: Client, trips: Programme) -> None:
    page = client.get("/p/trips/").content.decode()
    assert "2 of 4" in page
    assert "66.7% on time." in page
    assert "1 is waiting inside the promise." in page
    assert "1 waits past its day." in page


def test_the_home_page_shows_figures_answers_and_promises(client: Client, trips: Programme) -> None:
    page = client.get("/").content.decode()
    for words in (
        "2 of 3",
        "now part of everyday services",
        "Ring people at home",
        "Of Ring people at home we say this.",
        "We did not, because",
        "Of Make buses free we say this.",
        "Are we keeping our promises?",
        "66.7%, 1 late",
        "within 20 working days. 2 of 4 answered so far",
    ):
        assert words in page


def test_before_anything_came_there_is_no_meter(client: Client, marlhaven: Body) -> None:
    factories.a_programme(marlhaven, address="new", opened_at=database_now())
    assert "contributions answered" not in client.get("/p/new/").content.decode()


def test_what_is_private_is_not_counted_for_the_public(
    client: Client, trips: Programme, ada: Person
) -> None:
    Programme.objects.filter(pk=trips.pk).update(audience="staff", private_reason="Rotas.")
    client.force_login(ada)
    page = client.get("/").content.decode()
    for words in ("2 of 3", "Ring people at home", "Are we keeping our promises?"):
        assert words not in page


def test_the_balance_tells_no_small_number_of_removals(
    client: Client, marlhaven: Body, bo: Person, ada: Person
) -> None:
    trips = factories.a_campaign_today(marlhaven)
    at = trips.opening.opened_at
    sent = [
        contributions.submit(
            trips,
            title=f"Idea {number}",
            answers={"wrong": "It is far.", "help": "A bus."},
            submission_key=str(number),
            by=ada,
            at=at,
        )
        for number in range(9)
    ]
    for place, one in enumerate(sent[:8]):
        contributions.remove(one, reason="private" if place < 3 else "hurtful", by=bo, at=at)
    page = client.get(f"/p/{trips.address}/record/").content.decode()
    assert page.count('<td class="fl-money">not shown</td>') == 2
    assert "so that nobody is recognised" in page
    assert '<td class="fl-money">3</td>' not in page
    assert '<td class="fl-money">5</td>' not in page
