"""An agreement is given and taken back alike, and what hung on it is gone from every page at once."""

import pytest
from django.apps import apps
from django.test import Client

from flotilla.contributions.models import Contribution
from flotilla.kit.codes import NotListed
from flotilla.people.models import Person
from flotilla.privacy import actions
from flotilla.privacy.actions.consenting import HANGS_ON
from flotilla.privacy.models import Consent
from flotilla.privacy.purposes import BASES, by_consent, register
from flotilla.privacy.retention import table
from tests import factories


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
    made = actions.agree(ada, purpose="news", by=ada, at=noon)
    again = actions.agree(ada, purpose="news", by=ada, at=noon)
    assert (again, made.given_at, made.wording) == (made, noon, by_consent()["news"].wording)
    actions.take_back(ada, purpose="news", by=ada, at=noon)
    made.refresh_from_db()
    assert (made.withdrawn_at, made.withdrawn_by) == (noon, ada)
    actions.agree(ada, purpose="news", by=ada, at=noon)
    assert Consent.objects.count() == 2


def test_other_words_are_another_agreement(ada, noon):
    old = actions.agree(ada, purpose="news", by=ada, at=noon)
    Consent.objects.update(wording="old words")
    new = actions.agree(ada, purpose="news", by=ada, at=noon)
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
        actions.agree(ada, purpose="take_part", by=ada, at=noon)


def test_both_are_one_press(client_of, ada, marlhaven):
    browser = client_of(ada)
    browser.post("/privacy/mine/consents/news/")
    assert Consent.objects.standing().count() == 1
    assert "Agreed" in browser.get("/privacy/mine/consents/").content.decode()
    browser.post("/privacy/mine/consents/news/withdrawal/")
    assert Consent.objects.standing().count() == 0
    assert browser.post("/privacy/mine/consents/take_part/").status_code == 404
