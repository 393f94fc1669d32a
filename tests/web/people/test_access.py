"""Access tokens on the settings page: made, shown once, listed, ended."""

from datetime import timedelta

import pytest
from django.urls import reverse

from flotilla.kit.moments import database_now
from flotilla.letters.models import Letter
from flotilla.people.models import AccessToken
from flotilla.people.queries import token_of

GOOD = {"name": "Map of our street", "ends_on": "90"}


def secret_on(page):
    """The secret that a page shows."""
    return page.content.decode().split('<code id="secret">')[1].split("<")[0]


def test_a_token_is_shown_once_and_works(client_of, ada, marlhaven):
    browser = client_of(ada)
    page = browser.post(reverse("new_token"), GOOD)
    secret, today = secret_on(page), database_now().date()
    assert "no-store" in page["Cache-Control"]
    assert token_of(secret, today) == AccessToken.objects.get()
    listed = browser.get(reverse("tokens")).content.decode()
    assert ("Map of our street" in listed, "not used yet" in listed, secret in listed) == (True, True, False)  # fmt: skip


def test_the_person_is_written_to(client_of, ada, marlhaven):
    client_of(ada).post(reverse("new_token"), GOOD)
    letter = Letter.objects.get()
    assert (letter.email, letter.kind, letter.is_urgent) == (ada.email, "account", True)
    assert letter.context["heading"] == "An access token was made for your account"
    assert "the new access token “Map of our street”" in letter.context["words"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({**GOOD, "name": ""}, "Please fill this in."),
        ({**GOOD, "name": "x" * 61}, "This is 1 character too long."),
        ({**GOOD, "ends_on": "9999999"}, "Select a valid choice."),
        ({}, "Please fill this in."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client_of, ada, marlhaven, typed, said):
    page = client_of(ada).post(reverse("new_token"), typed).content.decode()
    assert said in page
    assert not AccessToken.objects.exists()


def test_a_page_sent_again_makes_no_second_one(client_of, ada, marlhaven):
    browser = client_of(ada)
    browser.post(reverse("new_token"), GOOD)
    again = browser.post(reverse("new_token"), GOOD).content.decode()
    assert "You have a token of this name." in again
    assert AccessToken.objects.count() == 1


def test_it_is_ended_by_its_person_and_by_nobody_else(client_of, ada, dee, bo, marlhaven):
    client_of(ada).post(reverse("new_token"), GOOD)
    token = AccessToken.objects.get()
    where = reverse("revoke_token", args=[token.pk])
    for other in (dee, bo):
        assert client_of(other).post(where).status_code == 404
    assert client_of(ada).post(where).status_code == 302
    token.refresh_from_db()
    assert token.revoked_by == ada
    assert "You have none yet." in client_of(ada).get(reverse("tokens")).content.decode()


def test_the_day_of_its_last_use_and_its_end_are_shown(client_of, ada, marlhaven):
    client_of(ada).post(reverse("new_token"), GOOD)
    yesterday = database_now().date() - timedelta(days=1)
    AccessToken.objects.update(last_used_on=yesterday, ends_on=yesterday)
    page = client_of(ada).get(reverse("tokens")).content.decode()
    assert ("worked up to" in page, "last used" in page) == (True, True)


def test_who_signs_in_with_more_says_once_more_who_they_are(client_of, bo, marlhaven):
    for method in ("get", "post"):
        answer = getattr(client_of(bo), method)(reverse("new_token"), GOOD, follow=True)
        assert answer.redirect_chain[-1][0].startswith("/account/2fa/reauthenticate/")
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize("name", ["tokens", "new_token"])
def test_a_stranger_is_led_to_sign_in(client, marlhaven, name):
    assert client.get(reverse(name))["Location"].startswith("/account/login/?next=")
