"""Programs are counted too: by token, and without one by network; our own faults are answered as data."""

from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import path

from config import urls
from flotilla.kit.limits import TABLE
from tests.api.test_writing import ALL, post

LIST = "/api/programmes"


@pytest.fixture(autouse=True)
def counting(settings, monkeypatch):
    """Count, from nothing, at one moment: however slow the machine, no window ends meanwhile."""
    for door in ("flotilla.api.doors",):
        monkeypatch.setattr(f"{door}.time", SimpleNamespace(time=lambda: 1_800_000_000.0))
    settings.LIMITS = True
    cache.clear()


def test_a_program_that_asks_too_often_waits(program_of, campaign, ada):
    most = TABLE["ask the API"].network[0].times
    answers = [Client().get(LIST) for _ in range(most + 1)]
    assert [one.status_code for one in answers] == [200] * most + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert "Retry-After" in answers[-1].json()["errors"][0]["sentence"]
    assert program_of(ada).get(LIST).status_code == 200  # counted by themselves


def test_tokens_that_are_guessed_are_counted(campaign):
    most = TABLE["ask the API"].network[0].times
    answers = [
        Client(headers={"Authorization": f"Bearer guess-{n}"}).get(LIST).status_code
        for n in range(most + 1)
    ]
    assert answers == [401] * most + [429]


def test_supporting_by_a_program_is_counted(program_of, bench, dee):
    program, there = program_of(dee), f"{ALL}/{bench.number}/support"
    most = TABLE["change by the API"].person[0].times
    answers = [post(program, there, {}).status_code for _ in range(most + 1)]
    assert answers == [200] * most + [429]


def broken(request):
    """Break."""
    raise RuntimeError("broken on purpose")


urlpatterns = [path("api/broken", broken), path("broken/", broken), *urls.urlpatterns]
handler400, handler500 = urls.handler400, urls.handler500


def test_our_own_fault_is_told_as_data_to_programs_and_as_a_page_to_people(marlhaven, settings):
    settings.ROOT_URLCONF = "tests.api.test_limits"
    client = Client(raise_request_exception=False)
    answer = client.get("/api/broken")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/json")
    assert "The fault is ours" in answer.json()["errors"][0]["sentence"]
    assert b"<h1" in client.get("/broken/").content


def test_a_host_that_is_not_ours_is_refused_as_data(marlhaven):
    answer = Client(headers={"host": "evil.example"}).get(LIST)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/json")
