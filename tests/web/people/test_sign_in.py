"""Signing in by a code: the letter, the code, and what strangers can learn (nothing)."""

import re

import pytest
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from flotilla.contributions.verbs import Standing
from flotilla.journal.models import Entry
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
    return re.search(r"\b\d{6}\b", letter.context["words"]).group(0)


def test_a_resident_signs_in_by_a_code(client, ada, marlhaven):
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


def test_a_new_person_has_an_account_once_the_code_is_typed(client, marlhaven):
    client.post(reverse("account_request_login_code"), {"email": "New@Example.org"})
    assert Person.objects.count() == 0
    client.post(reverse("account_confirm_login_code"), {"code": code_in_the_outbox()})
    person = Person.objects.get(email="new@example.org")
    assert int(client.session["_auth_user_id"]) == person.pk
    assert [entry.verb for entry in Entry.objects.about(person)] == ["person.joined"]
    assert person.emailaddress_set.get().verified


def test_making_an_account_is_signing_in(client, marlhaven):
    response = client.get("/account/signup/?next=/settings/")
    assert (response.status_code, response.url) == (302, "/account/login/?next=%2Fsettings%2F")


def test_known_and_unknown_addresses_get_the_same_letter_and_page(ada, marlhaven):
    said, pages = [], []
    for email in (ada.email, "nob@example.org"):
        client = Client()
        client.post(reverse("account_request_login_code"), {"email": email})
        letter = Letter.objects.latest("pk")
        said.append(re.sub(r"\d{6}", "000000", post.say(letter).text))
        page = client.get(reverse("account_confirm_login_code")).content.decode()
        page = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page)
        pages.append(page.replace(email, "somebody"))
    assert said[0] == said[1]
    assert pages[0] == pages[1]


def test_opening_the_page_of_the_code_consumes_nothing(client, ada, marlhaven):
    client.post(reverse("account_request_login_code"), {"email": ada.email})
    code = code_in_the_outbox()
    for _visit in range(3):
        client.get(reverse("account_confirm_login_code"), {"code": code})
    assert "_auth_user_id" not in client.session
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert int(client.session["_auth_user_id"]) == ada.pk


def test_a_code_signs_in_only_where_it_was_asked_for(client, ada, marlhaven):
    client.post(reverse("account_request_login_code"), {"email": ada.email})
    elsewhere = Client()
    elsewhere.post(reverse("account_confirm_login_code"), {"code": code_in_the_outbox()})
    assert "_auth_user_id" not in elsewhere.session


def test_the_session_is_a_new_one_after_sign_in(client, ada, marlhaven):
    client.post(reverse("account_request_login_code"), {"email": ada.email})
    before = client.session.session_key
    client.post(reverse("account_confirm_login_code"), {"code": code_in_the_outbox()})
    assert client.session.session_key != before


def test_three_wrong_codes_and_the_right_one_works_no_more(client, ada, marlhaven):
    client.post(reverse("account_request_login_code"), {"email": ada.email})
    for _try in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "wrong"})
    client.post(reverse("account_confirm_login_code"), {"code": code_in_the_outbox()})
    assert "_auth_user_id" not in client.session


def test_a_closed_account_is_not_opened_by_a_code(client, ada, marlhaven):
    Person.objects.filter(pk=ada.pk).update(is_active=False)
    client.post(reverse("account_request_login_code"), {"email": ada.email})
    response = client.post(reverse("account_confirm_login_code"), {"code": code_in_the_outbox()})
    assert response.url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("typed", ["", "x" * 1_000_000, "123\x00456", "١٢٣٤٥٦"])
def test_what_is_no_code_gets_a_sentence(client, ada, marlhaven, typed):
    client.post(reverse("account_request_login_code"), {"email": ada.email})
    response = client.post(reverse("account_confirm_login_code"), {"code": typed})
    assert response.status_code == 200
    assert 'id="id_code_error"' in response.content.decode()


@pytest.mark.parametrize("typed", ["", "nobody", "a@b\x00.org", "x" * 100_000 + "@example.org"])
def test_what_is_no_address_gets_a_sentence_and_no_letter(client, marlhaven, typed):
    response = client.post(reverse("account_request_login_code"), {"email": typed})
    assert response.status_code == 200
    assert Letter.objects.count() == 0


@pytest.mark.parametrize(
    "alike", ["m\u0131ke@example.org", "mi\u212ae@example.org", "ｍike@example.org"]
)
def test_an_address_that_looks_alike_opens_nobody_elses_account(client, marlhaven, alike):
    mike = factories.a_person("Mike", email="mike@example.org")
    client.post(reverse("account_request_login_code"), {"email": alike})
    gone_elsewhere = Letter.objects.exclude(email=mike.email)
    if gone_elsewhere:
        client.post(reverse("account_confirm_login_code"), {"code": code_in_the_outbox()})
    assert client.session.get("_auth_user_id") != str(mike.pk)


