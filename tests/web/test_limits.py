"""What is tried too often is answered with a page that keeps what was typed; nobody's mailbox is filled in their name."""

import re
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from flotilla.contributions.models import Comment, Report
from flotilla.kit.limits import TABLE
from flotilla.letters.models import Letter
from tests import factories

ONE = "/p/short-trips/c/1/"


@pytest.fixture(autouse=True)
def counting(settings, monkeypatch):
    """Count, from nothing, at one moment: however slow the machine, no window ends meanwhile."""
    for door in ("flotilla.web.limits", "flotilla.web.people.adapter"):
        monkeypatch.setattr(f"{door}.time", SimpleNamespace(time=lambda: 1_800_000_000.0))
    settings.LIMITS = True
    settings.PROXIES = 1
    settings.ACCOUNT_RATE_LIMITS = False  # allauth's own limits count too, and are tested there
    cache.clear()


@pytest.fixture
def bench(marlhaven, ada):
    """Ada's idea, in a campaign that takes words today."""
    return factories.a_contribution(factories.a_campaign_today(marlhaven), by=ada)


def comment(client, number, **more):
    """Write in the conversation."""
    said = {"text": f"My words, number {number}.", "once": f"a-key-{number}"}
    return client.post(f"{ONE}comments/", said, **more)


def test_the_ninth_comment_in_a_minute_waits_and_its_words_are_kept(bench, dee, client_of):
    client = client_of(dee)
    most = TABLE["comment"].person[0].times
    answers = [comment(client, number) for number in range(most + 1)]
    page = answers[-1].content.decode()
    assert [one.status_code for one in answers] == [302] * most + [429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 61
    assert page.count(f"My words, number {most}.") == 2  # to be read, and to be sent again
    assert Comment.objects.count() == most
    cache.clear()  # a minute later
    key = re.findall(r'name="once" value="(\w+)"', page)[-1]
    again = client.post(f"{ONE}comments/", {"text": f"My words, number {most}.", "once": key})
    assert (again.status_code, Comment.objects.count()) == (302, most + 1)


def test_an_officer_works_through_a_pile(bench, bo, desk_client):
    client = desk_client(bo)
    assert {comment(client, number).status_code for number in range(20)} == {302}


def test_what_a_visitor_writes_into_headers_makes_no_new_visitor(bench):
    client, answers = Client(), []
    for number in range(8):
        report = {"reason": "private", "details": "A name."}
        lie = {"X-Forwarded-For": f"10.0.0.{number}, 203.0.113.9", "X-Real-IP": f"10.1.1.{number}"}
        answers.append(client.post(f"{ONE}report/", report, headers=lie).status_code)
    assert answers == [302] * 5 + [429] * 3
    assert Report.objects.count() == 5


def test_addresses_of_one_household_are_one_visitor(bench):
    client = Client()
    answers = [
        client.post(
            f"{ONE}report/",
            {"reason": "private", "details": "A name."},
            headers={"X-Forwarded-For": f"2001:db8:1:2::{number}"},
        ).status_code
        for number in range(7)
    ]
    assert answers == [302] * 5 + [429] * 2


def test_reading_is_not_counted_and_searching_widely(bench):
    client, here = Client(), {"headers": {"X-Forwarded-For": "203.0.113.9"}}
    assert {client.get(ONE, **here).status_code for _ in range(30)} == {200}
    most = TABLE["search"].network[0].times
    answers = [client.get("/search/?q=bench", **here).status_code for _ in range(most + 1)]
    assert answers == [200] * most + [429]


@pytest.mark.parametrize(("who", "most"), [("ada", 8), ("vic", 2)])
def test_nobody_fills_a_mailbox_by_asking_for_codes(ada, marlhaven, who, most):
    """Nor by spellings of the same mailbox; each page says the same."""
    address = {"ada": ada.email, "vic": "vic@gmail.com"}[who]
    others = {"ada": [], "vic": ["v.i.c@gmail.com", "vic+1@gmail.com", "VIC+2@googlemail.com"]}[who]
    pages = set()
    for email in [address] * 10 + others:
        client = Client()
        sent = client.post(reverse("account_request_login_code"), {"email": email})
        page = client.get(sent["Location"]).content.decode()
        page = re.sub(r'value="\w+"', "", page).replace(email.lower(), "somebody")
        pages.add((sent.status_code, page.replace(email, "somebody")))
    assert Letter.objects.filter(kind="account").count() == most
    assert len(pages) == 1


def test_a_letter_goes_to_the_address_as_it_was_typed(marlhaven):
    Client().post(reverse("account_request_login_code"), {"email": "sam+flotilla@example.org"})
    assert Letter.objects.get().email == "sam+flotilla@example.org"
