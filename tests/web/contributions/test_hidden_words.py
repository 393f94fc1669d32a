"""Of what was withdrawn or removed the fact is public; its words are on no page for others, however small."""

import pytest
from django.test import Client

from flotilla.contributions import actions, queries
from flotilla.contributions.actions import Part
from flotilla.contributions.models import Comment, Contribution
from flotilla.decisions import actions as answering
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from tests import factories

HERE = "/p/short-trips/c/1/"


@pytest.fixture
def concern(bench: Contribution, dee: Person) -> Comment:
    """What Dee wrote about it while it was there."""
    return factories.a_comment(
        bench, dee, kind="concern", change_mind="A trial", text="Who pays for it?"
    )


@pytest.fixture
def gone(bench: Contribution, concern: Comment, ada: Person) -> Contribution:
    """The idea, after Ada took it back."""
    actions.withdraw(bench, by=ada, at=database_now())
    return bench


@pytest.mark.parametrize(
    ("name", "status"), [("nobody", 404), ("dee", 404), ("eve", 404), ("ada", 200)]
)
def test_the_pages_of_its_conversation_are_closed_to_others(
    client: Client,
    gone: Contribution,
    concern: Comment,
    request: pytest.FixtureRequest,
    name: str,
    status: int,
) -> None:
    if name != "nobody":
        client.force_login(request.getfixturevalue(name))
    assert client.get(f"{HERE}comments/?to={concern.pk}").status_code == status
    assert client.get(f"{HERE}comments/{concern.pk}/report/").status_code == status


@pytest.mark.parametrize("page", ["withdrawal", "met"])
def test_who_wrote_about_it_still_finds_what_they_wrote(
    client: Client, gone: Contribution, concern: Comment, dee: Person, page: str
) -> None:
    client.force_login(dee)
    shown = client.get(f"{HERE}comments/{concern.pk}/{page}/").content.decode()
    assert "Idea 1" in shown
    assert gone.title not in shown


def test_in_the_list_of_who_follows_or_supports_it_only_its_number_stays(
    client: Client, bench: Contribution, ada: Person, dee: Person
) -> None:
    for act in (actions.follow, actions.support):
        act(bench, by=dee, at=database_now())
    actions.withdraw(bench, by=ada, at=database_now())
    client.force_login(dee)
    shown = client.get("/settings/sent/").content.decode()
    assert (shown.count("Idea 1</a>"), bench.title in shown) == (2, False)
    client.force_login(ada)
    assert bench.title in client.get("/settings/sent/").content.decode()


def test_where_it_was_joined_to_a_removed_one_is_not_named(
    client: Client, campaign: Programme, bench: Contribution, dee: Person, bo: Person
) -> None:
    names_a_nurse = factories.a_contribution(campaign, by=dee, title="Nurse Joan says so")
    actions.merge(names_a_nurse, bench, by=bo, at=database_now())
    assert names_a_nurse.title in client.get(HERE).content.decode()
    assert [one.count for one in queries.many_say(campaign)] == [2]
    actions.remove(names_a_nurse, reason="private", by=bo, at=database_now())
    assert names_a_nurse.title not in client.get(HERE).content.decode()
    assert queries.many_say(campaign) == []
    actions.restore(names_a_nurse, by=bo, at=database_now())
    assert names_a_nurse.title in client.get(HERE).content.decode()


def test_on_its_parts_a_removed_whole_is_known_by_its_number(
    client: Client, bench: Contribution, bo: Person
) -> None:
    parts = (Part("Benches", "Places to sit."), Part("Lights", "Light on the way."))
    actions.split(bench, parts=parts, by=bo, at=database_now())
    assert bench.title in client.get("/p/short-trips/c/2/").content.decode()
    actions.remove(bench, reason="private", by=bo, at=database_now())
    shown = client.get("/p/short-trips/c/2/").content.decode()
    assert (">Idea 1</a>" in shown, bench.title in shown) == (True, False)


def test_an_answer_does_not_repeat_the_words_to_others(
    client: Client, bench: Contribution, ada: Person, bo: Person
) -> None:
    at = database_now()
    answer = answering.draft_answer(bench, decided="We read it.", said="Nowhere to sit.", by=bo, at=at)  # fmt: skip
    answering.release_answer(answer, by=bo, at=at)
    actions.withdraw(bench, by=ada, at=database_now())
    shown = client.get(HERE).content.decode()
    assert ("We read it." in shown, "Nowhere to sit." in shown) == (True, False)
    client.force_login(ada)
    assert "Nowhere to sit." in client.get(HERE).content.decode()
