"""Sign-in and account: every page in our frame, nothing that the security policy would stop."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.test import Client

from flotilla.letters import post
from flotilla.letters.models import Letter

PUBLIC = (
    "/account/login/",
    "/account/login/code/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/1-abc-def/",
    "/account/inactive/",
    "/account/3rdparty/login/cancelled/",
    "/account/3rdparty/login/error/",
)
OWN = (
    "/account/email/",
    "/account/password/set/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/3rdparty/",
    "/account/logout/",
)


@pytest.fixture
def signed_in(client: Client, marlhaven, ada) -> Client:
    """Ada, signed in by the code that she was sent."""
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    client.post("/account/login/code/", {"email": ada.email})
    code = Letter.objects.get().context["heading"].rsplit(" ", 1)[1]
    client.post("/account/login/code/confirm/", {"code": code})
    return client


def stands_in_our_frame(page: str) -> None:
    """Check the frame, one heading, and that nothing is inline."""
    assert page.count('class="fl-top"') == 1
    assert page.count("<h1") == 1
    assert not re.search(r"\sstyle=|\son\w+=", page)
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)


@pytest.mark.parametrize("address", PUBLIC)
def test_pages_before_sign_in(client, marlhaven, address):
    stands_in_our_frame(client.get(address).content.decode())


@pytest.mark.parametrize("address", OWN)
def test_pages_of_the_own_account(signed_in, address):
    answer = signed_in.get(address)
    assert answer.status_code == 200
    stands_in_our_frame(answer.content.decode())


def test_the_letter_with_the_code_says_who_writes_and_what_to_do(signed_in):
    letter = post.say(Letter.objects.get())
    code = letter.subject.rsplit(" ", 1)[1]
    assert letter.subject == f"Your code to sign in: {code}"
    assert code in letter.text
    assert "Marlhaven Council" in letter.text


def test_a_wrong_code_is_said_at_the_field(client, marlhaven, ada):
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    client.post("/account/login/code/", {"email": ada.email})
    page = client.post("/account/login/code/confirm/", {"code": "WRONG"}).content.decode()
    stands_in_our_frame(page)
    assert 'id="id_code_error"' in page
    assert "Please look at this again" in page


def test_a_second_factor_is_set_up_used_and_given_up(signed_in):
    page = signed_in.get("/account/2fa/totp/activate/").content.decode()
    secret = re.search(r'id="secret">([A-Z2-7]+)<', page)[1]
    code = hotp_value(secret, next(yield_hotp_counters_from_time()))
    answer = signed_in.post("/account/2fa/totp/activate/", {"code": f"{code:06d}"}, follow=True)
    stands_in_our_frame(answer.content.decode())
    for address in (
        "/account/2fa/",
        "/account/2fa/recovery-codes/",
        "/account/2fa/recovery-codes/generate/",
        "/account/2fa/totp/deactivate/",
    ):
        answer = signed_in.get(address, follow=True)
        assert answer.status_code == 200
        stands_in_our_frame(answer.content.decode())


def test_too_many_tries_are_stopped_in_words(client, marlhaven):
    for _ in range(60):
        answer = client.post(
            "/account/login/", {"login": "ada@example.org", "password": "wrong" * 4}
        )
        if answer.status_code == 429:
            break
    assert answer.status_code in {200, 429}
    stands_in_our_frame(answer.content.decode())
