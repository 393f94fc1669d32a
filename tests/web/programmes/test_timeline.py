"""What has happened to a programme."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from flotilla.bodies.models import Body
from flotilla.journal.actions import record
from flotilla.people.models import Person
from flotilla.programmes import actions
from flotilla.programmes.models import Override, Programme
from flotilla.programmes.verbs import Verb
from tests.factories import NOON
from tests.programmes import ready


def test_it_tells_public_acts_by_office_and_never_by_name(
    client: Client, marlhaven: Body, bo: Person
) -> None:
    programme = ready.an_open_programme(marlhaven, by=bo, at=NOON)
    actions.pause(programme, reason="Two of us are ill.", by=bo, at=NOON)
    gather = programme.stages.get(code="gather")
    later = gather.closes_at + timedelta(days=7)
    actions.move_date(gather, closes_at=later, reason="It snowed.", by=bo, at=NOON)
    page = client.get(f"/p/{programme.address}/timeline/").content.decode()
    for words in (
        "<b>Head of Transport</b> signed the promise",
        "<b>Host</b> opened the programme",
        "They decide next week.",
        "paused new contributions",
        "Two of us are ill.",
        "Open for ideas",
        "It snowed.",
    ):
        assert words in page
    assert "<b>Bo</b>" not in page


def test_before_opening_there_is_nothing_to_tell(
    client: Client, marlhaven: Body, bo: Person
) -> None:
    draft = ready.a_draft(marlhaven, by=bo, at=NOON)
    client.force_login(bo)
    assert "Nothing yet" in client.get(f"/p/{draft.address}/timeline/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_many_acts_take_as_many_questions_as_one(
    client: Client, campaign: Programme, bo: Person, rows: int
) -> None:
    for number in range(rows):
        actions.pause(campaign, reason="Too many.", by=bo, at=NOON + timedelta(days=number))
        actions.resume(campaign, by=bo, at=NOON + timedelta(days=number, hours=1))
    url = f"/p/{campaign.address}/timeline/"
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    assert len(asked) == QUERIES


@pytest.mark.parametrize("rows", [1, 3])
def test_many_gates_take_as_many_questions_as_one(
    client: Client, campaign: Programme, bo: Person, rows: int
) -> None:
    for number in range(rows):
        stage = campaign.stages.get(code=("gather", "tidy", "refine")[number])
        condition = f"condition-{number}"
        Override.objects.create(
            stage=stage, condition=condition, reason="Snow.", overridden_at=NOON
        )
        record(
            Verb.GATE_OVERRIDDEN, stage, by=bo, at=NOON, stage=stage.code, overridden=[condition]
        )
    url = f"/p/{campaign.address}/timeline/"
    with CaptureQueriesContext(connection) as asked:
        page = client.get(url).content.decode()
    assert page.count("Snow.") == rows
    assert len(asked) == QUERIES


QUERIES = 8
