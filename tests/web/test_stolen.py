"""Links that are stolen, stale or somebody else's, cookies from elsewhere, headers that are too long, languages that are none."""

import http.client
import time
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.conf import settings as site
from django.core.signing import dumps
from django.test import Client

from flotilla.contributions import actions as contributions
from flotilla.contributions import tokens
from flotilla.kit.moments import database_now
from flotilla.letters.post import STOP_SALT
from flotilla.people.models import Person
from flotilla.privacy import actions as privacy
from flotilla.privacy.actions import asking
from proofs.databases import free_port
from tests import factories
from tests.operating import started

LONG = "x" * 100_000
PATIENCE = 60.0


def text(answer):
    """What a page says."""
    return answer.content.decode()


# links


def test_a_link_that_was_used_or_is_a_day_old_says_so_and_opens_nothing(db, marlhaven, client):
    for token, made_at, is_used in (
        ("used", database_now(), True),
        ("stale", database_now() - timedelta(hours=25), False),
    ):
        privacy.make_link("gus@example.org", token=token, by=None, at=made_at)
        if is_used:
            privacy.open_link(token, by=None, at=made_at)
        answer = client.post(f"/privacy/letter/{token}/", follow=True)
        assert str(asking.LinkSpent.sentence) in text(answer)
        assert client.get("/privacy/mine/").status_code == 302


def test_a_link_that_made_something_ones_own_makes_it_nobody_elses_afterwards(
    campaign, ada, dee, client_of
):
    idea = factories.a_contribution(campaign, contact_email="ada@example.org")
    link = f"/claim/{tokens.claim_token(idea)}/"
    assert client_of(ada).post(link).status_code == 302
    assert client_of(dee).post(link).status_code in {200, 302}
    assert [one.person for one in idea.authorships.all()] == [ada]


def test_an_invitation_that_was_stolen_lets_nobody_else_in(bench, ada, dee, client_of):
    asked = contributions.invite_coauthor(bench, email="ivy@example.org", by=ada, at=factories.NOON)
    link = f"/co-author/{tokens.invitation_token(asked)}/"
    thief = client_of(dee)
    assert "went to another address" in text(thief.get(link))
    thief.post(link, {"accepted": "yes"})
    assert not bench.authorships.filter(person=dee).exists()


@pytest.mark.parametrize("spoil", [lambda link: link[:-3] + "xyz", lambda link: link + "x", lambda link: link.replace(":", "%3A%00", 1), lambda link: ""])  # fmt: skip
def test_a_link_that_was_changed_is_none(bench, client, spoil):
    for door, token in (
        ("claim", tokens.claim_token(bench)),
        ("letters/stop", dumps([1, 1], salt=STOP_SALT)),
        ("privacy/not-me", tokens.not_me_token(bench)),
    ):
        assert client.get(f"/{door}/{spoil(token)}/").status_code == 404, door


def test_the_secret_of_one_purpose_opens_no_door_of_another(bench, client, client_of, dee):
    secrets = {
        "claim": tokens.claim_token(bench),
        "privacy/not-me": tokens.not_me_token(bench),
        "letters/stop": dumps([dee.pk, None], salt=STOP_SALT),
    }
    for door in secrets:
        for other, secret in secrets.items():
            if other != door:
                assert client_of(dee).post(f"/{door}/{quote(secret)}/").status_code == 404, (
                    door,
                    other,
                )
    bench.refresh_from_db()
    assert bench.standing == "listed"


# letters of somebody else


@pytest.mark.parametrize("of_all", [True, False])
def test_whoever_presses_the_link_stops_the_letters_of_whom_it_was_sent_to_and_of_nobody_else(
    campaign, ada, dee, client_of, of_all
):
    token = dumps([dee.pk, None if of_all else campaign.pk], salt=STOP_SALT)
    browser = client_of(ada)
    browser.get(f"/letters/stop/{token}/")
    assert (dee.mutings.count(), Person.objects.get(pk=dee.pk).cadence) == (
        0,
        dee.cadence,
    )  # looking changes nothing
    browser.post(f"/letters/stop/{token}/")
    assert (dee.mutings.count(), Person.objects.get(pk=dee.pk).cadence) == (
        (0, "never") if of_all else (1, dee.cadence)
    )
    assert (ada.mutings.count(), Person.objects.get(pk=ada.pk).cadence) == (0, ada.cadence)