def test_a_link_to_another_site_is_not_followed_after_sign_in(client, ada, marlhaven):
    confirm = reverse("account_confirm_login_code")
    client.post(reverse("account_request_login_code"), {"email": ada.email})
    response = client.post(confirm, {"code": code_in_the_outbox(), "next": "https://evil.example/"})
    assert response.url == "/"


def test_a_password_works_for_who_wants_one(client, marlhaven):
    person = factories.a_person("Pia", password="correct horse battery")
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    client.post(
        reverse("account_login"), {"login": person.email, "password": "correct horse battery"}
    )
    assert int(client.session["_auth_user_id"]) == person.pk


@pytest.fixture
def mo(marlhaven) -> Person:
    """An administrator who has no second factor yet."""
    return factories.a_member(marlhaven, "administrator", "Mo", second_factor=False)


def test_staff_without_a_second_factor_are_led_to_set_one_up(client_of, mo):
    client = client_of(mo)
    response = client.get(reverse("administration"))
    assert (response.status_code, response.url) == (302, reverse("mfa_index"))
    assert "need a second factor" in client.get(reverse("mfa_index")).content.decode()


def test_the_roles_of_staff_rest_until_they_have_a_second_factor(client_of, mo, marlhaven):
    page = client_of(mo).get(reverse("settings"))
    assert (page.context["sees_desk"], page.context["administers"]) == (False, False)
    factories.a_second_factor(mo)
    page = client_of(mo).get(reverse("settings"))
    assert (page.context["sees_desk"], page.context["administers"]) == (True, True)


def test_staff_read_nothing_that_is_for_staff_until_they_have_a_second_factor(
    client_of, mo, marlhaven
):
    factories.a_programme(marlhaven, audience="staff", private_reason="Rotas.", address="rotas")
    client = client_of(mo)
    assert client.get("/p/rotas/").status_code == 404
    assert list(client.get(reverse("programmes")).context["ended"]) == []
    factories.a_second_factor(mo)
    assert client.get("/p/rotas/").status_code == 200
    assert len(client.get(reverse("programmes")).context["ended"]) == 1


def test_nobody_moderates_runs_or_sees_the_desk_from_a_public_page_before_they_have_one(
    client_of, marlhaven, campaign
):
    nia = factories.a_member(marlhaven, "officer", "Nia", second_factor=False)
    held_back = factories.a_contribution(campaign, published_at=None, standing=Standing.WAITING)
    address, client = f"/p/short-trips/c/{held_back.number}/", client_of(nia)
    page = client.get("/p/short-trips/")
    assert (page.context["runs"], page.context["sees_desk"]) == (False, False)
    assert client.get(address).status_code == 404
    factories.a_second_factor(nia)
    page = client.get("/p/short-trips/")
    assert (page.context["runs"], page.context["sees_desk"]) == (True, True)
    assert client.get(address).status_code == 200


def test_staff_are_led_to_the_second_factor_right_after_signing_in(client, mo):
    client.post(reverse("account_request_login_code"), {"email": mo.email})
    response = client.post(reverse("account_confirm_login_code"), {"code": code_in_the_outbox()})
    assert response.url == reverse("mfa_index")


def test_staff_are_asked_for_the_second_factor_after_the_code(client, max_):
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    max_.authenticator_set.update(data={"secret": secret})
    client.post(reverse("account_request_login_code"), {"email": max_.email})
    response = client.post(reverse("account_confirm_login_code"), {"code": code_in_the_outbox()})
    assert response.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    figures = hotp_value(secret, next(yield_hotp_counters_from_time()))
    client.post(reverse("mfa_authenticate"), {"code": f"{figures:06d}"})
    assert int(client.session["_auth_user_id"]) == max_.pk


def test_the_letter_says_the_code_in_plain_words(client, ada, marlhaven):
    client.post(reverse("account_request_login_code"), {"email": ada.email})
    said = post.say(Letter.objects.get())
    assert code_in_the_outbox() in said.text
    assert "Marlhaven Council" in said.text


@pytest.mark.parametrize(
    "page", ["account_request_login_code", "account_reset_password", "account_email"]
)
def test_an_address_longer_than_we_can_keep_gets_a_sentence(
    client_of, client, ada, marlhaven, page
):
    browser = client_of(ada) if page == "account_email" else client
    email = "a" * 200 + "@" + "b" * 50 + ".example"
    response = browser.post(reverse(page), {"email": email, "action_add": ""})
    assert response.status_code == 200
    assert "Please shorten it to 254." in response.content.decode()
    assert not Letter.objects.exists()
