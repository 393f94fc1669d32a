"""An agreement is given and taken back alike, and what hung on it is gone from every page at once."""

import pytest
from django.apps import apps
from django.test import Client

from flotilla.contributions import actions as contributions
from flotilla.contributions.models import Contribution
from flotilla.journal.models import Entry
from flotilla.kit.codes import NotListed
from flotilla.people import actions as people
from flotilla.people.models import Consent, Person
from flotilla.privacy import actions
from flotilla.privacy.actions.consenting import HANGS_ON
from flotilla.privacy.purposes import BASES, by_consent, register
from flotilla.privacy.retention import table
from tests import factories
from tests.doors.racing import at_once


def test_every_purpose_names_fields_that_there_are_a_basis_and_what_ends_it():
    for purpose in register().values():
        assert purpose.basis in BASES
        assert (purpose.basis == "consent") is bool(purpose.consent)
        assert set(purpose.ends) <= set(table())
        for name in purpose.fields:
            model, field = name.split(".")
            apps.get_model("flotilla", model)._meta.get_field(field)


def test_what_can_be_agreed_to_can_be_taken_back():
    assert set(HANGS_ON) == set(by_consent())


def test_an_agreement_keeps_who_when_and_which_words(ada, noon):
    made = people.agree(ada, purpose="news", by=ada, at=noon)
    again = people.agree(ada, purpose="news", by=ada, at=noon)
    assert (again, made.given_at, made.wording) == (made, noon, by_consent()["news"].wording)
    actions.take_back(ada, purpose="news", by=ada, at=noon)
    made.refresh_from_db()
    assert (made.withdrawn_at, made.withdrawn_by) == (noon, ada)
    people.agree(ada, purpose="news", by=ada, at=noon)
    assert Consent.objects.count() == 2


def test_other_words_are_another_agreement(ada, noon):
    old = people.agree(ada, purpose="news", by=ada, at=noon)
    Consent.objects.update(wording="old words")
    new = people.agree(ada, purpose="news", by=ada, at=noon)
    old.refresh_from_db()
    assert (old.withdrawn_at, new.wording) == (noon, by_consent()["news"].wording)


def test_how_somebody_is_shown_is_gone_from_every_page_at_once(client, campaign, ada, noon):
    ada.byline = "Carer, Northgate"
    ada.save()
    idea = factories.a_contribution(campaign, by=ada, byline="Carer, Northgate")
    factories.a_comment(idea, by=ada, byline="Carer, Northgate")
    other = factories.a_contribution(campaign, byline="Resident, Eastfield")
    pages = [
        "/p/short-trips/",
        "/p/short-trips/c/1/",
        "/api/v1/programmes/short-trips/contributions/",
    ]
    before = [Client().get(page).content.decode().count("Northgate") for page in pages]
    assert sum(before) > 1
    actions.take_back(ada, purpose="shown_as", by=ada, at=noon)
    assert [page for page in pages if "Northgate" in Client().get(page).content.decode()] == []
    other.refresh_from_db()
    assert other.byline == "Resident, Eastfield"
    assert Person.objects.get(pk=ada.pk).byline == ""


def test_nobody_is_asked_or_written_to_any_more(bench, ada, noon):
    Contribution.objects.update(wants_test=True)
    for purpose in ("ask_me", "news", "who_is_missing"):
        actions.take_back(ada, purpose=purpose, by=ada, at=noon)
    bench.refresh_from_db()
    ada.refresh_from_db()
    assert (bench.wants_test, ada.cadence, ada.sector) == (False, "never", "")


def test_there_is_no_agreeing_to_what_needs_none(ada, noon):
    with pytest.raises(NotListed):
        people.agree(ada, purpose="take_part", by=ada, at=noon)


def test_both_are_one_press(client_of, ada, marlhaven):
    browser = client_of(ada)
    browser.post("/privacy/mine/consents/news/")
    assert Consent.objects.standing().count() == 1
    assert "Agreed" in browser.get("/privacy/mine/consents/").content.decode()
    browser.post("/privacy/mine/consents/news/withdrawal/")
    assert Consent.objects.standing().count() == 0
    assert browser.post("/privacy/mine/consents/take_part/").status_code == 404


