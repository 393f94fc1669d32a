"""Following a whole programme."""

from django.test import Client

from flotilla.people.models import Person
from flotilla.programmes.models import Programme

URL = "/p/short-trips/follow/"


def test_one_follows_and_stops(client: Client, campaign: Programme, ada: Person) -> None:
    client.force_login(ada)
    assert client.post(URL).url == "/p/short-trips/"
    assert ada.follows.get().programme == campaign
    assert "Stop following" in client.get("/p/short-trips/").content.decode()
    client.post(URL, {"undo": "1"})
    assert not ada.follows.exists()


def test_who_is_not_signed_in_is_led_to_sign_in_and_back(
    client: Client, campaign: Programme
) -> None:
    assert client.post(URL).url == "/account/login/?next=/p/short-trips/"
    assert client.get(URL).url == "/p/short-trips/"


def test_a_private_one_cannot_be_followed_by_others(
    client: Client, campaign: Programme, ada: Person
) -> None:
    Programme.objects.update(audience="staff", private_reason="Rotas.")
    client.force_login(ada)
    assert client.post(URL).status_code == 404


def test_words_in_another_language_say_so(client: Client, campaign: Programme) -> None:
    Programme.objects.update(language="fr")
    assert '<h1 class="fl-h1" lang="fr">' in client.get("/p/short-trips/").content.decode()
