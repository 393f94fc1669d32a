"""Programmes as data: which are seen by whom, and what is said of one."""

from datetime import timedelta

import pytest
from django.test import Client

from flotilla.kit.moments import database_now
from flotilla.programmes.verbs import Audience
from tests import factories

ALL = "/api/programmes"
HERE = "/api/programmes/short-trips"


def addresses(client: Client) -> list[str]:
    """The addresses of the programmes that a program may see."""
    return [one["address"] for one in client.get(ALL).json()["items"]]


def test_open_programmes_are_listed_for_everyone(client, campaign):
    (row,) = client.get(ALL).json()["items"]
    assert row == {
        "address": "short-trips",
        "title": "Short trips, no car",
        "summary": "",
        "vehicle": "Crowdsourcing campaign",
        "state": "open",
        "takes_contributions": True,
        "first_answer_days": 20,
        "url": "http://testserver/p/short-trips/",
    }


def test_one_programme_says_what_is_promised_and_how_that_is_kept(client, campaign, bench):
    found = client.get(HERE).json()
    assert found["promise"]["will_not"] == ["New bus contracts before April 2027"]
    assert found["promise"]["money_minor"] == 6_000_000
    assert found["counts"] == {"contributions": 1, "not_through_the_site": 0, "joined": 0}
    assert (found["kept"]["received"], found["kept"]["on_time"]) == (1, 0)
    assert [one["code"] for one in found["stages"] if one["state"] == "now"] == ["call"]
    assert [one["code"] for one in found["form"]] == ["wrong", "help", "who_for", "link"]
    assert found["allows_guests"] is True


def test_nothing_is_said_of_a_promise_that_nobody_relied_on_yet(client, campaign):
    assert client.get(HERE).json()["kept"] is None


@pytest.fixture
def quiet(marlhaven):
    """A programme for the staff of Marlhaven."""
    return factories.a_programme(
        marlhaven,
        address="quiet",
        opened_at=database_now() - timedelta(days=9),
        audience=Audience.STAFF,
        private_reason="Pay",
    )


def test_staff_matters_rest_for_a_program_of_whomever(
    program_of, quiet, ada, bo, bea, cy, sol, max_, dee, eve
):
    cast = [None, ada, bo, bea, cy, sol, max_, dee, eve]
    assert [addresses(program_of(one)) for one in cast] == [[]] * len(cast)
    assert program_of(factories.a_person()).get(f"{ALL}/quiet").status_code == 404


def test_who_was_invited_sees_it(program_of, quiet, dee):
    quiet.admissions.create(person=dee, admitted_at=factories.NOON, admitted_by=dee)
    program = program_of(dee)
    assert addresses(program) == ["quiet"]
    assert program.get(f"{ALL}/quiet").json()["title"] == quiet.title


def test_what_is_being_prepared_is_nowhere(program_of, marlhaven, bo):
    factories.a_draft_programme(marlhaven, address="draft")
    program = program_of(bo)
    assert addresses(program) == []
    assert program.get(f"{ALL}/draft").status_code == 404


def test_every_body_has_its_own_by_prefix_and_by_host(client, campaign, harrowmere, settings):
    settings.ALLOWED_HOSTS = ["*"]
    factories.a_programme(harrowmere, address="parks", opened_at=database_now() - timedelta(days=9))
    (row,) = client.get("/at/harrowmere/api/programmes").json()["items"]
    assert row["url"] == "http://testserver/at/harrowmere/p/parks/"
    assert client.get("/at/harrowmere/api/programmes/short-trips").status_code == 404
    type(harrowmere).objects.filter(pk=harrowmere.pk).update(host="harrow.example")
    (row,) = client.get(ALL, headers={"host": "harrow.example"}).json()["items"]
    assert row["url"] == "http://harrow.example/p/parks/"


def test_a_server_without_a_body_has_nothing(client, db):
    assert client.get(ALL).status_code == 404
    assert client.get("/at/nowhere/api/programmes").status_code == 404


def test_the_language_is_the_one_asked_for_and_not_that_of_a_cookie(client, campaign, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en-gb"
    answer = client.get(HERE, headers={"accept-language": "fr-CA, en;q=0.5"})
    assert answer["Content-Language"] == "fr"
    assert "Accept-Language" in answer["Vary"]
    assert client.get(HERE, headers={"accept-language": "xx"})["Content-Language"] == "en-gb"


def test_the_list_asks_as_often_for_three_as_for_one(
    client, campaign, marlhaven, django_assert_max_num_queries
):
    opened_at = database_now() - timedelta(days=9)
    with django_assert_max_num_queries(30) as one:
        client.get(ALL)
    for number in range(2):
        factories.a_programme(marlhaven, address=f"more-{number}", opened_at=opened_at)
    with django_assert_max_num_queries(len(one)):
        client.get(ALL)
