"""Who opens somebody's data in office leaves a line, with a purpose, that the person can read."""

from datetime import timedelta

import pytest

from flotilla.kit.codes import NotListed
from flotilla.privacy import actions, queries
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
