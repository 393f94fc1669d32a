"""Whatever anybody asks for, types or breaks: the lines of the log hold no word that is private."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import clear_url_caches

from tests.doors.visiting import CANARY, Visitors, address_of
from tests.doors.world import World, canary
from tests.web.surface import patterns

pytestmark = pytest.mark.django_db
LogLines = Callable[[], list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def files_of_its_own() -> None:
    """The files of the world stand until it is taken back."""


@pytest.fixture(autouse=True)
def spoken() -> Iterator[None]:
    """Here a refused page is the news."""
    logging.disable(logging.NOTSET)
    yield
    logging.disable(logging.CRITICAL)


def everything_private_is_asked_for(visitors: Visitors, world: World) -> None:
    """Put canaries where somebody could: into addresses, queries, forms, headers, programs' words."""
    here, word = "/at/marlhaven", canary("typed")
    for role in ("nobody", "ada", "bo", "max"):
        for address in (
            f"/search/?q={word}",
            f"/p/{word}/",
            f"/{word}/",
            f"/claim/{word}/",
            f"/letters/stop/{word}/",
        ):
            visitors.ask(role, "GET", here + address)
        for key in ("contribution.removed", "contribution.waiting", "contribution.erased"):
            visitors.ask(
                role,
                "GET",
                address_of("p/<slug:address>/c/<int:number>/", world.things[key], "marlhaven"),
            )
    standing = world.things["contribution.standing"]
    page = address_of("p/<slug:address>/c/<int:number>/", standing, "marlhaven")
    for path, sent in (
        ("/account/login/", {"login": f"{word}@example.org"}),
        ("/privacy/by-letter/", {"email": f"{word}@example.org"}),
        (
            "/privacy/requests/new/",
            {"kind": "access", "words": word, "email": f"{word}@example.org"},
        ),
    ):
        visitors.ask("nobody", "POST", here + path, data=sent)
    visitors.ask(
        "dee", "POST", f"{page}comments/", data={"text": word, "kind": "comment", "byline": word}
    )
    visitors.ask("ada", "POST", f"{here}/privacy/mine/archive/")
    visitors.ask(
        "ada_token",
        "POST",
        f"{here}/api/programmes/{standing['address']}/contributions",
        data={"title": word},
    )


def test_no_line_holds_a_canary(visitors: Visitors, world: World, log_lines: LogLines) -> None:
    everything_private_is_asked_for(visitors, world)
    lines = log_lines()
    statuses = {one.get("status") for one in lines}
    assert {200, 302, 404} <= statuses
    assert sum(one["event"] == "answered" for one in lines) > 30
    assert CANARY.findall(json.dumps(lines)) == []


def test_a_page_that_breaks_with_private_words_tells_where_and_not_what(
    visitors: Visitors, log_lines: LogLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(request: HttpRequest, address: str) -> HttpResponse:
        raise ValueError(f"{canary('quoted')} cannot be read")

    door = next(one for path, one in patterns() if path == "p/<slug:address>/timeline/")
    monkeypatch.setattr(door, "callback", breaks)
    clear_url_caches()
    got = visitors.ask(
        "bo", "GET", f"/at/marlhaven/p/marlhaven-public/timeline/?q={canary('typed')}"
    )
    lines = log_lines()
    assert got.status == 500
    assert [one["kind"] for line in lines for one in line.get("exception", ())] == ["ValueError"]
    assert CANARY.findall(json.dumps(lines) + got.text) == []


def test_a_line_that_quotes_what_was_typed_is_caught(log_lines: LogLines) -> None:
    """The control: a line that somebody adds without a thought."""
    logging.getLogger("flotilla.web").warning("searched for %s", canary("typed"))
    assert CANARY.findall(json.dumps(log_lines())) == ["typed"]
