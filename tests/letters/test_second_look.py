"""Who hears that a decision is opened again and decided again, and in which words."""

from datetime import timedelta

import pytest

from flotilla.contributions import actions as contributions
from flotilla.contributions.models import Authorship, Follow
from flotilla.decisions import actions as decisions
from flotilla.letters import actions, post
from flotilla.letters.models import Letter
from flotilla.people.verbs import Cadence
from tests import factories
from tests.factories import NOON

LATER = NOON + timedelta(days=30)
NO = {
    "outcome": "not_forward",
    "reasons": ["lower_priority"],
    "words": "Other streets come first.",
    "decided": "No bench this year.",
    "who_decided": "The panel of 9",
}
YES = {
    "outcome": "passed_on",
    "passed_to": "The health service",
    "decided": "The clinic puts up two benches.",
    "who_decided": "The panel of 9",
}


def decide(contribution, bo, bea, at, **facts):
    """A decision that is drafted, checked and public."""
    decision = decisions.draft_decision(contribution, by=bo, at=at, **facts)
    decisions.check(decision, by=bea, at=at)
    return decisions.release(decision, by=bo, at=at)


def delivered(postbox, at):
    """Read the journal, send what is due, and return the letters by address."""
    postbox.letters.clear()
    while actions.read_journal(at=at):
        pass
    while post.send_due(at=at):
        pass
    assert not Letter.objects.filter(given_up_at__isnull=False).exists()
    return {letter["To"]: letter for letter in postbox.letters}


def text_of(letter):
    """The words of a letter, in one line."""
    return " ".join(letter.get_body(("plain",)).get_content().split())


@pytest.fixture
def family(campaign, bench, bo, bea, sol, ada, dee):
    """Ada's idea, decided: Cora is a co-author, Jo's was joined to it, Dee supports it, Fay follows it."""
    cora, jo, fay = (factories.a_person(name) for name in ("Cora", "Jo", "Fay"))
    for person in (ada, cora, jo, dee, fay):
        person.cadence = Cadence.AT_ONCE
        person.save()
    Authorship.objects.create(
        contribution=bench, person=cora, credit="coauthor", byline="Cora", joined_at=NOON
    )
    other = factories.a_contribution(campaign, by=jo, title="Seats by the clinic")
    contributions.merge(other, bench, reason="The same.", by=bo, at=NOON)
    factories.a_support(bench, dee)
    Follow.objects.create(person=fay, contribution=bench, followed_at=NOON)
    decision = decide(bench, bo, bea, NOON, **NO)
    return decisions.ask_second_look(decision, words="You forgot the clinic.", by=ada, at=NOON)


EVERYONE = {"ada@example.org", "cora@example.org", "jo@example.org", "dee@example.org", "fay@example.org"}  # fmt: skip


def change(look, sol):
    """Sol finds that the decision should change."""
    return decisions.give_second_look(
        look,
        outcome="changed",
        reply="The clinic counts.",
        signatory="Head of Transport",
        by=sol,
        at=LATER,
    )


def test_everyone_whose_it_is_hears_that_it_is_open_again(family, sol, postbox):
    delivered(postbox, NOON)
    change(family, sol)
    letters = delivered(postbox, LATER)
    assert set(letters) == EVERYONE
    assert len(postbox.letters) == len(EVERYONE)  # one each
    to_ada = text_of(letters["ada@example.org"])
    assert letters["ada@example.org"]["Subject"] == "The second look: A bench every 200 metres"
    assert "The decision changes" in to_ada
    assert "The clinic counts." in to_ada
    assert "So the decision does not hold any more." in to_ada
    for address in EVERYONE - {"ada@example.org"}:
        assert letters[address]["Subject"] == "To be decided again: A bench every 200 metres"
        words = text_of(letters[address])
        assert "On 11 March 2026 we decided about “A bench every 200 metres”: Not taken" in words
        assert "The clinic counts. Head of Transport" in words
    assert "you support this contribution" in text_of(letters["dee@example.org"])


def test_who_gave_a_look_that_changes_nothing_writes_to_who_asked(family, sol, postbox):
    delivered(postbox, NOON)
    decisions.give_second_look(family, outcome="stays", reply="It has seats.", by=sol, at=LATER)
    letters = delivered(postbox, LATER)
    assert set(letters) == {"ada@example.org"}
    assert "does not hold" not in text_of(letters["ada@example.org"])


def test_everyone_hears_what_the_new_decision_takes_the_place_of(
    bench, family, bo, bea, sol, postbox
):
    change(family, sol)
    delivered(postbox, LATER)
    decide(bench, bo, bea, LATER, **YES)
    letters = delivered(postbox, LATER)
    assert set(letters) == EVERYONE
    for letter in letters.values():
        assert letter["Subject"] == "Decided again: A bench every 200 metres"
        words = text_of(letter)
        assert "takes the place of the decision of 11 March 2026 (Not taken forward)" in words
        assert "The clinic puts up two benches." in words
        assert "No bench this year." not in words


def test_a_letter_that_leaves_late_does_not_say_that_the_old_decision_holds(family, sol, postbox):
    actions.read_journal(at=NOON)
    change(family, sol)
    post.send_due(at=LATER)
    told = [text_of(one) for one in postbox.letters if one["Subject"].startswith("Decided:")]
    assert len(told) == len(EVERYONE)
    for words in told:
        assert (
            "Since then, on 10 April 2026, a second look found that this decision should" in words
        )
