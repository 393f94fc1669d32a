"""Who opens somebody's data in office leaves a line, with a purpose, that the person can read."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from flotilla.kit.codes import NotListed
from flotilla.letters.models import Letter
from flotilla.privacy import actions, holdings, queries
from flotilla.privacy.actions.opening import NoPurpose
from flotilla.privacy.holdings import Subject, subject_of
from flotilla.privacy.models import Disclosure
from tests import factories


def look(bench, bo, noon, **changes):
    facts = {"what": "contact", "purpose": "answer", "contribution": bench, **changes}
    return actions.open_data(bench.body, **facts, by=bo, at=noon)


def test_the_author_reads_who_when_and_what_for(bench, ada, dee, bo, noon):
    look(bench, bo, noon, words="To ask which bench")
    [line] = queries.disclosures_of(subject_of(ada))
    assert (line.opened_by_name, line.role, line.purpose, line.words, line.opened_at) == ("Bo", "officer", "answer", "To ask which bench", noon)  # fmt: skip
    assert list(queries.disclosures_of(subject_of(dee))) == []


def test_whoever_left_only_an_address_reads_it_too(campaign, bo, noon):
    idea = factories.a_contribution(campaign, contact_email="gus@example.org")
    look(idea, bo, noon)
    assert queries.disclosures_of(Subject(None, ("gus@example.org",))).count() == 1
    assert queries.disclosures_of(Subject(None, ("pia@example.org",))).count() == 0


def test_the_same_look_within_an_hour_is_one_line(bench, bo, bea, noon):
    for who, minutes in ((bo, 0), (bo, 59), (bea, 59), (bo, 61)):
        look(bench, who, noon + timedelta(minutes=minutes))
    assert Disclosure.objects.count() == 3


def test_there_is_no_look_without_a_purpose_and_a_law_is_named(bench, bo, noon):
    for purpose, refusal in (("", NotListed), ("curiosity", NotListed), ("law", NoPurpose)):
        with pytest.raises(refusal):
            look(bench, bo, noon, purpose=purpose)
    assert Disclosure.objects.count() == 0


def test_a_list_of_people_tells_each_of_them_but_not_whoever_looks(marlhaven, bo, ada, max_, noon):
    rows = actions.open_data(marlhaven, what="people", purpose="administer", people=[bo, ada, max_], by=max_, at=noon)  # fmt: skip
    assert [row.person for row in rows] == [bo, ada]


def refused(body, email, person=None):
    """A letter that was refused to the end."""
    return Letter.objects.create(
        body=body, person=person, email=email, kind="receipt", message_id=f"<{email}>", tries=12,
        error=f"550 no such user {email}", written_at=factories.NOON, next_try_at=factories.NOON, given_up_at=factories.NOON,
    )  # fmt: skip


def lines(subject):
    """What somebody reads of who opened their data."""
    return [(one.what, one.opened_by_name) for one in queries.disclosures_of(subject)]


GUS = Subject(None, ("gus@example.org",))


def test_the_page_of_letters_that_did_not_arrive_tells_those_whose_address_it_shows(
    marlhaven, ada, dee, bo, desk_client
):
    refused(marlhaven, "ada@example.org", ada)
    refused(marlhaven, "Gus@example.org")
    browser = desk_client(bo)
    desk = browser.get("/desk/").content.decode()
    assert "Letters that did not arrive" in desk
    assert "@example.org" not in desk  # neither the address nor what was said of it
    assert lines(subject_of(ada)) == lines(GUS) == []
    page = browser.get("/desk/letters/").content.decode()
    assert "Gus@example.org" in page
    browser.get("/desk/letters/")
    assert lines(subject_of(ada)) == lines(GUS) == [("letter", "Bo")]
    assert lines(subject_of(dee)) == lines(Subject(None, ("pia@example.org",))) == []
    assert (
        "gus" not in str(Disclosure.objects.values_list()).lower()
    )  # the mark of an address, never the address


def test_the_person_reads_it_on_their_page_and_in_what_is_held(
    marlhaven, ada, bo, desk_client, client_of
):
    refused(marlhaven, "ada@example.org", ada)
    desk_client(bo).get("/desk/letters/")
    page = client_of(ada).get("/privacy/mine/opened/").content.decode()
    assert "Your address, with a letter that did not arrive. To answer the person." in page
    sorts = {one.label: one for one in holdings.every_holding()}
    assert holdings.rows(sorts["Disclosure"], subject_of(ada)).count() == 1


@pytest.mark.parametrize("has_account", [True, False])
def test_the_page_of_a_request_tells_whoever_asked(
    marlhaven, ada, bo, noon, desk_client, has_account
):
    email = "ada@example.org" if has_account else "gus@example.org"
    asked = actions.ask(
        marlhaven,
        kind="access",
        words="What do you hold?",
        email=email,
        by=ada if has_account else None,
        at=noon,
    )
    browser = desk_client(bo)
    browser.get("/desk/data-requests/")
    assert Disclosure.objects.count() == 0
    assert email in browser.get(f"/desk/data-requests/{asked.pk}/").content.decode()
    assert lines(subject_of(ada) if has_account else GUS) == [("request", "Bo")]
    sorts = {one.label: one for one in holdings.every_holding()}
    assert holdings.rows(sorts["Disclosure"], subject_of(ada) if has_account else GUS).count() == 1


def test_a_look_is_of_somebody(marlhaven, bo, noon):
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.create(
            body=marlhaven, what="letter", purpose="answer", opened_at=noon, opened_by=bo
        )
