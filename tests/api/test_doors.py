"""How one comes in: by a token or as a guest, never by a cookie; and what is said of all other addresses."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from flotilla.kit.moments import database_now
from flotilla.people import actions
from flotilla.people.models import AccessToken

HERE = "/api/programmes/short-trips"
ONE = f"{HERE}/contributions/1"


def test_a_token_is_known_and_its_day_of_use_kept(program_of, bench, ada):
    answer = program_of(ada).get(ONE)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert AccessToken.objects.get().last_used_on == database_now().date()


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer ", "Bearer nothing", "bearer x", "Bearer " + "x" * 5_000, "Bearer \udc80"],
)
def test_a_token_that_opens_nothing_is_refused_and_not_taken_for_a_guest(client, campaign, header):
    answer = client.get(HERE, headers={"Authorization": header.encode("utf-8", "surrogateescape").decode("latin-1")})  # fmt: skip
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json() == {
        "errors": [
            {
                "field": "",
                "sentence": "This needs an access token that holds. Make one on your settings page.",
            }
        ]
    }


def test_a_revoked_and_an_ended_token_open_nothing(program_of, campaign, ada):
    program = program_of(ada)
    assert program.get(HERE).status_code == 200
    AccessToken.objects.update(ends_on=database_now().date() - timedelta(days=2))
    assert program.get(HERE).status_code == 401
    AccessToken.objects.update(ends_on=database_now().date() + timedelta(days=2))
    actions.revoke_token(AccessToken.objects.get(), by=ada, at=database_now())
    assert program.get(HERE).status_code == 401


def test_a_cookie_counts_for_nothing(bench, ada):
    browser = Client()
    browser.force_login(ada, backend=settings.AUTHENTICATION_BACKENDS[0])
    bench.published_at, bench.standing = None, "waiting"
    bench.save()
    assert browser.get(ONE).status_code == 404


def test_other_ways_to_sign_in_are_left_to_what_stands_before_us(client, campaign):
    assert client.get(HERE, headers={"Authorization": "Basic dGVzdDp0ZXN0"}).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/api/nothing", "/api/programmes/", f"{HERE}/", f"{HERE}/contributions/0", f"{HERE}/contributions/{10**30}", f"{HERE}/contributions/x", "/api/a%0Ab", "/api/%00"],
)  # fmt: skip
def test_of_what_is_not_there_a_sentence_says_so(client, campaign, path):
    answer = client.get(path, headers={"accept-language": "en"})
    assert answer.status_code == 404
    assert answer.json()["errors"] == [
        {"field": "", "sentence": "There is nothing here, or nothing that you may see."}
    ]


def test_a_wrong_way_to_ask_is_told_which_are_right(client, campaign):
    answer = client.put(HERE)
    assert (answer.status_code, answer["Allow"]) == (405, "GET")
    assert answer.json()["errors"][0]["sentence"] == "That cannot be done at this address."
