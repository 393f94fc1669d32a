"""Pages that everybody is shown the same are kept until something happens, and hold nothing of anybody."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from flotilla.contributions import actions
from flotilla.contributions.models import Comment, Contribution, Support
from flotilla.journal.actions import record
from flotilla.journal.models import Entry
from flotilla.journal.queries import newest
from flotilla.kit.moments import database_now
from flotilla.programmes.models import Programme
from flotilla.web import shared
from tests import factories
from tests.web.surface import patterns

HERE = "http://testserver"


@pytest.fixture(autouse=True)
def pages_are_kept(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep pages, as in earnest; a minute does not pass within a test."""
    settings.PAGES_KEPT_MB = 1
    monkeypatch.setattr(shared, "newest", lambda connection: (1, *newest(connection)[1:]))
    shared.keeper.clear()
    yield
    shared.keeper.clear()


@pytest.fixture
def trips(marlhaven: Any) -> Programme:
    """A campaign that is open today."""
    return factories.a_campaign_today(marlhaven)


@pytest.fixture
def idea(trips: Programme, ada: Any) -> Contribution:
    """Ada's idea in it."""
    return factories.a_contribution(trips, by=ada)


def pages_of(idea: Contribution) -> list[str]:
    """The pages on which something would show."""
    address = idea.programme.address
    return [
        reverse("programme", args=[address]),
        reverse("contribution", args=[address, idea.number]),
        reverse("home"),
        reverse("search") + "?q=bench",
    ]


