"""Pages for when something did not work: each with its status, in words, with a way on."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import Client, RequestFactory
from django.urls import path

from config import urls
from flotilla.web import errors


def broken(request):
    """Break."""
    raise RuntimeError("broken on purpose")


def refused(request):
    """Refuse."""
    raise PermissionDenied


def unread(request):
    """Be sent what cannot be read."""
    raise SuspiciousOperation


def too_much(request):
    """Be sent too much."""
    raise RequestDataTooBig


def only_posts(request):
    """Take forms only."""
    return HttpResponseNotAllowed(["POST"])


def away(request):
    """Fail as it does when the database is away, locked or full."""
    raise OperationalError("database or disk is full")


urlpatterns = [
    path("broken/", broken),
    path("away/", away),
    path("refused/", refused),
    path("unread/", unread),
    path("too-much/", too_much),
    path("only-posts/", only_posts),
    path("empty-429/", lambda request: HttpResponse(status=429)),
    *urls.urlpatterns,
]
handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404
handler429, handler500 = urls.handler429, urls.handler500


@pytest.fixture
def visitor(marlhaven, settings):
    """Somebody who meets an error in Marlhaven."""
    settings.ROOT_URLCONF = "tests.web.test_errors"
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/unread/", 400, "We could not read what was sent"),
        ("/refused/", 403, "This is not open to you"),
        ("/nowhere/", 404, "There is no such page"),
        ("/only-posts/", 405, "That does not work here"),
        ("/too-much/", 413, "That was too much at once"),
        ("/empty-429/", 429, "Please wait a little"),
        ("/broken/", 500, "Something broke on our side"),
        ("/away/", 503, "We cannot keep anything at the moment"),
    ],
)
def test_each_error_has_its_page_with_a_way_on(visitor, address, status, words):
    answer = visitor.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert page.count("<h1") == 1
    assert 'class="ds-button"' in page


def test_an_error_speaks_the_readers_language(visitor):
    assert (
        '<html lang="fr"'
        in visitor.get("/nowhere/", headers={"accept-language": "fr"}).content.decode()
    )


def test_what_one_may_do_stays_told_where_a_method_is_wrong(visitor):
    assert visitor.get("/only-posts/").headers["Allow"] == "POST"


def test_our_own_fault_asks_nothing_of_the_database(rf):
    answer = errors.server_error(rf.get("/"))  # no database in this test: asking it would fail
    assert answer.status_code == 500
    assert b'class="ds-button"' in answer.content


def test_where_nothing_can_be_kept_it_says_when_to_come_again_and_nothing_of_the_inside(visitor):
    answer = visitor.get("/away/")
    assert answer.headers["Retry-After"] == "30"
    assert b"disk is full" not in answer.content


def test_our_own_fault_has_last_words(rf, monkeypatch):
    monkeypatch.setattr(errors, "without_database", broken)
    answer = errors.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert b"Something broke on our side" in answer.content


def test_a_form_that_was_open_too_long_leads_back_to_itself(marlhaven):
    strict = Client(enforce_csrf_checks=True, headers={"referer": "http://testserver/language/"})
    strict.cookies["sessionid"] = "of-before"  # with a session, so that a token is asked for
    answer = strict.post("/language/", {"language": "fr"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Please send it once more" in page
    assert 'href="/language/"' in page


@pytest.mark.parametrize("referer", ["https://elsewhere.example/trap", "http://[", ""])
def test_an_address_elsewhere_or_nowhere_is_never_offered_as_the_way_back(referer):
    request = RequestFactory().post("/", headers={"referer": referer})
    assert errors._page_before(request) == ""
