"""What was withdrawn or removed is in no letter that is said after that, but to those who may read it."""

import pytest

from flotilla.contributions import actions
from flotilla.letters.actions import read_journal
from flotilla.letters.models import Letter
from flotilla.letters.post import say
from tests import factories


def said_to(person):
    """Return what each letter to a person says now, by its kind; None for what is not sent."""
    return {
        one.kind: (words := say(one)) and f"{words.subject}\n{words.text}\n{words.html}"
        for one in Letter.objects.filter(email=person.email).select_related("body", "person")
    }


@pytest.fixture
def followed(bench, dee, noon):
    """Ada's idea, that Dee follows and supports, with a comment of somebody."""
    actions.follow(bench, by=dee, at=noon)
    actions.support(bench, by=dee, at=noon)
    actions.post_comment(
        bench, text="Yes, there.", submission_key="a", by=factories.a_person(), at=noon
    )
    read_journal(at=noon)
    return bench


def test_a_follower_reads_the_title_while_it_stands(followed, dee):
    assert followed.title in said_to(dee)["commented"]


def test_a_letter_about_what_was_removed_since_is_not_sent_to_followers(followed, dee, bo, noon):
    actions.remove(followed, reason="hurtful", by=bo, at=noon)
    assert said_to(dee) == {"commented": None}


def test_that_it_was_withdrawn_is_told_without_its_words(followed, dee, ada, noon):
    actions.withdraw(followed, by=ada, at=noon)
    read_journal(at=noon)
    letter = said_to(dee)["withdrawn"]
    assert (followed.title in letter, f"Idea {followed.number}" in letter) == (False, True)


def test_its_author_and_a_guest_who_sent_it_read_their_own_words(campaign, ada, bo, noon):
    own = factories.a_contribution(campaign, by=ada)
    guests = factories.a_contribution(campaign, title="A seat", contact_email="sam@example.org")
    for one in (own, guests):
        actions.remove(one, reason="hurtful", by=bo, at=noon)
    read_journal(at=noon)
    sam = factories.a_person("Sam", email="sam@example.org")
    assert (own.title in said_to(ada)["removed"], guests.title in said_to(sam)["removed"]) == (True, True)  # fmt: skip
