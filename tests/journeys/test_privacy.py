"""The pages of what is held about somebody, in a browser: nothing wrong in the light, the dark, wide or narrow."""

import os
from datetime import timedelta

import pytest
from django.urls import reverse

from flotilla.contributions.tokens import not_me_token
from flotilla.kit.moments import database_now
from flotilla.people import actions as people
from flotilla.privacy import actions
from tests import factories
from tests.journeys.browser import faults

MINE = ["/privacy/mine/", "/privacy/mine/contributions/", "/privacy/mine/account/", "/privacy/mine/opened/", "/privacy/mine/consents/", "/privacy/requests/", "/privacy/requests/new/", "/privacy/erasure/", "/privacy/erasure/everything/", "/privacy/"]  # fmt: skip
ANYBODY = ["/privacy/letter/"]
DESK = ["/desk/data-requests/", "/desk/contact/short-trips/1/"]
OFFICE = ["/administration/opened/", "/administration/holds/", "/administration/disposals/"]


@pytest.fixture
def told(bench, marlhaven, ada, bo, max_):
    """Ada has sent something, was looked up, has agreed and asked; something is held."""
    at = database_now()
    actions.open_data(marlhaven, what="contact", purpose="answer", words="To ask which bench", contribution=bench, by=bo, at=at)  # fmt: skip
    people.agree(ada, purpose="shown_as", by=ada, at=at)
    actions.ask(marlhaven, kind="correction", words="My ward is wrong.", email="", by=ada, at=at)
    actions.place_hold(factories.a_programme(marlhaven, address="held", title="Warm library"), reason="County court", body=marlhaven, by=max_, at=at)  # fmt: skip
    actions.let_go(at=at + timedelta(days=1))
    return bench


def look(visit, pages, person, name):
    wrong = []
    for width, scheme in ((1280, "light"), (390, "dark")):
        for place in pages:
            page = visit(place, person=person, width=width, scheme=scheme)
            wrong += [f"{place} {width} {scheme}: {fault}" for fault in faults(page)]
            if folder := os.environ.get("PICTURES"):
                shot = f"{name}-{place.strip('/').replace('/', '_')[:40]}-{width}.png"
                page.screenshot(path=f"{folder}/{shot}", full_page=True)
            page.close()
    return wrong


def test_ada_finds_nothing_wrong_with_her_pages(visit, told, ada):
    one = reverse("privacy_erase_one", args=["words", told.pk])
    assert look(visit, [*MINE, one], ada, "ada") == []


def test_anybody_finds_nothing_wrong(visit, told):
    assert look(visit, [*ANYBODY, f"/privacy/not-me/{not_me_token(told)}/"], None, "anybody") == []


def test_the_body_finds_nothing_wrong_with_its_pages(visit, told, bo, max_):
    assert look(visit, DESK, bo, "bo") + look(visit, OFFICE, max_, "max") == []
