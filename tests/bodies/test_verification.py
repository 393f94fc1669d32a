"""How sure a body is of somebody, and ways that are plugged in."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from flotilla.bodies import actions, verification
from flotilla.bodies.queries import level_of
from flotilla.bodies.verbs import Level
from tests.factories import NOON

REGISTER = verification.Verifier("register", "Register of residents", "We look you up.")


def test_an_account_means_a_confirmed_address_and_no_more(ada, marlhaven):
    assert level_of(ada, marlhaven) == Level.EMAIL


def test_the_surest_way_counts_and_only_in_its_own_body(ada, marlhaven, harrowmere):
    for level, method in ((Level.RESIDENCE, "invitation"), (Level.CODE, "oidc_claim")):
        actions.verify(marlhaven, person=ada, level=level, method=method, by=None, at=NOON)
    assert level_of(ada, marlhaven) == Level.RESIDENCE
    assert level_of(ada, harrowmere) == Level.EMAIL


def test_a_way_that_is_not_in_use_does_not_count(ada, marlhaven, settings):
    actions.verify(marlhaven, person=ada, level=Level.CODE, method="invitation", by=None, at=NOON)
    settings.VERIFIERS = ["email", "oidc_claim"]
    assert level_of(ada, marlhaven) == Level.EMAIL
    settings.VERIFIERS = []
    assert level_of(ada, marlhaven) == Level.NONE


def test_a_way_of_another_package_is_plugged_in_by_its_path(ada, marlhaven, settings):
    settings.VERIFIERS = ["email", "tests.bodies.test_verification.REGISTER"]
    assert list(verification.in_use()) == ["email", "register"]
    actions.verify(marlhaven, person=ada, level=Level.IDENTITY, method="register", by=None, at=NOON)
    assert level_of(ada, marlhaven) == Level.IDENTITY


@pytest.mark.parametrize("name", ["emial", "os.path.join", "no.such.thing"])
def test_a_way_that_does_not_exist_is_named(name, settings):
    settings.VERIFIERS = [name]
    with pytest.raises(ImproperlyConfigured, match=name):
        verification.in_use()


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ({"acr": "high"}, Level.IDENTITY),
        ({"acr": ["low", "substantial"]}, Level.RESIDENCE),
        ({"acr": "low"}, Level.NONE),
        ({"acr": None}, Level.NONE),
        ({"acr": {"odd": 1}}, Level.NONE),
        ({}, Level.NONE),
    ],
)
def test_what_a_service_says_is_read_into_a_level(said, level):
    levels = {"high": 4, "substantial": 3}
    assert verification.level_in_claims(said, "acr", levels) == level
