"""A campaign that takes ideas today, by the clock of the database."""

from datetime import timedelta

import pytest
from django.urls import set_script_prefix

from flotilla.bodies.models import Body
from flotilla.contributions.models import Contribution
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from flotilla.web.contributions.views_counted import counter
from tests import factories


@pytest.fixture(autouse=True)
def fresh_process():
    """Begin as a server does with every request: at the home body, with no view waiting to be written."""
    counter.forget()
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
