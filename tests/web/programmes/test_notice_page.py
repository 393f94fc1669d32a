"""The notice of privacy of one programme, and the review that does not let it open without one."""

from collections.abc import Callable

import pytest
from django.test import Client

from flotilla.bodies.models import Body
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from tests.programmes import ready

URL = "/p/short-trips/privacy/"


@pytest.fixture
def draft(marlhaven: Body, bo: Person) -> Programme:
    return ready.a_draft(marlhaven, by=bo, at=database_now())


def test_everybody_reads_basis_time_and_version_before_they_send(
    client: Client, campaign: Programme
) -> None:
    page = client.get(URL).content.decode()
    assert campaign.opening.notice in page
    assert "Our public task" in page
    assert "Two years" in page
    assert "What goes wrong now?: everybody can read it" in page


def test_the_notice_of_a_draft_is_for_its_team(client: Client, draft: Programme) -> None:
    assert client.get(f"/p/{draft.address}/privacy/").status_code == 404


def test_the_review_names_what_the_notice_lacks_and_where_to_mend_it(
    desk_client: Callable[[Person], Client], draft: Programme, bo: Person
) -> None:
    Programme.objects.filter(pk=draft.pk).update(lawful_basis="", kept_days=0)
    page = desk_client(bo).get(f"/desk/p/{draft.address}/review/").content.decode()
    assert "the lawful basis of what the form asks" in page
    assert f'href="/desk/p/{draft.address}/set-up/settings/"' in page
