"""Signing in by a code: the letter, the code, and what strangers can learn (nothing)."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from flotilla.letters import post
from flotilla.letters.models import Letter
from flotilla.people.models import Person
from tests import factories


@pytest.fixture(autouse=True)
def no_limits_from_before(db):
    cache.clear()


def code_in_the_outbox() -> str:
    """The newest code that would be sent."""
    letter = Letter.objects.latest("pk")
    return re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", letter.context["words"]).group(0)


def test_a_resident_signs_in_by_a_code(client, ada, marlhaven):
    ada.emailaddress_set.create(email=ada.email, verified=True, primary=True)
    client.post(reverse("account_request_login_code"), {"email": ada.email})
    letter = Letter.objects.get()
    assert (letter.email, letter.kind, letter.is_urgent, letter.body) == (
        ada.email,
        "account",
        True,
        marlhaven,
    )
    client.post(reverse("account_confirm_login_code"), {"code": code_in_the_outbox()})
    assert int(client.session["_auth_user_id"]) == ada.pk


def test_a_wrong_code_signs_nobody_in(client, ada, marlhaven):
    client.post(reverse("account_request_login_code"), {"email": ada.email})
    client.post(reverse("account_confirm_login_code"), {"code": "WRONG1"})
    assert "_auth_user_id" not in client.session


def test_known_and_unknown_addresses_get_the_same_answer(ada, marlhaven):
    answers = [
        Client().post(reverse("account_request_login_code"), {"email": email})
        for email in (ada.email, "nobody@example.org")
    ]
    assert {(answer.status_code, answer.url) for answer in answers} == {
        (302, reverse("account_confirm_login_code"))
    }
    assert sorted(Letter.objects.values_list("email", flat=True)) == [
        ada.email,
        "nobody@example.org",
    ]


def test_a_new_person_makes_an_account_by_a_code(client, marlhaven):
    client.post(reverse("account_signup"), {"email": "new@example.org"})
    client.post(reverse("account_email_verification_sent"), {"code": code_in_the_outbox()})
    person = Person.objects.get(email="new@example.org")
    assert int(client.session["_auth_user_id"]) == person.pk


def test_a_password_works_for_who_wants_one(client, marlhaven):
    person = factories.a_person("Pia", password="correct horse battery")
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    client.post(
        reverse("account_login"), {"login": person.email, "password": "correct horse battery"}
    )
    assert int(client.session["_auth_user_id"]) == person.pk


def test_staff_without_a_second_factor_are_led_to_set_one_up(client_of, bo, marlhaven, max_):
    response = client_of(max_).get(reverse("administration"))
    assert (response.status_code, response.url) == (302, reverse("mfa_index"))


def test_the_letter_says_the_code_in_plain_words(client, ada, marlhaven):
    client.post(reverse("account_request_login_code"), {"email": ada.email})
    said = post.say(Letter.objects.get())
    assert code_in_the_outbox() in said.text
    assert "Marlhaven Council" in said.text
