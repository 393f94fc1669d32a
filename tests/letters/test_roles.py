"""Whoever is given a role, or loses it, hears of it: what it may do, who did it, and where to sign in."""

from datetime import timedelta

import pytest

from flotilla.bodies import actions as bodies
from flotilla.bodies.models import Membership
from flotilla.letters import actions, post
from flotilla.letters.models import Letter
from flotilla.letters.plain import from_html
from flotilla.people.verbs import Cadence
from tests.factories import NOON

LATER = NOON + timedelta(days=9)


def delivered(postbox, at):
    """Read the journal, send what is due, and return what came."""
    postbox.letters.clear()
    actions.read_journal(at=at)
    post.send_due(at=at)
    return list(postbox.letters)


def text_of(letter):
    """The words of a letter, in one line."""
    return " ".join(letter.get_body(("plain",)).get_content().split())


@pytest.fixture
def given(marlhaven, ada, max_):
    """That Max makes Ada an officer."""
    return bodies.grant_role(
        marlhaven, person=ada, role="officer", title="Transport officer", by=max_, at=NOON
    )


def test_who_is_given_a_role_hears_what_it_is_who_gave_it_and_where_to_sign_in(given, postbox):
    (letter,) = delivered(postbox, NOON)
    assert letter["To"] == "ada@example.org"
    assert letter["From"] == "Marlhaven Council <together@marlhaven.example>"
    assert letter["Subject"] == "You have a role in Marlhaven Council: Programme officer"
    words = text_of(letter)
    assert (
        "On 11 March 2026, Max gave you the role “Programme officer” in Marlhaven Council." in words
    )
    assert "You are shown as Transport officer." in words
    assert "What it is: Runs programmes: sets them up, moderates, merges, drafts" in words
    assert "set up a second factor" in words
    assert "/account/login/" in words
    assert "because a role that you hold or held in this body has changed." in words
    html = letter.get_body(("html",)).get_content()
    assert from_html(html) == letter.get_body(("plain",)).get_content().replace("\r\n", "\n")


def test_it_arrives_whatever_letters_one_wants(ada, given, postbox):
    ada.cadence = Cadence.NEVER
    ada.save()
    assert len(delivered(postbox, NOON)) == 1
    assert Letter.objects.get().must_arrive


def test_it_is_written_in_the_language_of_whoever_holds_it(ada, given, postbox):
    ada.language = "fr"
    ada.save()
    (letter,) = delivered(postbox, NOON)
    assert 'lang="fr"' in letter.get_body(("html",)).get_content()
    assert "Conduit les programmes : les prépare" in text_of(letter)


def test_who_has_no_account_yet_is_written_to_in_the_language_of_the_body(marlhaven, max_, postbox):
    marlhaven.languages = ["fr", "en-gb"]
    marlhaven.save()
    bodies.appoint(marlhaven, email="zoe@example.org", role="sponsor", by=max_, at=NOON)
    (letter,) = delivered(postbox, NOON)
    assert letter["To"] == "zoe@example.org"
    assert "Signe les promesses" in text_of(letter)


def test_who_loses_a_role_hears_of_it(given, max_, postbox):
    delivered(postbox, NOON)
    bodies.end_role(given, by=max_, at=LATER)
    (letter,) = delivered(postbox, LATER)
    assert letter["Subject"] == "Your role in Marlhaven Council has ended: Programme officer"
    words = text_of(letter)
    assert "On 20 March 2026, Max ended your role “Programme officer” in Marlhaven" in words
    assert "What it was: Runs programmes" in words
    assert "Your account stays" in words
    assert "/account/login/" in words


def test_a_letter_that_leaves_late_says_that_the_role_has_ended(given, max_, postbox):
    actions.read_journal(at=NOON)
    bodies.end_role(given, by=max_, at=LATER)
    post.send_due(at=LATER)
    (letter,) = postbox.letters
    assert "It ended again on 20 March 2026." in text_of(letter)
    assert "/account/login/" not in text_of(letter)


def test_who_gives_a_role_back_has_it_in_writing(marlhaven, bo, postbox):
    bodies.end_role(Membership.objects.get(person=bo), by=bo, at=NOON)
    (letter,) = delivered(postbox, NOON)
    assert letter["To"] == bo.email


def test_a_role_of_the_first_hour_names_nobody(marlhaven, ada, postbox):
    bodies.grant_role(marlhaven, person=ada, role="administrator", by=None, at=NOON)
    (letter,) = delivered(postbox, NOON)
    assert "Since 11 March 2026 you have the role “Administrator”" in text_of(letter)


def test_a_closed_account_is_not_written_to(ada, given, postbox):
    ada.is_active = False
    ada.save()
    assert delivered(postbox, NOON) == []
