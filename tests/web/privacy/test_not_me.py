"""Whoever was falsely named takes it down by the link of the receipt, at once and in public figures."""

import re

import pytest
from django.test import Client

from flotilla.contributions.tokens import claim_token, not_me_token
from flotilla.contributions.verbs import Standing, Verb
from flotilla.journal.actions import record
from flotilla.kit.moments import database_now
from flotilla.letters.actions import read_journal
from flotilla.letters.models import Letter
from flotilla.letters.post import say
from flotilla.privacy.models import DataRequest
from tests import factories


@pytest.fixture
def faked(campaign):
    return factories.a_contribution(campaign, contact_email="gus@example.org")


def way(one):
    return f"/privacy/not-me/{not_me_token(one)}/"


def test_the_receipt_has_the_link(faked, noon):
    record(Verb.SUBMITTED, faked, by=None, at=noon)
    read_journal(at=noon)
    text = say(Letter.objects.get(kind="receipt")).text
    assert way(faked) in text


def test_looking_does_nothing_and_the_button_takes_it_down(client, faked):
    assert "A bench every 200 metres" in client.get(way(faked)).content.decode()
    faked.refresh_from_db()
    assert faked.standing == Standing.LISTED
    assert "It is taken down" in client.post(way(faked), {"words": "A joke"}).content.decode()
    faked.refresh_from_db()
    assert (faked.standing, faked.removals.get().reason) == (Standing.REMOVED, "false_name")
    page = client.get("/p/short-trips/c/1/").content.decode()
    assert "nowhere to sit" not in page
    assert re.search("somebody else’s name|did not send it", page)


def test_the_body_looks_at_it_by_the_next_working_day(client, desk_client, bo, faked):
    client.post(way(faked), {})
    client.post(way(faked), {"words": "again"})
    asked = DataRequest.objects.get()
    assert 1 <= (asked.due_on - database_now().date()).days <= 4
    assert Letter.objects.get(kind="data_request_received").email == "gus@example.org"
    assert "in my name" in desk_client(bo).get("/desk/data-requests/").content.decode()


def test_the_link_of_one_thing_takes_down_no_other(client, faked, bench):
    assert client.post(f"/privacy/not-me/{claim_token(bench)}/").status_code == 404
    assert client.post("/privacy/not-me/1:nonsense/").status_code == 404
    assert Client().get(way(bench)).status_code == 200


def test_what_the_author_took_back_before_is_not_taken_down_twice(client, faked, noon):
    faked.standing = Standing.WITHDRAWN
    faked.save()
    client.post(way(faked), {})
    assert faked.removals.count() == 0
    assert DataRequest.objects.get().kind == "not_me"
