"""A decision that a second look opened again, from the desk to the page that everyone reads."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from flotilla.decisions import actions
from flotilla.decisions.models import Decision
from flotilla.kit.moments import database_now
from tests import factories
from tests.web.desk.test_desk import FORWARD, idea, of, open_campaign  # noqa: F401

NO = {
    "outcome": "not_forward",
    "reasons": ["lower_priority"],
    "words": "Other streets come first.",
    "decided": "No bench this year.",
    "who_decided": "The panel of 9",
}


def refused(contribution, bo, bea):
    """A public no."""
    at = database_now()
    decision = actions.draft_decision(contribution, by=bo, at=at, **NO)
    actions.check(decision, by=bea, at=at)
    return actions.release(decision, by=bo, at=at)


def asked(contribution, bo, bea, ada):
    """A second look that Ada asked for, at a public no."""
    decision = refused(contribution, bo, bea)
    return actions.ask_second_look(
        decision, words="You forgot the clinic.", by=ada, at=database_now()
    )


def give(client, look):
    """Say at the desk that the decision changes."""
    return client.post(
        reverse("give_second_look", args=[look.pk]),
        {"outcome": "changed", "reply": "The clinic counts.", "signatory": "Head of Transport"},
    )


@pytest.fixture
def opened(desk_client, idea, bo, bea, ada, sol):  # noqa: F811
    """The no to Ada's idea, opened again."""
    give(desk_client(sol), asked(idea, bo, bea, ada))
    return Decision.objects.get()


def test_whoever_finds_that_it_should_change_is_led_to_the_new_decision(
    desk_client, idea, bo, bea, ada, sol  # noqa: F811
):  # fmt: skip
    client = desk_client(sol)
    response = give(client, asked(idea, bo, bea, ada))
    assert response.url == of("answer_one", idea)
    page = client.get(response.url).content.decode()
    assert "Opened again after a second look:" in page
    assert "The clinic counts." in page
    assert "Other streets come first." in page
    assert 'value="The panel of 9"' in page
    assert 'value="not_forward" checked' not in page  # no answer of a no slips into a yes
    assert 'name="send"' not in page  # the first answer was given


def test_the_desk_lists_it_until_it_is_drafted(desk_client, idea, opened, bo, sol):  # noqa: F811
    client = desk_client(bo)
    page = client.get(reverse("desk")).content.decode()
    assert "To be decided again" in page
    assert of("answer_one", idea) in page
    client.post(of("draft_decision", idea), FORWARD)
    assert "To be decided again" not in client.get(reverse("desk")).content.decode()
    assert "Decisions to check" in desk_client(sol).get(reverse("desk")).content.decode()


def test_everyone_reads_that_it_is_open_again_and_what_was_decided_before(client, idea, opened):  # noqa: F811
    page = client.get(of("contribution", idea)).content.decode()
    for words in (
        "Being decided again",
        "Changed after a second look",
        "Head of Transport",
        "The clinic counts.",
        "which does not hold any more: Not taken forward",
        "No bench this year.",
        "Opened again",
        "New decision",
    ):
        assert words in page
    listed = client.get(reverse("answers")).content.decode()
    assert "Being decided again" in listed
    refusals = client.get(reverse("answers"), {"outcome": "not_forward"}).content.decode()
    assert idea.title not in refusals
    assert "Being decided again" in client.get(reverse("answers_feed")).content.decode()
    record = " ".join(client.get(reverse("record")).content.decode().split())
    assert "Small numbers are not shown, so that nobody is recognised." in record
    assert "1 opened the decision again" not in record


def test_everyone_reads_the_new_decision_and_the_one_before(
    client, desk_client, idea, opened, bo, bea  # noqa: F811
):  # fmt: skip
    desk_client(bo).post(of("draft_decision", idea), FORWARD)
    decision = Decision.objects.current().get()
    desk_client(bea).post(reverse("check_decision", args=[decision.pk]), {"check": "yes"})
    desk_client(bo).post(reverse("release_decisions"), {"decisions": [decision.pk], "when": "now"})
    page = client.get(of("contribution", idea)).content.decode()
    assert page.index("We try four benches.") < page.index("No bench this year.")
    assert "Being decided again" not in page
    assert "The clinic counts." in page
    listed = client.get(reverse("answers")).content.decode()
    assert "We try four benches." in listed
    assert "No bench this year." not in listed


def test_of_an_opened_one_nobody_asks_a_second_look_or_tells_news(
    client_of, desk_client, idea, opened, ada, bo  # noqa: F811
):  # fmt: skip
    assert client_of(ada).get(of("ask_second_look", idea)).status_code == 404
    assert desk_client(bo).get(reverse("tell_update", args=[opened.pk])).status_code == 404


@pytest.mark.parametrize("page", ["desk", "answers", "record"])
def test_the_pages_ask_no_more_for_three_than_for_one(
    page, desk_client, open_campaign, idea, opened, ada, bo, bea, sol  # noqa: F811
):  # fmt: skip
    client = desk_client(bo)

    def asked_for():
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(reverse(page))
        return len(found)

    asked_for()
    before = asked_for()
    for _number in range(2):
        more = factories.a_contribution(open_campaign, by=ada)
        look = asked(more, bo, bea, ada)
        actions.give_second_look(look, outcome="changed", reply="Yes.", by=sol, at=database_now())
    assert asked_for() == before