FILLED = {"byline": "Carer, Northgate", "sector": "resident", "wants_test": True}
IDEA = {
    "title": "A bench at the clinic",
    "answers": {"wrong": "There is nowhere to sit.", "help": "A bench."},
}


def send(campaign, by, at, key="first", **filled):
    """Send an idea with some of the fields filled in that nobody must fill in."""
    return contributions.submit(campaign, **IDEA, submission_key=key, by=by, at=at, **filled)


def agreed(person):
    """To what somebody agreed and what they did not take back."""
    return set(Consent.objects.standing().filter(person=person).values_list("purpose", flat=True))


@pytest.mark.parametrize(
    ("field", "purpose"), [("byline", "shown_as"), ("sector", "who_is_missing"), ("wants_test", "ask_me")]
)  # fmt: skip
def test_filling_in_a_field_that_nobody_must_is_agreeing_to_its_purpose(
    campaign, ada, noon, field, purpose
):
    send(campaign, ada, noon, **{field: FILLED[field]})
    made = Consent.objects.get()
    assert (made.person, made.purpose, made.given_at) == (ada, purpose, noon)
    assert made.wording == by_consent()[purpose].wording
    entry = Entry.objects.get(verb="data.consented")
    assert (entry.by_id, entry.details["purpose"]) == (ada.pk, purpose)


def test_filling_in_nothing_agrees_to_nothing_and_doing_it_twice_agrees_once(campaign, ada, noon):
    send(campaign, ada, noon, byline="", sector="", wants_test=False)
    assert agreed(ada) == set()
    for key in ("second", "third"):
        send(campaign, ada, noon, key=key, **FILLED)
    assert agreed(ada) == {"shown_as", "who_is_missing", "ask_me"}
    assert Consent.objects.count() == 3


def test_comments_settings_and_claiming_agree_too(bench, campaign, ada, dee, bo, noon):
    contributions.post_comment(
        bench, text="Yes.", submission_key="a", byline="Carer", by=dee, at=noon
    )
    assert agreed(dee) == {"shown_as"}
    people.change_settings(ada, facts={"byline": "", "sector": "firm"}, by=ada, at=noon)
    assert agreed(ada) == {"who_is_missing"}
    guest = send(campaign, None, noon, contact_email="dee@example.org", **FILLED)
    assert Consent.objects.count() == 2
    contributions.claim(guest, by=dee, at=noon)
    assert agreed(dee) == {"shown_as", "who_is_missing", "ask_me"}
    contributions.post_comment(
        bench, text="We look.", submission_key="b", byline="Officer", by=bo, at=noon
    )
    assert agreed(bo) == set()  # who speaks in office is shown by their office


def test_what_one_agreed_to_stands_on_the_page_and_goes_with_its_data_in_one_press(
    campaign, ada, client_of, noon
):
    idea = send(campaign, ada, noon, **FILLED)
    browser = client_of(ada)
    page = browser.get("/privacy/mine/").content.decode()
    for purpose in ("shown_as", "who_is_missing", "ask_me"):
        assert f'action="/privacy/mine/consents/{purpose}/withdrawal/"' in page
        browser.post(f"/privacy/mine/consents/{purpose}/withdrawal/")
    idea.refresh_from_db()
    assert (idea.byline, idea.sector, idea.wants_test) == ("", "", False)
    shown = idea.authorships.get()
    assert (shown.byline, shown.sector, agreed(ada)) == ("", "", set())
    assert "withdrawal/" not in browser.get("/privacy/mine/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_sending_and_taking_back_at_once_never_leaves_words_without_an_agreement(campaign, noon):
    ada = factories.a_person("Ada")

    def give(number):
        send(campaign, ada, noon, key=f"key {number}", byline="Carer")
        return "sent"

    def take(_number):
        actions.take_back(ada, purpose="shown_as", by=ada, at=noon)
        return "taken back"

    deeds = [
        lambda deed=deed, number=number: deed(number)
        for number in range(12)
        for deed in (give, take)
    ]
    assert at_once(deeds) == {"sent": 12, "taken back": 12}
    shown = Contribution.objects.exclude(byline="").count()
    assert shown == 0 or agreed(ada) == {"shown_as"}
