"""Signing in with another service, against a real small OpenID provider on loopback."""

import http.client
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse

from config import env, oidc
from flotilla.bodies.queries import level_of
from flotilla.letters.models import Letter
from flotilla.people.models import Person
from tests.oidc_provider import CLIENT, SECRET, provider

LOGIN = "/account/oidc/marlhaven/login/"


@pytest.fixture
def service(settings, tmp_path, marlhaven):
    """A service that Marlhaven trusts, named in a file as an installation would name it."""
    cache.clear()
    with provider() as running:
        file = tmp_path / "oidc.toml"
        file.write_text(
            f'[marlhaven]\nname = "Marlhaven staff sign-in"\nserver = "{running.url}"\n'
            f'client_id = "{CLIENT}"\nsecret = "{SECRET}"\ntrusts_email = true\n'
            'claim = "assurance"\nlevels = { substantial = 3, high = 4 }\nbodies = ["marlhaven"]\n'
        )
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": oidc.read(str(file))}
        }
        running.claims = {
            "sub": "1",
            "email": "ines@marlhaven.example",
            "email_verified": True,
            "name": "Ines Okafor",
            "assurance": "substantial",
        }
        yield running


def walk(client, address=LOGIN):
    """Go to the service and come back, as a browser would; return the last answer of ours."""
    response = client.post(address)
    assert response.status_code == 302
    there = urlsplit(response.url)
    line = http.client.HTTPConnection(there.netloc)
    line.request("GET", f"{there.path}?{there.query}")
    back = urlsplit(line.getresponse().headers["Location"])
    line.close()
    return client.get(f"{back.path}?{back.query}")


def test_the_sign_in_page_offers_the_service(client, service):
    page = client.get(reverse("account_login")).content.decode()
    assert "Marlhaven staff sign-in" in page


def test_the_way_there_begins_with_a_form_and_carries_state_and_pkce(client, service):
    assert client.get(LOGIN).status_code == 200
    asked = parse_qs(urlsplit(client.post(LOGIN).url).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["state"][0]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}


def test_a_new_person_has_an_account_and_is_signed_in(client, service, marlhaven, harrowmere):
    walk(client)
    person = Person.objects.get()
    assert (person.email, person.name) == ("ines@marlhaven.example", "Ines Okafor")
    assert int(client.session["_auth_user_id"]) == person.pk
    assert level_of(person, marlhaven) == 3
    assert level_of(person, harrowmere) == 1


def test_what_the_service_says_later_counts_at_the_next_sign_in(client, service, marlhaven):
    walk(client)
    client.logout()
    service.claims["assurance"] = ["low", "high"]
    walk(client)
    assert level_of(Person.objects.get(), marlhaven) == 4


def test_a_confirmed_address_opens_the_account_it_belongs_to(client, service, bo):
    service.claims["email"] = bo.email
    EmailAddress.objects.create(user=bo, email=bo.email, verified=True, primary=True)
    response = walk(client)
    assert response.url == reverse("mfa_authenticate")
    assert Person.objects.count() == 1


def test_an_address_that_the_service_did_not_confirm_opens_nobodys_account(client, service, ada):
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    service.claims |= {"email": ada.email, "email_verified": False}
    walk(client)
    assert "_auth_user_id" not in client.session
    assert ada.socialaccount_set.count() == 0


def test_a_new_address_that_was_not_confirmed_is_confirmed_by_a_code(client, service):
    service.claims["email_verified"] = False
    response = walk(client)
    assert response.url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    assert Letter.objects.get().email == "ines@marlhaven.example"


def test_an_answer_that_nobody_asked_for_signs_nobody_in(client, service):
    answer = client.get("/account/oidc/marlhaven/login/callback/?code=stolen&state=guessed")
    assert answer.status_code == 401
    assert "_auth_user_id" not in client.session


def test_a_person_connects_the_service_to_their_account(client, service, ada, marlhaven, settings):
    client.force_login(ada, backend=settings.AUTHENTICATION_BACKENDS[0])
    service.claims["email"] = "other@marlhaven.example"
    walk(client, LOGIN + "?process=connect")
    assert ada.socialaccount_set.get().provider == "marlhaven"
    assert level_of(ada, marlhaven) == 3


def test_a_file_that_lacks_something_says_what(tmp_path):
    file = tmp_path / "oidc.toml"
    file.write_text('[council]\nname = "Council"\n')
    with pytest.raises(env.SettingMissing, match="lacks server, client_id"):
        oidc.read(str(file))
    with pytest.raises(env.SettingMissing, match="cannot be read"):
        oidc.read(str(tmp_path / "missing.toml"))
    assert oidc.read("") == []


def test_the_security_policy_lets_forms_lead_to_the_services(service, settings):
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    assert oidc.origins(apps) == [service.url]
