"""A second look that changes the decision opens it again: a new one is taken, and the one before stays to be read."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from flotilla.contributions import actions as contributions
from flotilla.contributions.models import Contribution
from flotilla.decisions import actions, queries, rules
from flotilla.decisions.actions import refusals
from flotilla.decisions.models import Answer, Decision
from flotilla.insight.second_looks import Looked, looked
from flotilla.journal.models import Entry
from flotilla.programmes.queries import Finding
from tests import factories
from tests.factories import NOON

JUNE = date(2026, 6, 1)
LATER = NOON + timedelta(days=30)
REFUSAL = {
    "outcome": "not_forward",
    "reasons": ["lower_priority"],
    "words": "Other streets come first.",
    "decided": "No bench this year.",
    "who_decided": "The panel of 9",
}
YES = {
    "outcome": "forward",
    "way": "pilot",
    "decided": "We try two benches.",
    "who_decided": "The panel of 9",
    "next_word_on": JUNE,
}


def decide(contribution, bo, bea, at=NOON, **facts):
    """A decision that is drafted, checked and public."""
    decision = actions.draft_decision(contribution, by=bo, at=at, **facts)
    actions.check(decision, by=bea, at=at)
    return actions.release(decision, by=bo, at=at)


@pytest.fixture
def opened(bench, ada, bo, bea, sol):
    """The no to Ada's idea, opened again by Sol a month later."""
    decision = decide(bench, bo, bea, **REFUSAL)
    look = actions.ask_second_look(decision, words="You forgot the clinic.", by=ada, at=NOON)
    actions.give_second_look(
        look, outcome="changed", reply="The clinic counts.", signatory="Sponsor", by=sol, at=LATER
    )
    return Decision.objects.get()


def test_a_look_that_changes_opens_the_decision_again(bench, opened, sol):
    bench.refresh_from_db()
    assert (opened.reopened_at, opened.reopened_by) == (LATER, sol)
    assert bench.decided_at is None
    assert (
        bench.first_answered_at == NOON
    )  # the promise of the first answer was kept, and stays kept
    assert list(queries.unanswered(bench.body)) == []
    assert list(queries.to_decide_again(bench.body)) == [opened]
    assert list(queries.words_due(bench.body, JUNE)) == []
    assert [entry.verb for entry in Entry.objects.filter(at=LATER)] == [
        "decision.second_look_given",
        "decision.reopened",
    ]


def test_a_look_that_changes_nothing_leaves_the_decision(bench, ada, bo, bea, sol):
    decision = decide(bench, bo, bea, **REFUSAL)
    look = actions.ask_second_look(decision, words="You forgot the clinic.", by=ada, at=NOON)
    actions.give_second_look(look, outcome="stays", reply="It has seats.", by=sol, at=LATER)
    bench.refresh_from_db()
    assert bench.decided_at == NOON
    assert list(Decision.objects.standing()) == [decision]
    assert list(queries.to_decide_again(bench.body)) == []


def test_deciding_cannot_end_before_the_new_decision_is_public(campaign, bench, opened, bo, bea):
    def left():
        return queries.findings(campaign)[0]

    open_gate = Finding("every_contribution_decided", met=False, missing=("1",))
    assert left() == open_gate
    decision = actions.draft_decision(bench, by=bo, at=LATER, **YES)
    assert list(queries.to_decide_again(bench.body)) == []
    assert left() == open_gate
    actions.check(decision, by=bea, at=LATER)
    assert left() == open_gate
    actions.release(decision, by=bo, at=LATER)
    assert left().met


def test_the_new_decision_is_checked_like_any_other(bench, opened, bo):
    decision = actions.draft_decision(bench, by=bo, at=LATER, **YES)
    with pytest.raises(refusals.SelfChecked):
        actions.check(decision, by=bo, at=LATER)
    with pytest.raises(refusals.NotChecked):
        actions.release(decision, by=bo, at=LATER)


def test_both_decisions_and_both_answers_stay_to_be_read(bench, opened, bo, bea):
    new = decide(bench, bo, bea, at=LATER, **YES)
    bench.refresh_from_db()
    assert (bench.decided_at, bench.first_answered_at) == (LATER, NOON)
    assert [answer.decided for answer in queries.released_answers(bench)] == [
        "No bench this year.",
        "We try two benches.",
    ]
    assert list(Decision.objects.released().order_by("pk")) == [opened, new]
    assert list(Decision.objects.standing()) == [new]
    assert list(Decision.objects.newest()) == [new]
    entry = Entry.objects.filter(verb="decision.released").latest("id")
    assert entry.details == {"outcome": "forward", "again": True}


