"""The page of one programme, in every state and for everyone."""

from datetime import timedelta

import pytest
from django.test import Client

from flotilla.bodies.models import Body
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
from flotilla.programmes import actions
from flotilla.programmes.models import Programme
from tests import factories
from tests.programmes import ready


def page(client: Client, programme: Programme) -> str:
    answer = client.get(f"/p/{programme.address}/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def open_now(marlhaven: Body) -> Programme:
    return factories.a_programme(marlhaven, opened_at=database_now() - timedelta(days=9))


def test_it_shows_question_promise_and_journey(client: Client, open_now: Programme) -> None:
    shown = page(client, open_now)
    for words in (
        "How might we make short trips easy without a car?",
        "New bus contracts before April 2027",
        "How much influence you have: collaborate",
        "First answer within 20 working days",
        "33 days left",
        "Signed",
        "by the Head of Transport.",
        'aria-current="step"',
    ):
        assert words in shown


def test_facts_voices_and_what_was_tried_are_shown_safely(
    client: Client, open_now: Programme
) -> None:
    open_now.known = [
        {"lead": "41%", "text": "have no car", "source": "Census", "link": "https://example.org/"},
        {"lead": "I look for a wall.", "voice": True, "source": "Resident"},
    ]
    open_now.already_tried = "**Dial-a-ride.** Stopped.\n<script>alert(1)</script>"
    open_now.save()
    shown = page(client, open_now)
    assert "<b>41%</b>" in shown
    assert "<q>I look for a wall.</q>" in shown
    assert "<strong>Dial-a-ride.</strong> Stopped." in shown
    assert "<script>alert" not in shown


@pytest.mark.parametrize(
    "facts",
    [
        {"audience": "staff", "private_reason": "Rotas."},
        {"audience": "invited", "private_reason": "Patients only."},
    ],
)
def test_a_private_programme_is_not_there_for_others_on_any_page(
    client: Client, marlhaven: Body, ada: Person, eve: Person, bo: Person, facts: dict[str, str]
) -> None:
    inside = factories.a_programme(marlhaven, address="inside", **facts)
    pages = [f"/p/{inside.address}/{rest}" for rest in ("", "promise/", "timeline/")]
    for who in (None, ada, eve):
        if who:
            client.force_login(who)
        assert [client.get(url).status_code for url in pages] == [404] * 3
    client.force_login(bo)
    assert [client.get(url).status_code for url in pages] == [200] * 3
    assert facts["private_reason"] in page(client, inside)


def test_a_draft_is_a_preview_for_the_team_and_nothing_for_others(
    client: Client, marlhaven: Body, bo: Person, ada: Person
) -> None:
    draft = ready.a_ready_draft(marlhaven, by=bo, at=database_now())
    client.force_login(ada)
    assert client.get(f"/p/{draft.address}/").status_code == 404
    client.force_login(bo)
    shown = page(client, draft)
    assert "A preview of what the public will see." in shown
    assert "Not open yet" in shown


def test_a_rehearsal_says_so_on_top(client: Client, marlhaven: Body, bo: Person) -> None:
    draft = ready.a_ready_draft(marlhaven, by=bo, at=database_now())
    actions.begin_rehearsal(draft, by=bo, at=database_now())
    client.force_login(bo)
    assert "This is a rehearsal." in page(client, draft)


def test_an_announced_programme_says_when_it_opens(
    client: Client, marlhaven: Body, bo: Person
) -> None:
    announced = ready.an_open_programme(marlhaven, by=bo, at=database_now())
    shown = page(client, announced)
    assert "Opens in" in shown
    assert "About 6 minutes" not in shown


def test_a_paused_programme_says_why(client: Client, open_now: Programme, bo: Person) -> None:
    actions.pause(open_now, reason="180 came in four days.", by=bo, at=database_now())
    shown = page(client, open_now)
    assert "Paused for now" in shown
    assert "180 came in four days." in shown
    assert "About 6 minutes" not in shown


def test_after_the_closing_time_it_says_by_when_it_is_decided(
    client: Client, marlhaven: Body
) -> None:
    over = factories.a_programme(marlhaven, opened_at=database_now() - timedelta(days=60))
    shown = page(client, over)
    assert "Closed to new ideas" in shown
    assert "Decision by" in shown


def test_a_closed_programme_says_what_was_learned_and_when_we_talk_again(
    client: Client, marlhaven: Body, bo: Person
) -> None:
    now = database_now()
    over = factories.a_programme(marlhaven, opened_at=now - timedelta(days=400))
    ready.pass_all_gates(over, by=bo, at=now - timedelta(days=200))
    talk = (now + timedelta(days=30)).date()
    actions.close(over, learned="Ask carers first.", next_conversation_on=talk, by=bo, at=now)
    shown = page(client, over)
    assert "Ask carers first." in shown
    assert "Next conversation:" in shown


def test_two_bodies_may_have_the_same_address(
    client: Client, marlhaven: Body, harrowmere: Body, bo: Person
) -> None:
    ours = factories.a_programme(marlhaven, address="trips", title="Ours")
    theirs = factories.a_programme(harrowmere, address="trips", title="Theirs")
    actions.co_own(theirs, body=marlhaven, by=bo, at=database_now())
    assert "Ours" in page(client, ours)
    assert "Theirs" in client.get("/at/harrowmere/p/trips/").content.decode()


@pytest.mark.parametrize("address", ["nothing", "short%00trips", "x" * 300])
def test_an_address_that_is_nowhere_is_not_found(
    client: Client, marlhaven: Body, address: str
) -> None:
    assert client.get(f"/p/{address}/").status_code == 404


def test_the_call_says_how_many_came_unless_the_team_says_something_else(
    client: Client, open_now: Programme
) -> None:
    assert "Open for ideas" in page(client, open_now)
    factories.a_contribution(open_now)
    assert "1 contribution so far" in page(client, open_now)
    open_now.stages.filter(code="gather").update(note="Also at the library")
    assert "Also at the library" in page(client, open_now)


def test_only_those_who_run_it_find_the_way_to_its_run_page(
    client: Client, open_now: Programme, bo: Person, ada: Person
) -> None:
    way = f'href="/desk/p/{open_now.address}/"'
    client.force_login(ada)
    assert way not in page(client, open_now)
    client.force_login(bo)
    assert way in page(client, open_now)
