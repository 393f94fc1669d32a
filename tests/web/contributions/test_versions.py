"""Changing the text, seeing what changed, taking it back."""

import pytest
from django.test import Client

from flotilla.contributions.models import Contribution
from flotilla.contributions.verbs import Standing
from flotilla.people.models import Person

HERE = "/p/short-trips/c/1/"
NEW = {
    "title": "A bench every 100 metres",
    "wrong": "There is nowhere to sit on the way to the health centre.",
    "help": "Six places to sit.",
    "note": "Asked at the health centre.",
}


def test_a_new_version_stands_beside_the_one_before(
    client: Client, bench: Contribution, ada: Person
) -> None:
    client.force_login(ada)
    assert "Three places to sit." in client.get(f"{HERE}change/").content.decode()
    assert client.post(f"{HERE}change/", NEW)["Location"] == HERE
    client.logout()
    assert "see what changed" in client.get(HERE).content.decode()
    shown = client.get(f"{HERE}versions/").content.decode()
    assert "</span>200</del>" in shown
    assert "</span>100</ins>" in shown
    assert "Asked at the health centre." in shown


def test_nothing_new_is_said_and_nothing_lost(
    client: Client, bench: Contribution, ada: Person
) -> None:
    client.force_login(ada)
    same = {"title": bench.title, **bench.answers, "note": "Hm"}
    shown = client.post(f"{HERE}change/", same).content.decode()
    assert "Nothing has changed." in shown
    assert "Hm" in shown


@pytest.mark.parametrize("name", ["dee", "eve", "bo", "cy"])
@pytest.mark.parametrize("page", ["change", "withdraw", "co-authors"])
def test_nobody_else_changes_it(
    client: Client, bench: Contribution, request: pytest.FixtureRequest, name: str, page: str
) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.get(f"{HERE}{page}/").status_code == 404
    assert client.post(f"{HERE}{page}/", NEW).status_code == 404


def test_withdrawn_its_words_and_versions_are_gone(
    client: Client, bench: Contribution, ada: Person
) -> None:
    client.force_login(ada)
    client.post(f"{HERE}withdraw/", {"reason": "I moved away."})
    bench.refresh_from_db()
    assert bench.standing == Standing.WITHDRAWN
    assert client.get(f"{HERE}versions/").status_code == 200
    client.logout()
    assert client.get(f"{HERE}versions/").status_code == 404
    assert "I moved away." in client.get(HERE).content.decode()


def test_too_long_a_reason_is_said_at_its_field(
    client: Client, bench: Contribution, ada: Person
) -> None:
    client.force_login(ada)
    shown = client.post(f"{HERE}withdraw/", {"reason": "x" * 400}).content.decode()
    assert "100 characters too long" in shown