def test_the_new_decision_is_another_one(bench, opened, bo):
    with pytest.raises(refusals.NothingChanged):
        actions.draft_decision(bench, by=bo, at=LATER, **REFUSAL)
    actions.draft_decision(bench, by=bo, at=LATER, **{**REFUSAL, "words": "The clinic has seats."})


def test_what_was_opened_again_is_told_by_the_new_decision(bench, ada, bo, bea, sol):
    decision = decide(bench, bo, bea, **YES)
    look = actions.ask_second_look(decision, words="You forgot the rain.", by=ada, at=NOON)
    actions.give_second_look(look, outcome="changed", reply="One gets a roof.", by=sol, at=NOON)
    with pytest.raises(refusals.OpenAgain):
        actions.tell_update(
            decision, words="News.", progress="testing", next_word_on=JUNE, by=bo, at=NOON
        )
    with pytest.raises(refusals.OpenAgain):
        actions.close_undertaking(decision, progress="in_use", result="Done.", by=bo, at=NOON)
    assert all(
        one.met for one in queries.findings(bench.programme) if one.condition == "next_words_dated"
    )


def test_the_new_decision_may_be_looked_at_again_too(bench, opened, ada, bo, bea, sol):
    assert not rules.may_ask_second_look(ada, opened)
    new = decide(bench, bo, bea, at=LATER, **YES)
    assert rules.may_ask_second_look(ada, new)
    look = actions.ask_second_look(new, words="And the rain?", by=ada, at=LATER)
    actions.give_second_look(look, outcome="changed", reply="A roof.", by=sol, at=LATER)
    assert list(queries.to_decide_again(bench.body)) == [new]


def test_what_was_withdrawn_meanwhile_is_not_opened_again(bench, ada, bo, bea, sol):
    decision = decide(bench, bo, bea, **REFUSAL)
    look = actions.ask_second_look(decision, words="You forgot the clinic.", by=ada, at=NOON)
    contributions.withdraw(bench, by=ada, at=NOON)
    with pytest.raises(refusals.NotDecidable):
        actions.give_second_look(look, outcome="changed", reply="Yes.", by=sol, at=LATER)
    look.refresh_from_db()
    assert look.given_at is None
    actions.give_second_look(look, outcome="stays", reply="It is withdrawn.", by=sol, at=LATER)


def test_what_was_joined_to_it_is_open_again_with_it(campaign, bench, ada, bo, bea, sol):
    other = factories.a_contribution(campaign)
    contributions.merge(other, bench, reason="The same.", by=bo, at=NOON)
    decision = decide(bench, bo, bea, **REFUSAL)
    look = actions.ask_second_look(decision, words="You forgot the clinic.", by=ada, at=NOON)
    actions.give_second_look(look, outcome="changed", reply="It counts.", by=sol, at=LATER)
    assert set(Contribution.objects.values_list("decided_at", flat=True)) == {None}
    decide(bench, bo, bea, at=LATER, **YES)
    assert set(Contribution.objects.values_list("decided_at", flat=True)) == {LATER}


def test_the_database_keeps_one_decision_that_was_not_opened_again(bench, opened, bo, bea):
    new = decide(bench, bo, bea, at=LATER, **YES)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=opened.pk).update(reopened_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(
            contribution=bench, decision=new, kind="final", decided="And yes.", drafted_at=LATER
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=new.pk).update(reopened_at=LATER, released_at=None)


def test_the_record_counts_what_second_looks_came_to(marlhaven, campaign, opened, bo, bea, dee):
    other = decide(factories.a_contribution(campaign), bo, bea, **REFUSAL)
    actions.ask_second_look(other, words="Why?", by=None, at=NOON)
    found = Looked(asked=2, stayed=None, changed=None, waiting=None)  # so few would tell whose
    assert looked(marlhaven, dee) == found
    assert looked(marlhaven, None, campaign) == found
    assert looked(marlhaven, None, factories.a_programme(marlhaven)) == Looked(0, 0, 0, 0)
