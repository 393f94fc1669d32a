"""Supporting and following with one button, which also takes it back."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client

from flotilla.contributions.models import Contribution, Follow, Support
from flotilla.people.models import Person
from flotilla.programmes.models import Programme, Stage
from tests import factories

HERE = "/p/short-trips/c/1/"


def test_support_and_take_it_back_in_place(
    client: Client, bench: Contribution, dee: Person
) -> None:
    client.force_login(dee)
    for _ in range(2):
        assert client.post(f"{HERE}support/")["Location"] == f"{HERE}#support"
    assert Support.objects.count() == 1
    assert "You support this. Take it back" in client.get(HERE).content.decode()
    client.post(f"{HERE}support/", {"undo": "1"})
    assert not Support.objects.exists()
    assert "Support this" in client.get(HERE).content.decode()


def test_follow_and_stop(client: Client, bench: Contribution, dee: Person) -> None:
    client.force_login(dee)
    client.post(f"{HERE}follow/")
    assert Follow.objects.get().contribution == bench
    client.post(f"{HERE}follow/", {"undo": "1"})
    assert not Follow.objects.exists()


def test_whoever_is_not_signed_in_is_led_there_and_then_supports_it(
    client: Client, bench: Contribution, dee: Person
) -> None:
    answer = client.post(f"{HERE}support/")
    assert answer["Location"] == "/account/login/?next=/p/short-trips/c/1/support/"
    assert client.get(f"{HERE}support/")["Location"] == HERE
    assert not Support.objects.exists()
    client.force_login(dee)
    for _ in range(2):
        client.get(f"{HERE}support/")
    assert Support.objects.get().person == dee
    client.post(f"{HERE}support/", {"undo": "1"})
    client.get(f"{HERE}support/")
    assert not Support.objects.exists()


def test_an_address_alone_supports_and_follows_nothing(
    client: Client, campaign: Programme, bench: Contribution, dee: Person
) -> None:
    other = factories.a_contribution(campaign)
    client.post(f"/p/short-trips/c/{other.number}/support/")
    client.force_login(dee)
    for what in ("support", "follow"):
        assert client.get(f"{HERE}{what}/")["Location"] == HERE
    assert not Support.objects.exists()
    assert not Follow.objects.exists()


def test_after_its_stage_it_says_why_not(client: Client, bench: Contribution, dee: Person) -> None:
    year = timedelta(days=365)
    Stage.objects.update(opens_at=F("opens_at") - year, closes_at=F("closes_at") - year)
    client.force_login(dee)
    shown = client.post(f"{HERE}support/", follow=True).content.decode()
    assert "This is closed now." in shown
    assert not Support.objects.exists()


@pytest.mark.parametrize("what", ["support", "follow"])
def test_what_one_cannot_see_one_cannot_support(
    client: Client, bench: Contribution, dee: Person, what: str
) -> None:
    Contribution.objects.update(standing="waiting", published_at=None)
    client.force_login(dee)
    assert client.post(f"{HERE}{what}/").status_code == 404
