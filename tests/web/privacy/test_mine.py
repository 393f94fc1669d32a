"""The pages on which people see what is held about them, take it along, and ask about it."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.test import Client

from flotilla.kit.moments import database_now
from flotilla.letters.models import Letter
from flotilla.privacy.models import DataRequest
from tests import factories

PAGES = ["/privacy/mine/", "/privacy/mine/contributions/", "/privacy/mine/opened/", "/privacy/requests/", "/privacy/requests/new/", "/privacy/erasure/"]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_nobody_sees_anything_before_saying_who_they_are(marlhaven, page):
    answer = Client().get(page)
    assert (answer.status_code, answer["Location"]) == (302, "/privacy/letter/")


def test_ada_sees_what_is_held_about_her_and_dee_sees_only_her_own(client_of, bench, ada, dee):
    mine = client_of(ada).get("/privacy/mine/").content.decode()
    assert "What you sent" in mine
    rows = client_of(ada).get("/privacy/mine/contributions/").content.decode()
    assert "A bench every 200 metres" in rows
    assert "There is nowhere to sit" in rows
    others = client_of(dee).get("/privacy/mine/contributions/").content.decode()
    assert "bench" not in others


def test_no_copy_of_the_page_is_kept_on_the_way(client_of, ada, marlhaven):
    assert "no-store" in client_of(ada).get("/privacy/mine/")["Cache-Control"]


def test_an_unknown_group_is_not_there(client_of, ada, marlhaven):
    assert client_of(ada).get("/privacy/mine/neighbours/").status_code == 404


def test_the_archive_comes_only_as_the_answer_to_asking(client_of, bench, ada):
    browser = client_of(ada)
    assert browser.get("/privacy/mine/archive/").status_code == 405
    answer = browser.post("/privacy/mine/archive/")
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert "index.html" in packed.namelist()
    assert answer["Cache-Control"] == "private, no-store"
    assert Client().post("/privacy/mine/archive/")["Location"] == "/privacy/letter/"


def letter_to(address):
    """The link in the newest letter to an address."""
    return Letter.objects.filter(email=address, kind="privacy_link").latest("pk").context["link"]


def open_by_letter(address):
    browser = Client()
    browser.post("/privacy/letter/", {"email": address})
    browser.post(re.sub(r"^https?://[^/]+", "", letter_to(address)))
    return browser


def test_whoever_left_only_an_address_comes_in_by_a_letter(campaign):
    factories.a_contribution(campaign, contact_email="gus@example.org", title="A lower kerb")
    browser = open_by_letter("gus@example.org")
    assert "A lower kerb" in browser.get("/privacy/mine/contributions/").content.decode()
    browser.post("/privacy/letter/leaving/")
    assert browser.get("/privacy/mine/").status_code == 302


def test_looking_at_the_link_uses_nothing_up_and_using_it_does(campaign):
    Client().post("/privacy/letter/", {"email": "gus@example.org"})
    link = re.sub(r"^https?://[^/]+", "", letter_to("gus@example.org"))
    scanner = Client()
    assert scanner.get(link).status_code == 200
    assert scanner.get("/privacy/mine/").status_code == 302
    first, thief = Client(), Client()
    assert first.post(link)["Location"] == "/privacy/mine/"
    assert thief.post(link)["Location"] == "/privacy/letter/"
    assert thief.get("/privacy/mine/").status_code == 302


def test_the_page_is_closed_after_an_hour(campaign):
    browser = open_by_letter("gus@example.org")
    session = browser.session
    session["privacy_address"] = ("gus@example.org", (database_now() - timedelta(seconds=1)).isoformat())  # fmt: skip
    session.save()
    assert browser.get("/privacy/mine/").status_code == 302


def test_a_known_address_and_an_unknown_one_are_told_the_same_and_not_flooded(campaign):
    factories.a_contribution(campaign, contact_email="gus@example.org")
    pages = {
        Client().post("/privacy/letter/", {"email": email}).content.decode().replace(email, "X")
        for email in ["gus@example.org", "nobody@example.org"] + ["pia@example.org"] * 5
    }
    assert len({re.sub(r'value="\w+"', "", page) for page in pages}) == 1
    assert Letter.objects.filter(email="pia@example.org").count() == 3


def test_a_request_is_acknowledged_at_once_answered_by_letter_and_read_by_its_asker(
    client_of, desk_client, ada, bo, eve, marlhaven
):
    browser, desk = client_of(ada), desk_client(bo)
    browser.post("/privacy/requests/new/", {"kind": "complaint", "words": "My name was read out."})
    asked = DataRequest.objects.get()
    [letter] = Letter.objects.filter(kind="data_request_received")
    assert (letter.email, letter.person) == (ada.email, ada)
    assert "I complain" in desk.get("/desk/data-requests/").content.decode()
    assert desk_client(eve).get(f"/desk/data-requests/{asked.pk}/").status_code == 404
    desk.post(f"/desk/data-requests/{asked.pk}/", {"outcome": "done", "reply": "We are sorry."})
    assert "We are sorry." in Letter.objects.get(kind="data_request_answered").context["reply"]
    assert "We are sorry." in browser.get("/privacy/requests/").content.decode()
    assert "None waits" in desk.get("/desk/data-requests/").content.decode()


def test_the_privacy_page_publishes_the_schedule_and_the_purposes(client, marlhaven):
    page = client.get("/privacy/").content.decode()
    assert "730 days after the programme has ended" in page
    assert "Our public task" in page
    assert "Others may read beside what I send" in page


def test_an_administrator_places_and_lifts_a_hold(desk_client, max_, campaign):
    desk = desk_client(max_)
    desk.post("/administration/holds/", {"programme": campaign.pk, "reason": "County court"})
    hold = campaign.legal_holds.get()
    assert "County court" in desk.get("/administration/holds/").content.decode()
    desk.post(f"/administration/holds/{hold.pk}/lifting/")
    hold.refresh_from_db()
    assert hold.lifted_by == max_
    assert desk.get("/administration/disposals/").status_code == 200
    assert desk.get("/administration/opened/").status_code == 200
