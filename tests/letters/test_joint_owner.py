"""Whoever asked another body to own a programme jointly hears how it answered."""

import pytest

from flotilla.letters import actions, post
from flotilla.programmes import actions as programmes
from tests.factories import NOON
from tests.programmes import ready


def words_of(letter):
    """The words of a letter, in one line."""
    return " ".join(letter.get_body(("plain",)).get_content().split())


@pytest.mark.parametrize(
    ("is_accepted", "heading", "sentence"),
    [
        (
            True,
            "Harrowmere Borough owns it with you: {}",
            "From now on its pages name both of you.",
        ),
        (False, "Harrowmere Borough declined: {}", "You can open it without them"),
    ],
)
def test_the_asker_alone_hears_the_answer_and_its_words(
    is_accepted, heading, sentence, marlhaven, harrowmere, bo, eve, max_, postbox
):
    draft = ready.a_draft(marlhaven, by=bo, at=NOON)
    asked = programmes.invite_owner(draft, body=harrowmere, by=bo, at=NOON)
    actions.read_journal(at=NOON)
    post.send_due(at=NOON)
    postbox.letters.clear()
    programmes.settle_owner_invitation(
        asked, is_accepted=is_accepted, words="We have no road there.", by=eve, at=NOON
    )
    actions.read_journal(at=NOON)
    post.send_due(at=NOON)
    (letter,) = postbox.letters
    assert letter["To"] == "bo@example.org"
    assert letter["Subject"] == heading.format(draft.title)
    assert sentence in words_of(letter)
    assert "In their words: We have no road there." in words_of(letter)
    assert f"/desk/p/{draft.address}/" in words_of(letter)


def test_an_asking_taken_back_and_answered_by_nobody_brings_no_letter_to_the_asker(
    marlhaven, harrowmere, bo, postbox
):
    draft = ready.a_draft(marlhaven, by=bo, at=NOON)
    asked = programmes.invite_owner(draft, body=harrowmere, by=bo, at=NOON)
    programmes.take_back_owner_invitation(asked, by=bo, at=NOON)
    actions.read_journal(at=NOON)
    post.send_due(at=NOON)
    assert [letter["To"] for letter in postbox.letters if letter["To"] == "bo@example.org"] == []
