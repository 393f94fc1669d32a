"""Many at once, each with a line of its own: what is left out, what is refused, where one goes on."""

import pytest
from django.urls import reverse

from flotilla.decisions import actions
from flotilla.decisions.models import Answer, Decision
from flotilla.kit.moments import database_now
from tests import factories
from tests.web.desk.test_desk import idea, of, open_campaign  # noqa: F401

NO = {
    "outcome": "not_forward",
    "reasons": ["lower_priority"],
    "words": "Other streets come first.",
    "decided": "Not this year.",
    "who_decided": "The panel of 9",
}


@pytest.fixture
def bus(open_campaign, idea):  # noqa: F811
    """A second idea, due with Ada's."""
    return factories.a_contribution(open_campaign, title="A bus", answer_due_on=idea.answer_due_on)


def read(who, *contributions):
    """That somebody has read these."""
    for one in contributions:
        actions.consider(one, by=who, at=database_now())


def test_what_was_read_leads_to_the_next_that_was_not(desk_client, bo, idea, bus):  # noqa: F811
    client = desk_client(bo)
    assert client.post(of("consider", idea)).url == of("answer_one", bus)
    assert client.post(of("consider", bus)).url == reverse("desk")


def test_an_answer_without_a_line_is_left_for_another_time(desk_client, bo, idea, bus):  # noqa: F811
    read(bo, idea, bus)
    facts = {"decided": "To the panel.", f"line-{bus.pk}": "Your bus first.", "send": "yes"}
    desk_client(bo).post(reverse("answer_many"), facts)
    assert [one.contribution for one in Answer.objects.all()] == [bus]
    page = desk_client(bo).post(reverse("answer_many"), {"decided": "To the panel."})
    assert "Write a line of its own for at least one." in page.content.decode()


def test_many_are_decided_with_a_line_of_its_own_and_each_is_checked(
    desk_client, bo, bea, idea, bus  # noqa: F811
):  # fmt: skip
    read(bo, idea, bus)
    lines = {f"line-{idea.pk}": "Your bench is noted.", f"line-{bus.pk}": "Your bus is noted."}
    assert desk_client(bo).post(reverse("decide_many"), {**NO, **lines}).url == reverse("desk")
    decided = {one.contribution_id: one for one in Answer.objects.filter(kind="final")}
    assert decided[idea.pk].decided == "Your bench is noted.\n\nNot this year."
    assert decided[bus.pk].decided == "Your bus is noted.\n\nNot this year."
    first, second = Decision.objects.order_by("pk")
    assert (first.checked_at, second.checked_at) == (None, None)
    client = desk_client(bea)
    ways = [
        client.post(reverse("check_decision", args=[one.pk]), {"check": "yes"}).url
        for one in (first, second)
    ]
    assert ways == [reverse("check_decision", args=[second.pk]), reverse("desk")]
    page = client.get(reverse("release_decisions")).content.decode()
    assert page.count("checked") >= 2


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "Write a line of its own for at least one."),
        ({"line": "The same."}, "Each needs a line of its own"),
        ({"line": "Own", "words": ""}, "Choose a reason from the list"),
        ({"line": "Own", "decided": "By {{when}}"}, "Fill the gaps that are left"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    facts, said, desk_client, bo, idea, bus  # noqa: F811
):  # fmt: skip
    read(bo, idea, bus)
    line = facts.pop("line", "")
    lines = {
        f"line-{one.pk}": f"{line} {one.pk if line == 'Own' else ''}" if line else ""
        for one in (idea, bus)
    }
    response = desk_client(bo).post(reverse("decide_many"), {**NO, **lines, **facts})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert line in response.content.decode()
    assert not Decision.objects.exists()


def test_only_what_one_has_read_and_nobody_decided_stands_there(
    desk_client, bo, idea, bus  # noqa: F811
):  # fmt: skip
    client = desk_client(bo)
    assert "A bus" not in client.get(reverse("decide_many")).content.decode()
    read(bo, bus)
    assert "A bus" in client.get(reverse("decide_many")).content.decode()
    actions.draft_decision(bus, **NO, by=bo, at=database_now())
    assert "A bus" not in client.get(reverse("decide_many")).content.decode()


def test_decisions_are_made_together_within_one_programme(desk_client, bo, idea, marlhaven):  # noqa: F811
    other = factories.a_programme(marlhaven, address="winter", title="Warm rooms")
    room = factories.a_contribution(other, title="A warm room")
    read(bo, idea, room)
    client = desk_client(bo)
    page = client.get(reverse("decide_many")).content.decode()
    assert "?programme=winter" in page
    assert "A warm room" not in page
    page = client.get(reverse("decide_many"), {"programme": "winter"}).content.decode()
    assert "A warm room" in page
    assert idea.title not in page
