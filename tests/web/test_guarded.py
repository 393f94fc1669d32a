"""Every answer of every door carries the headers that guard it; a session counts at one host; tokens end with what made them."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from flotilla.kit.moments import database_now
from flotilla.people import actions
from flotilla.people.actions import revoke_tokens
from flotilla.web.people.adapter import AccountAdapter, SessionsAdapter
from tests.web.surface import patterns, read

#: answered to machines of the operator before anything else, in plain words and without a page
BEFORE_ALL = {"/health/live", "/health/ready", "/metrics"}
ADDRESSES = sorted({"/" + re.sub(r"<\w+:\w+>", "1", path) for path, _view in patterns() if "^" not in path} - BEFORE_ALL)  # fmt: skip


@pytest.mark.parametrize("who", ["nobody", "max"])
def test_every_answer_is_guarded(marlhaven, max_, desk_client, who):
    client = desk_client(max_) if who == "max" else Client()
    client.raise_request_exception = False
    bare = []
    for address in ADDRESSES:
        answer = client.get(address)
        read(answer)
        policy = answer.get("Content-Security-Policy", "")
        guarded = (
            "unsafe" not in policy,
            "default-src 'none'" in policy or "script-src 'self'" in policy,
            "default-src 'none'" in policy or "frame-ancestors 'none'" in policy,
            answer.get("X-Content-Type-Options") == "nosniff",
            answer.get("X-Frame-Options") == "DENY",
            answer.get("Referrer-Policy") == "same-origin",
            answer.get("Cross-Origin-Opener-Policy") == "same-origin",
            answer.get("Cross-Origin-Resource-Policy") == "same-origin",
            "camera=()" in answer.get("Permissions-Policy", ""),
        )
        if not all(guarded):
            bare.append(f"{address} {answer.status_code} {guarded}")
    assert "\n".join(bare) == ""


def test_a_cookie_taken_to_another_host_counts_for_nothing(
    marlhaven, harrowmere, ada, client_of, settings
):
    settings.ALLOWED_HOSTS = ["marlhaven.test", "harrowmere.test"]
    client = client_of(ada)
    assert client.get("/settings/", headers={"host": "marlhaven.test"}).status_code == 200
    thief = Client()
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    stolen = thief.get("/settings/", headers={"host": "harrowmere.test"})
    assert (stolen.status_code, stolen["Location"].startswith(reverse("account_login"))) == (302, True)  # fmt: skip
    assert client.get("/settings/", headers={"host": "marlhaven.test"}).status_code == 200


def a_token(person, name="Map"):
    """Let a program act for somebody."""
    at = database_now()
    ends_on = at.date() + timedelta(days=30)
    return actions.make_token(person, name=name, secret=f"s {name} {person.pk}", ends_on=ends_on, by=person, at=at)  # fmt: skip


def test_tokens_end_with_a_new_password(ada, dee):
    mine, others = a_token(ada), a_token(dee)
    AccountAdapter().set_password(ada, "a long new password")
    for token in (mine, others):
        token.refresh_from_db()
    assert (mine.revoked_at is not None, others.revoked_at) == (True, None)


def test_tokens_end_when_all_other_sessions_do(ada):
    token = a_token(ada)

    class Session:
        user = ada

        def end(self):
            """End."""

    SessionsAdapter().end_sessions([Session()])
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert revoke_tokens(ada, by=ada, at=database_now()) == 0


LONG = "x" * 100_000


@pytest.mark.parametrize("name", ["accept-language", "cookie", "referer", "user-agent", "x-forwarded-for", "authorization", "if-none-match", "x-request-id"])  # fmt: skip
def test_a_header_that_is_too_long_breaks_nothing(marlhaven, name):
    for address in ("/", "/api/programmes", "/settings/"):
        assert Client().get(address, headers={name: LONG}).status_code < 500


@pytest.mark.parametrize(
    "wanted", ["xx", "tlh-Latn", "../../etc", "\u00e9", "fr;q=nonsense,xx;q=9"]
)
def test_a_language_that_we_do_not_have_is_answered_in_one_that_we_have(marlhaven, wanted):
    client = Client()
    client.cookies["django_language"] = "xx"
    answer = client.get("/", headers={"accept-language": wanted.encode().decode("latin-1")})
    assert (answer.status_code, answer["Content-Language"] in {"en-gb", "fr"}) == (200, True)
    assert client.get("/api/programmes", headers={"accept-language": "xx"}).status_code == 200