def test_a_link_for_letters_cannot_be_made_for_another_person(campaign, ada, dee, client):
    body, _colon, signature = dumps([ada.pk, campaign.pk], salt=STOP_SALT).partition(":")
    forged = dumps([dee.pk, campaign.pk], salt="guessed").partition(":")[0]
    assert client.post(f"/letters/stop/{forged}:{signature}/").status_code == 404
    assert (body != forged, dee.mutings.count()) == (True, 0)


# cookies


def test_a_cookie_from_another_body_brings_no_role_along(
    marlhaven, harrowmere, bo, eve, desk_client
):
    for person, home, other in ((bo, "marlhaven", "harrowmere"), (eve, "harrowmere", "marlhaven")):
        browser = desk_client(person)
        assert browser.get(f"/at/{home}/desk/").status_code == 200
        for page in (
            "desk/",
            "desk/answer/",
            "desk/data-requests/",
            "desk/moderation/",
            "administration/",
        ):
            assert browser.get(f"/at/{other}/{page}").status_code in {403, 404}, (other, page)


@pytest.mark.parametrize(
    "value", ["x" * 40, "../../etc/passwd", LONG, "a\x00b", "é", "{}", "' OR 1=1"]
)
def test_a_cookie_that_is_none_signs_nobody_in_and_breaks_nothing(campaign, value):
    for name in (
        site.SESSION_COOKIE_NAME,
        site.CSRF_COOKIE_NAME,
        site.LANGUAGE_COOKIE_NAME,
        "messages",
    ):
        browser = Client()
        browser.cookies[name] = quote(value) if name == "messages" else value.replace("\x00", "")
        assert browser.get("/p/short-trips/").status_code == 200, name
        assert browser.get("/settings/").status_code == 302, name


# headers


HEADERS = ("user-agent", "referer", "accept", "accept-language", "accept-encoding", "if-none-match", "if-modified-since",
           "x-forwarded-for", "x-request-id", "authorization", "content-type", "origin", "range", "x-requested-with")  # fmt: skip


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize(
    "value",
    [LONG, "\udcff".encode("utf-8", "surrogateescape").decode("latin-1"), ",;=" * 5_000, '"' * 999],
)
def test_no_header_breaks_a_page(campaign, client, name, value):
    assert client.get("/p/short-trips/", headers={name: value}).status_code in {200, 304, 400}
    assert client.get("/api/programmes", headers={name: value}).status_code in {200, 304, 400, 401}


@pytest.mark.django_db(transaction=True)
def test_a_header_that_is_too_long_is_refused_by_the_server_and_the_next_is_answered(
    marlhaven, tmp_path
):
    port = free_port()
    static = tmp_path / "static"
    static.mkdir()
    process = started(
        "serve",
        "--bind",
        f"127.0.0.1:{port}",
        FLOTILLA_CLOCK="no",
        FLOTILLA_VAR=str(tmp_path),
        FLOTILLA_STATIC=str(static),
    )

    def status(**headers):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", "/glossary/", headers=headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status

    try:
        until, first = time.monotonic() + PATIENCE, None
        while first is None and time.monotonic() < until and process.poll() is None:
            try:
                first = status()
            except OSError:
                time.sleep(0.2)
        assert first == 200
        assert status(**{"X-Long": LONG}) in {400, 431}
        assert status(**{f"X-{number}": "y" for number in range(500)}) in {400, 431}
        assert status() == 200
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


# languages


@pytest.mark.parametrize(
    "code", ["xx", "tlh-Piqd", "fr-xx-yy-zz", "*", "en;q=9", "-", "fr" * 400, "../fr", "de"]
)
def test_a_page_asked_for_in_a_language_that_we_do_not_have_comes_in_one_that_we_have(
    campaign, client, code
):
    client.cookies[site.LANGUAGE_COOKIE_NAME] = code.replace(";", "")
    for page in ("/", "/p/short-trips/", "/nowhere/"):
        answer = client.get(page, headers={"accept-language": code})
        assert answer.headers["Content-Language"] in {"en-gb", "fr"}, page
        assert f'<html lang="{answer.headers["Content-Language"]}"' in text(answer), page


def test_somebody_whose_language_we_lost_reads_and_is_written_to_in_ours(campaign, ada, client_of):
    Person.objects.filter(pk=ada.pk).update(language="xx")
    assert client_of(ada).get("/settings/").headers["Content-Language"] == "en-gb"