def queries_for(client: Client, page: str, **headers: str) -> int:
    """How many questions a page costs."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page, **headers).status_code == 200
    return len(asked)


def test_a_page_is_made_once_and_then_costs_one_question(client, idea):
    for page in pages_of(idea):
        assert queries_for(client, page) > 1
        assert queries_for(Client(), page) == 1


def test_it_is_made_anew_when_anything_happens(client, idea, dee):
    page = reverse("contribution", args=[idea.programme.address, idea.number])
    before = client.get(page).content
    assert client.get(page).content == before
    actions.support(idea, by=dee, at=database_now())
    assert b"<b>1</b> person supports this" in client.get(page).content
    assert b"<b>1</b> person supports this" not in before


def test_an_entry_that_comes_to_light_late_is_noticed(idea, ada):
    for _ in range(3):
        record("contribution.followed", idea, by=ada, at=database_now())
    late = Entry.objects.order_by("-pk")[1]
    late.delete()  # as if its transaction had not ended yet
    before = newest(connection)[1:]
    late.save(force_insert=True)
    assert newest(connection)[1:] != before


def test_a_minute_later_it_is_made_anew(client, idea, monkeypatch):
    page = reverse("programme", args=[idea.programme.address])
    client.get(page)
    monkeypatch.setattr(shared, "newest", lambda connection: (2, *newest(connection)[1:]))
    assert queries_for(client, page) > 1


def test_no_kept_page_has_a_token_or_a_key_of_a_form_or_sets_a_cookie(client, idea):
    for page in pages_of(idea):
        answer = client.get(page)
        assert not answer.cookies
        assert b"csrfmiddlewaretoken" not in answer.content
        assert b'name="once"' not in answer.content
        assert "Cookie" in answer["Vary"]
    assert len(shared.keeper.pages) == len(pages_of(idea))


def test_who_is_signed_in_is_neither_shown_a_kept_page_nor_kept(client, client_of, idea, ada):
    page = reverse("contribution", args=[idea.programme.address, idea.number])
    mine = client_of(ada).get(page)
    assert b"csrfmiddlewaretoken" in mine.content
    assert shared.keeper.pages == {}
    assert b"Ada" not in client.get(page).content
    assert client_of(ada).get(page).content.count(b"Ada") == mine.content.count(b"Ada") > 0


def test_a_message_for_one_visitor_is_shown_to_that_one_only(client, idea):
    page = reverse("programme", args=[idea.programme.address])
    client.get(page)
    client.cookies["messages"] = "anything"
    assert queries_for(client, page) > 1


def test_each_host_language_query_and_packing_has_its_own(client, idea, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    page = reverse("programme", args=[idea.programme.address])
    ways: list[tuple[str, dict[str, str]]] = [
        (page, {}),
        (page, {"HTTP_HOST": "other.example"}),
        (page, {"HTTP_ACCEPT_LANGUAGE": "fr"}),
        (page, {"HTTP_ACCEPT_ENCODING": "gzip"}),
        (page + "?q=bench;q=bus", {}),
        ("/at/marlhaven" + page, {}),
    ]
    for address, headers in ways:
        client.get(address, **headers)
    assert len(shared.keeper.pages) == len(ways)
    assert client.get(page, HTTP_ACCEPT_LANGUAGE="fr")["Content-Language"] == "fr"
    assert client.get(page)["Content-Language"] == "en-gb"


@pytest.mark.parametrize(
    "header",
    ["X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-URL", "X-Host", "Forwarded", "Referer", "User-Agent", "X-Forwarded-For", "Origin"],
)  # fmt: skip
def test_nothing_that_does_not_tell_pages_apart_gets_into_one(client, idea, header):
    for page in pages_of(idea):
        shared.keeper.clear()
        plain = client.get(page).content
        shared.keeper.clear()
        answer = client.get(page, headers={header: "https://evil.example/poison"})
        assert answer.content == plain
        assert not any("evil" in value for value in answer.headers.values())


def test_a_browser_that_has_the_page_is_told_so(client, idea):
    page = reverse("programme", args=[idea.programme.address])
    first = client.get(page)
    again = client.get(page, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_private_pages_and_pages_that_are_not_there_are_not_kept(client, marlhaven):
    at = database_now() - timedelta(days=9)
    secret = factories.a_programme(
        marlhaven, address="secret", audience="staff", private_reason="Staff first.", opened_at=at
    )
    assert client.get(reverse("programme", args=[secret.address])).status_code == 404
    assert client.get("/no-such-page/").status_code == 404
    assert shared.keeper.pages == {}


def test_a_guest_sends_a_form_of_such_a_page_without_a_token(idea):
    guest = Client(enforce_csrf_checks=True)
    address = idea.programme.address
    support = reverse("support", args=[address, idea.number])
    assert guest.post(support, HTTP_ORIGIN=HERE).status_code == 302
    write = reverse("comments", args=[address, idea.number])
    for who in (HERE, None):
        headers = {"HTTP_ORIGIN": who} if who else {"HTTP_REFERER": HERE + write}
        said = Client(enforce_csrf_checks=True).post(write, {"text": "Good."}, **headers)
        assert said.status_code == 302
    assert Comment.objects.count() == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "https://evil.example", "HTTP_REFERER": HERE + "/"},
        {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_REFERER": HERE + "/"},
        {"HTTP_REFERER": "http://[/"},
        {"HTTP_REFERER": "http://testserver.evil.example/"},
        {},
    ],
)
def test_a_form_from_elsewhere_is_refused(idea, headers):
    write = reverse("comments", args=[idea.programme.address, idea.number])
    answer = Client(enforce_csrf_checks=True).post(write, {"text": "Bad."}, **headers)
    assert answer.status_code == 403
    assert Comment.objects.count() == 0


def test_who_is_signed_in_must_show_the_token_wherever_the_form_was(idea, dee, client_of):
    browser = client_of(dee)
    browser.handler.enforce_csrf_checks = True
    support = reverse("support", args=[idea.programme.address, idea.number])
    assert browser.post(support, HTTP_ORIGIN=HERE).status_code == 403
    assert Support.objects.count() == 0


def test_views_are_counted_on_kept_pages_too(client, idea, monkeypatch):
    seen: list[int] = []
    monkeypatch.setattr(
        "flotilla.web.contributions.page.counter.saw", lambda pk, at: seen.append(pk)
    )
    page = reverse("contribution", args=[idea.programme.address, idea.number])
    for _ in range(3):
        client.get(page)
    assert seen == [idea.pk] * 3


def test_a_random_order_is_dealt_for_one_visitor(client, idea):
    page = reverse("programme", args=[idea.programme.address])
    client.get(page + "?sort=random")
    assert shared.keeper.pages == {}
    client.get(page + "?sort=random&seed=7")
    assert len(shared.keeper.pages) == 1


def test_what_was_asked_for_longest_ago_is_given_up_first():
    keeper = shared.Keeper()
    page = shared.Kept(b"x" * 40, {}, (1, 1, 1), ())
    for name in "abc":
        keeper.keep((name,), page, 100)
        keeper.get(("a",), (1, 1, 1))
    assert (list(keeper.pages), keeper.size) == ([("c",), ("a",)], 80)


def test_only_doors_for_everybody_may_be_kept():
    kept = [pattern.callback.door for _path, pattern in patterns() if getattr(pattern.callback, "door", None) and pattern.callback.door.cacheable]  # fmt: skip
    assert kept
    assert {door.audience.value for door in kept} == {"everyone"}
