"""Who asks the interface, and a campaign that takes ideas today, by the clock of the database."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import set_script_prefix

from flotilla.bodies.models import Body
from flotilla.contributions.models import Contribution
from flotilla.kit.moments import database_now
from flotilla.people import actions
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from tests import factories

Program = Callable[[Person | None], Client]


@pytest.fixture(autouse=True)
def fresh_process():
    """Leave no prefix of a body behind."""
    yield
    set_script_prefix("/")


@pytest.fixture
def campaign(marlhaven: Body) -> Programme:
    """Short trips, no car: open for ideas since nine days."""
    return factories.a_campaign_today(marlhaven)


@pytest.fixture
def bench(campaign: Programme, ada: Person) -> Contribution:
    """Ada's idea, sent five days ago."""
    return factories.a_contribution(
        campaign, by=ada, received_at=database_now() - timedelta(days=5)
    )


@pytest.fixture
def program_of(db: None) -> Program:
    """Make a program that acts for somebody by an access token, or for nobody."""

    def make(person: Person | None) -> Client:
        if person is None:
            return Client()
        secret, at = f"secret of {person.pk}", database_now()
        ends_on = at.date() + timedelta(days=30)
        actions.make_token(person, name="Test", secret=secret, ends_on=ends_on, by=person, at=at)
        return Client(headers={"Authorization": f"Bearer {secret}"})

    return make
