"""Two bodies on one server, each at its address: links stay in it, sign-in holds in both."""

import pytest
from django.urls import reverse

from tests import factories

PUBLIC = ("/", "/roles/", "/privacy/", "/account/login/", "/glossary/")


@pytest.mark.parametrize("page", PUBLIC)
def test_links_stay_in_the_body_that_is_visited(client, marlhaven, harrowmere, page):
    there = client.get("/at/harrowmere" + page).content.decode()
    assert "Harrowmere Borough" in there
    assert "Marlhaven" not in there
    assert 'href="/at/harrowmere/' in there
    here = client.get(page).content.decode()
    assert "/at/harrowmere/" not in here


def test_a_stranger_is_led_to_sign_in_within_the_body(client, marlhaven, harrowmere):
    response = client.get("/at/harrowmere/settings/")
    assert response.url == "/at/harrowmere/account/login/?next=/at/harrowmere/settings/"


def test_signed_in_at_one_is_signed_in_at_the_other(client_of, ada, marlhaven, harrowmere):
    client = client_of(ada)
    assert client.get("/settings/").status_code == 200
    assert client.get("/at/harrowmere/settings/").status_code == 200


@pytest.mark.parametrize("address", ["atlantis", "MARLHAVEN", "-", "x" * 50])
def test_an_unknown_address_is_not_found_in_our_look(client, marlhaven, address):
    response = client.get(f"/at/{address}/")
    assert response.status_code == 404
    assert "<h1" in response.content.decode()


def test_who_works_for_two_bodies_changes_over_in_the_menu(
    desk_client, max_, marlhaven, harrowmere
):
    client = desk_client(max_)
    assert "Change to" not in client.get(reverse("administration")).content.decode()
    harrowmere.memberships.create(person=max_, role="administrator", granted_at=factories.NOON)
    page = client.get(reverse("administration")).content.decode()
    assert '<a href="/at/harrowmere/desk/">Change to Harrowmere Borough</a>' in page
    page = client.get("/at/harrowmere" + reverse("administration")).content.decode()
    assert '<a href="/at/marlhaven/desk/">Change to Marlhaven Council</a>' in page


def test_the_language_that_was_chosen_is_kept_for_the_person(client_of, ada, marlhaven):
    client = client_of(ada)
    client.post(reverse("pages:language"), {"language": "fr", "back": "/settings/"})
    ada.refresh_from_db()
    assert ada.language == "fr"


def test_a_body_with_a_host_of_its_own_is_found_there(client, marlhaven, harrowmere, settings):
    settings.ALLOWED_HOSTS = ["*"]
    harrowmere.host = "together.harrowmere.example"
    harrowmere.save()
    page = client.get("/", headers={"host": "together.harrowmere.example"}).content.decode()
    assert "Harrowmere Borough" in page
