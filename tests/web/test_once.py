"""Forms that count once: the double click, the back button, the answer that was lost, and other words with an old key."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from config import urls
from flotilla.bodies.models import InvitationCode
from flotilla.contributions.models import Comment, Report
from flotilla.journal.models import Entry
from flotilla.people import actions as people
from flotilla.people.models import AccessToken, Deed
from flotilla.web import doors, once
from flotilla.web.doors import Audience, door
from tests import factories

ONE = "/p/short-trips/c/1/"
KEY = "4b0f1d1e9c5b4d58a3a7a8d6c1a2b3c4"
DETAILS = {"name": "Ada L.", "byline": "Carer", "sector": "", "language": ""}


def keys_of(page: str) -> list[str]:
    """Return the keys of all forms of a page."""
    return re.findall(r'name="once" value="([0-9a-f]{32})"', page)


@pytest.fixture
def campaign(marlhaven):
    """A campaign that takes words today, by the clock of the database."""
    return factories.a_campaign_today(marlhaven)


@pytest.fixture
def home(marlhaven, ada, client_of):
    """A browser of Ada's."""
    return client_of(ada)


def test_every_form_carries_a_key_of_its_own(home):
    keys = keys_of(home.get("/settings/").content.decode())
    assert len(keys) == len(set(keys)) > 0


def test_a_page_that_may_be_kept_for_everybody_carries_no_key(campaign, client, home):
    address = f"/p/{campaign.address}/"
    assert keys_of(client.get(address).content.decode()) == []
    assert len(keys_of(home.get(address).content.decode())) > 0


def test_a_double_click_is_one_act_and_both_answers_are_alike(home, ada):
    sent = {**DETAILS, "once": KEY}
    first, second = home.post("/settings/", sent), home.post("/settings/", sent)
    assert (first.status_code, first["Location"]) == (302, "/settings/")
    assert (second.status_code, second["Location"]) == (302, "/settings/")
    assert Entry.objects.filter(subject_kind="person").count() == 1


def test_what_was_said_is_said_again_where_the_answer_was_lost(home):
    """The first answer never reaches the browser: neither its message nor its cookie."""
    sent = {**DETAILS, "once": KEY}
    before = home.cookies.copy()
    home.post("/settings/", sent)
    home.cookies = before
    assert "Your details are saved." in home.post("/settings/", sent, follow=True).content.decode()


def test_other_words_with_an_old_key_do_nothing_and_are_kept(home, ada):
    home.post("/settings/", {**DETAILS, "once": KEY})
    answer = home.post("/settings/", {**DETAILS, "byline": "Carer of <two> people", "once": KEY})
    page = answer.content.decode()
    ada.refresh_from_db()
    assert (answer.status_code, ada.byline) == (422, "Carer")
    assert "You sent this before" in page
    assert page.count("Carer of &lt;two&gt; people") == 2  # to be read, and to be sent
    again = {**DETAILS, "byline": "Carer of <two> people", "once": keys_of(page)[-1]}
    assert home.post("/settings/", again).status_code == 302
    ada.refresh_from_db()
    assert ada.byline == "Carer of <two> people"


def test_a_form_that_was_refused_can_be_mended_with_its_key(home, ada):
    wrong = {**DETAILS, "sector": "pirate", "once": KEY}
    assert home.post("/settings/", wrong).status_code == 200
    assert home.post("/settings/", {**DETAILS, "once": KEY}).status_code == 302
    ada.refresh_from_db()
    assert ada.name == "Ada L."


def test_a_key_is_worth_nothing_to_others(home, ada, dee, client_of, bench):
    said = {"text": "I would use it.", "once": KEY}
    other = client_of(dee)
    for browser in (home, other, home, other):
        browser.post(f"{ONE}comments/", said)
    assert sorted(Comment.objects.values_list("person__name", flat=True)) == ["Ada", "Dee"]


def test_a_guest_is_known_by_the_secret_of_their_forms(bench):
    report = {"reason": "private", "details": "A name.", "once": KEY}
    one, other = Client(), Client()
    for browser in (one, other):
        browser.get(f"{ONE}report/")
    for browser in (one, one, other, other):
        assert browser.post(f"{ONE}report/", report).status_code == 302
    assert Report.objects.count() == 2


def test_a_secret_that_is_shown_once_is_shown_again_to_who_lost_the_answer(ada, client_of):
    factories.a_body()
    browser = client_of(ada)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": 32_503_680_000}]
    session.save()
    asked = {"name": "Map", "ends_on": "30", "once": KEY}
    pages = [browser.post("/settings/tokens/new/", asked).content.decode() for _ in range(2)]
    secrets = {re.search("flotilla_[-\\w]{22}", page)[0] for page in pages}
    assert (len(secrets), AccessToken.objects.count()) == (1, 1)
    assert secrets.pop() not in Deed.objects.get().answer


def test_letters_with_codes_are_printed_once(desk_client, max_):
    browser = desk_client(max_)
    asked = {"batch": "Eastfield", "count": "3", "level": "2", "once": KEY}
    first = browser.post("/administration/codes/", asked).content
    assert browser.post("/administration/codes/", asked).content == first
    assert InvitationCode.objects.count() == 3


def test_a_file_counts_with_all_it_holds(ada, bench, client_of):
    browser, address = client_of(ada), f"{ONE}files/"
    for words, status in ((b"words", 302), (b"words", 302), (b"other", 422)):
        sent = {"files": SimpleUploadedFile("plan.txt", words), "once": KEY}
        assert browser.post(address, sent).status_code == status
    assert bench.attachments.count() == 1


def test_too_long_a_key_is_none_and_nothing_is_lost(home, ada):
    assert home.post("/settings/", {**DETAILS, "once": "x" * 100_000}).status_code == 302
    ada.refresh_from_db()
    assert ada.name == "Ada L."


@door(Audience.SIGNED_IN)
def falls_over(request):
    """Change something and fall over before answering."""
    me = doors.person(request)
    people.change_settings(me, facts={"name": "Changed"}, by=me, at=doors.now(request))
    if "fall" in request.GET:
        raise ZeroDivisionError
    return once.done(HttpResponse("done"))


urlpatterns = [path("falls-over/", falls_over), *urls.urlpatterns]
handler500 = urls.handler500


def test_a_fault_on_the_way_takes_all_back_and_the_same_key_does_it_then(home, ada, settings):
    settings.ROOT_URLCONF = "tests.web.test_once"
    home.raise_request_exception = False
    assert home.post("/falls-over/?fall", {"once": KEY}).status_code == 500
    ada.refresh_from_db()
    assert (ada.name, Deed.objects.count()) == ("Ada", 0)
    assert home.post("/falls-over/", {"once": KEY}).content == b"done"
    ada.refresh_from_db()
    assert ada.name == "Changed"


def test_where_the_secret_of_the_copy_changed_it_is_not_done_again(bench, ada, client_of):
    people_say = {"text": "I would use it.", "once": KEY}
    browser = client_of(ada)
    browser.post(f"{ONE}comments/", people_say)
    Deed.objects.update(answer="sealed with another secret")
    answer = browser.post(f"{ONE}comments/", people_say)
    assert (answer.status_code, "It was not done again." in answer.content.decode()) == (409, True)
    assert Comment.objects.count() == 1
