"""Of what was withdrawn or removed the fact is public; its words are on no page for others, however small."""

import pytest
from django.test import Client

from flotilla.contributions import actions
from flotilla.contributions.models import Comment, Contribution
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
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
