"""The page of a contribution: for everyone, in every state."""

import re
from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from flotilla.bodies.models import Body
from flotilla.contributions import actions
from flotilla.contributions.models import Contribution, Removal
from flotilla.contributions.verbs import Standing
from flotilla.decisions.models import Answer, Decision
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from flotilla.web.contributions import page as contribution_page
from flotilla.web.contributions.views_counted import AT_ONCE, counter
from tests import factories

WORDS = "nowhere to sit"


def page(client: Client, contribution: Contribution) -> str:
    answer = client.get(f"/p/{contribution.programme.address}/c/{contribution.number}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_words_people_journey_and_promise(client: Client, bench: Contribution) -> None:
    shown = page(client, bench)
    for words in (
        "A bench every 200 metres",
        "Idea 1 in Short trips, no car",
        WORDS,
        "Resident, Eastfield",
        "Promise: answer by 3 April",
        "The promise then",
        "20 working days.",
        "Had the idea",
        "<b>0</b> people support this",
    ):
        assert words in shown


def test_words_at_the_end_of_the_address_lead_to_the_page(
    client: Client, bench: Contribution
) -> None:
    answer = client.get("/p/short-trips/c/1-a-bench/")
    assert (answer.status_code, answer["Location"]) == (302, "/p/short-trips/c/1/")


def test_what_people_write_is_shown_safely(client: Client, bench: Contribution) -> None:
    bench.title, bench.answers = "<b>x</b>", {"wrong": "<script>alert(1)</script> **bold**"}
    bench.byline = '"><img src=x>'
    bench.save()
    shown = page(client, bench)
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert "<b>x</b>" not in shown
    assert "<strong>bold</strong>" in shown


@pytest.mark.parametrize("name", ["nobody", "dee", "eve"])
def test_what_waits_to_be_read_is_hidden_from_all_others(
    client: Client, bench: Contribution, request: pytest.FixtureRequest, name: str
) -> None:
    Contribution.objects.update(standing=Standing.WAITING, published_at=None)
    if name != "nobody":
        client.force_login(request.getfixturevalue(name))
    assert client.get("/p/short-trips/c/1/").status_code == 404


@pytest.mark.parametrize("name", ["ada", "bo"])
def test_what_waits_to_be_read_is_seen_by_author_and_moderator(
    client: Client, bench: Contribution, request: pytest.FixtureRequest, name: str
) -> None:
    Contribution.objects.update(standing=Standing.WAITING, published_at=None)
    client.force_login(request.getfixturevalue(name))
    assert "Waiting to be read." in page(client, bench)


@pytest.mark.parametrize(
    ("name", "reads"),
    [("nobody", False), ("dee", False), ("eve", False), ("ada", True), ("bo", True)],
)
def test_of_a_withdrawn_one_only_the_fact_is_public(
    client: Client,
    bench: Contribution,
    ada: Person,
    request: pytest.FixtureRequest,
    name: str,
    reads: bool,
) -> None:
    actions.withdraw(bench, by=ada, at=database_now(), reason="I moved away.")
    if name != "nobody":
        client.force_login(request.getfixturevalue(name))
    shown = page(client, bench)
    assert "This was withdrawn." in shown
    assert (WORDS in shown, "A bench every" in shown) == (reads, reads)


@pytest.mark.parametrize(
    ("name", "reads"),
    [("nobody", False), ("dee", False), ("eve", False), ("ada", True), ("bo", True)],
)
def test_of_a_removed_one_only_the_reason_is_public(
    client: Client,
    bench: Contribution,
    bo: Person,
    request: pytest.FixtureRequest,
    name: str,
    reads: bool,
) -> None:
    Removal.objects.create(
        contribution=bench, reason="private", removed_at=database_now(), removed_by=bo
    )
    Contribution.objects.update(standing=Standing.REMOVED)
    if name != "nobody":
        client.force_login(request.getfixturevalue(name))
    shown = page(client, bench)
    assert "This was removed." in shown
    assert (WORDS in shown, "A bench every" in shown) == (reads, reads)


def test_a_joined_one_says_where_it_went_and_keeps_its_text(
    client: Client, campaign: Programme, bench: Contribution, dee: Person
) -> None:
    other = factories.a_contribution(campaign, by=dee, title="Places to sit")
    Contribution.objects.filter(pk=bench.pk).update(standing=Standing.MERGED, merged_into=other)
    shown = page(client, bench)
    assert "This was joined to another." in shown
    assert 'href="/p/short-trips/c/2/">Places to sit' in shown
    assert WORDS in shown


def test_a_split_one_shows_its_parts(
    client: Client, campaign: Programme, bench: Contribution
) -> None:
    factories.a_contribution(campaign, title="The bench alone", split_from=bench)
    Contribution.objects.filter(pk=bench.pk).update(standing=Standing.SPLIT)
    shown = page(client, bench)
    assert "This was split" in shown
    assert "The bench alone" in shown


@pytest.mark.parametrize(
    ("name", "status"), [("nobody", 404), ("dee", 404), ("eve", 404), ("bo", 200), ("cy", 404)]
)
def test_a_programme_for_staff_shows_nothing_to_others(
    client: Client,
    campaign: Programme,
    bench: Contribution,
    request: pytest.FixtureRequest,
    name: str,
    status: int,
) -> None:
    Programme.objects.update(audience="staff", private_reason="Staff only for now.")
    if name != "nobody":
        client.force_login(request.getfixturevalue(name))
    assert client.get("/p/short-trips/c/1/").status_code == status


def test_another_body_does_not_show_it(
    client: Client, bench: Contribution, harrowmere: Body
) -> None:
    assert client.get("/at/harrowmere/p/short-trips/c/1/").status_code == 404


def test_answers_that_are_not_public_are_for_authors_and_the_team(
    client: Client, campaign: Programme, bench: Contribution, ada: Person, dee: Person
) -> None:
    recipe = deepcopy(campaign.recipe)
    next(one for one in recipe["fields"] if one["code"] == "help")["public"] = False
    Programme.objects.filter(pk=campaign.pk).update(recipe=recipe)
    client.force_login(dee)
    assert "Three places to sit." not in page(client, bench)
    client.force_login(ada)
    assert "Three places to sit." in page(client, bench)


def _queries(client: Client, contribution: Contribution) -> int:
    page(client, contribution)
    with CaptureQueriesContext(connection) as asked:
        page(client, contribution)
    return len(asked)


@pytest.mark.parametrize("name", ["nobody", "dee"])
def test_the_page_asks_few_questions_however_many_people_and_files(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    campaign: Programme,
    bench: Contribution,
    request: pytest.FixtureRequest,
    name: str,
) -> None:
    monkeypatch.setattr(contribution_page, "PARTS", ())  # those count their own
    if name != "nobody":
        client.force_login(request.getfixturevalue(name))
    join_and_help(campaign, bench, 1)
    one = _queries(client, bench)
    join_and_help(campaign, bench, 2)
    assert _queries(client, bench) == one
    assert one <= 20


def join_and_help(programme: Programme, contribution: Contribution, many: int) -> None:
    """Let more people be co-authors and more ideas be joined to this one."""
    for _number in range(many):
        contribution.authorships.create(
            person=factories.a_person(), credit="coauthor", joined_at=contribution.received_at
        )
        joined = factories.a_contribution(
            programme, merged_into=contribution, standing=Standing.MERGED
        )
        joined.merges.create(target=contribution, merged_at=contribution.received_at)


def test_the_journey_tells_what_was_joined_decided_and_came_of_it(
    client: Client, campaign: Programme, bench: Contribution, bo: Person, bea: Person
) -> None:
    join_and_help(campaign, bench, 2)
    at = database_now() - timedelta(days=1)
    Contribution.objects.filter(pk=bench.pk).update(first_answered_at=at, decided_at=at)
    decision = Decision.objects.create(
        contribution=bench, programme=campaign, outcome="forward", way="pilot", who_decided="A panel",
        drafted_at=at, drafted_by=bo, checked_at=at, checked_by=bea, told_at=at, released_at=at, released_by=bo,
        next_word_on=date(2031, 5, 2),
    )  # fmt: skip
    for number, progress in enumerate(("testing", "testing", "in_use")):
        moment = at + timedelta(hours=number)
        Answer.objects.create(
            contribution=bench, decision=decision, kind="update", decided="News", progress=progress,
            drafted_at=moment, released_at=moment,
        )  # fmt: skip
    client.force_login(bo)
    stages = re.findall(r'fl-journey__stage">([^<]+)', page(client, bench))
    assert stages == [
        "Received", "Joined", "Heard", "Decided", "Being tested", "In use", "Next word"
    ]  # fmt: skip
    shown = page(client, bench)
    assert "With numbers 2 and 3" in shown
    assert "Taken forward" in shown
    assert "By Friday 2 May 2031" in shown


@pytest.mark.parametrize(
    ("name", "sees"), [("nobody", False), ("dee", False), ("eve", False), ("cy", False), ("ada", False), ("bo", True)]
)  # fmt: skip
def test_how_to_reach_the_writer_is_for_those_who_answer(
    client: Client, bench: Contribution, request: pytest.FixtureRequest, name: str, sees: bool
) -> None:
    Contribution.objects.update(contact_address="3 Mill Road", contact_phone="01632 960 001")
    if name != "nobody":
        client.force_login(request.getfixturevalue(name))
    shown = page(client, bench)
    assert ("3 Mill Road" in shown, "01632 960 001" in shown) == (False, False)
    assert ("/desk/contact/short-trips/1/" in shown) is sees


def test_views_are_written_together(client: Client, bench: Contribution) -> None:
    page(client, bench)
    for _ in range(AT_ONCE - 1):
        counter.saw(bench.pk, database_now())
    bench.refresh_from_db()
    assert bench.view_count == AT_ONCE


def test_the_author_finds_what_they_can_do(
    client: Client, bench: Contribution, ada: Person
) -> None:
    client.force_login(ada)
    shown = page(client, bench)
    for place in ("change", "withdraw", "co-authors"):
        assert re.search(rf'href="/p/short-trips/c/1/{place}/"', shown)
