"""Decisions: drafted, checked by a second person, released together, followed up."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from flotilla.contributions.models import Contribution
from flotilla.decisions import actions, queries
from flotilla.decisions.actions import refusals
from flotilla.decisions.models import Decision
from flotilla.kit.codes import NotListed
from flotilla.kit.refusal import Refusal
from tests import factories
from tests.factories import NOON

JUNE = date(2026, 6, 1)


def forward(contribution, by, **changes):
    """A decision to try something out."""
    facts = {
        "outcome": "forward",
        "way": "pilot",
        "decided": "We try four benches.",
        "who_decided": "The panel of 9",
        "next_word_on": JUNE,
    }
    return actions.draft_decision(contribution, by=by, at=NOON, **{**facts, **changes})


def test_a_decision_is_drafted_checked_by_another_and_released(bench, bo, bea):
    decision = forward(bench, bo)
    assert list(queries.to_check(bea, bench.body)) == [decision]
    assert list(queries.to_check(bo, bench.body)) == []
    actions.check(decision, by=bea, at=NOON)
    actions.release(decision, by=bo, at=NOON)
    bench.refresh_from_db()
    assert (bench.decided_at, bench.first_answered_at) == (NOON, NOON)
    assert [answer.decided for answer in queries.released_answers(bench)] == [
        "We try four benches."
    ]


def test_nobody_checks_their_own_draft(bench, bo):
    with pytest.raises(refusals.SelfChecked):
        actions.check(forward(bench, bo), by=bo, at=NOON)


def test_what_was_not_checked_is_not_released(bench, bo):
    with pytest.raises(refusals.NotChecked):
        actions.release(forward(bench, bo), by=bo, at=NOON)


def test_a_new_draft_must_be_checked_again(bench, bo, bea):
    actions.check(forward(bench, bo), by=bea, at=NOON)
    decision = forward(bench, bo, decided="We try three benches.")
    with pytest.raises(refusals.NotChecked):
        actions.release(decision, by=bo, at=NOON)


def test_a_public_decision_is_not_rewritten(bench, bo, bea):
    decision = forward(bench, bo)
    actions.check(decision, by=bea, at=NOON)
    actions.release(decision, by=bo, at=NOON)
    with pytest.raises(refusals.AlreadyDecided):
        forward(bench, bo, decided="No benches.")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"way": ""}, refusals.NoWayGiven),
        ({"next_word_on": None}, refusals.NoNextWord),
        ({"next_word_on": NOON.date()}, refusals.DayPassed),
        ({"who_decided": " "}, refusals.NobodyDecides),
        ({"outcome": "not_forward"}, refusals.NoReasonGiven),
        ({"outcome": "not_forward", "reasons": ["lower_priority"]}, refusals.NoReasonGiven),
        ({"outcome": "perhaps"}, NotListed),
        ({"way": "somehow"}, NotListed),
        ({"outcome": "not_forward", "reasons": ["because"], "words": "Because."}, NotListed),
        (
            {"outcome": "parked", "reasons": ["lower_priority"], "words": "Next year."},
            refusals.NoOwner,
        ),
        ({"outcome": "passed_on"}, refusals.NoOwner),
    ],
)
def test_a_decision_says_all_that_it_must(bench, bo, changes, refusal):
    with pytest.raises(refusal):
        forward(bench, bo, **changes)
    assert Decision.objects.count() == 0


def test_what_was_withdrawn_is_not_decided(campaign, bo):
    with pytest.raises(refusals.NotDecidable):
        forward(factories.a_contribution(campaign, standing="withdrawn"), bo)


def test_decisions_are_released_together_at_their_hour(campaign, bo, bea):
    decisions = [forward(factories.a_contribution(campaign), bo) for _number in range(3)]
    for decision in decisions:
        actions.check(decision, by=bea, at=NOON)
    hour = NOON + timedelta(hours=5)
    actions.schedule(
        [Decision.objects.get(pk=one.pk) for one in decisions], release_at=hour, by=bo, at=NOON
    )
    assert actions.release_due(at=hour - timedelta(microseconds=1)) == 0
    assert actions.release_due(at=hour) == 3
    assert actions.release_due(at=hour) == 0
    assert Decision.objects.released().count() == 3


def test_a_decision_given_back_is_on_the_drafters_desk(bench, bo, bea):
    decision = forward(bench, bo)
    actions.return_to_drafter(decision, words="Say what it costs.", by=bea, at=NOON)
    assert [one.returned_words for one in queries.returned_to(bo, bench.body)] == [
        "Say what it costs."
    ]
    assert list(queries.to_check(bea, bench.body)) == []


def test_what_is_taken_forward_gets_word_until_it_is_closed(bench, bo, bea):
    decision = forward(bench, bo)
    actions.check(decision, by=bea, at=NOON)
    actions.release(decision, by=bo, at=NOON)
    with pytest.raises(refusals.NoNextWord):
        actions.tell_update(
            decision, words="Two stand.", progress="testing", next_word_on=None, by=bo, at=NOON
        )
    actions.tell_update(
        decision, words="Two stand.", progress="testing", next_word_on=JUNE, by=bo, at=NOON
    )
    assert list(queries.words_due(bench.body, JUNE)) == [decision]
    actions.close_undertaking(decision, progress="in_use", result="All four stand.", by=bo, at=NOON)
    assert list(queries.words_due(bench.body, JUNE)) == []
    with pytest.raises(refusals.NotForward):
        actions.tell_update(
            decision, words="More.", progress="in_use", next_word_on=JUNE, by=bo, at=NOON
        )


def test_how_far_it_has_come_is_said_in_a_word_that_everyone_knows(bench, bo, bea):
    decision = forward(bench, bo)
    actions.check(decision, by=bea, at=NOON)
    actions.release(decision, by=bo, at=NOON)
    with pytest.raises(NotListed):
        actions.tell_update(
            decision, words="News.", progress="soon", next_word_on=JUNE, by=bo, at=NOON
        )
    with pytest.raises(NotListed) as refused:
        actions.close_undertaking(decision, progress="", result="Done.", by=bo, at=NOON)
    assert refused.value.at_fields == {
        "progress": "Choose one of these: under_way, testing, in_use, stopped."
    }
    decision.refresh_from_db()
    assert (decision.progress, decision.closed_at) == ("", None)


def test_the_next_word_is_promised_for_a_day_to_come_where_the_body_is(bench, bo, bea, marlhaven):
    marlhaven.time_zone = "Pacific/Auckland"
    marlhaven.save()
    tomorrow = NOON.date() + timedelta(days=1)  # it is there by now
    with pytest.raises(refusals.DayPassed):
        forward(bench, bo, next_word_on=tomorrow)
    decision = forward(bench, bo)
    actions.check(decision, by=bea, at=NOON)
    actions.release(decision, by=bo, at=NOON)
    with pytest.raises(refusals.DayPassed):
        actions.tell_update(
            decision, words="News.", progress="testing", next_word_on=tomorrow, by=bo, at=NOON
        )


def test_a_second_look_is_given_by_somebody_who_took_no_part(bench, ada, bo, bea, sol):
    decision = forward(bench, bo)
    actions.check(decision, by=bea, at=NOON)
    actions.release(decision, by=bo, at=NOON)
    look = actions.ask_second_look(decision, words="You forgot the rain.", by=ada, at=NOON)
    for who in (bo, bea):
        with pytest.raises(refusals.TookPart):
            actions.give_second_look(look, outcome="stays", reply="No.", by=who, at=NOON)
    with pytest.raises(NotListed):
        actions.give_second_look(look, outcome="perhaps", reply="Well.", by=sol, at=NOON)
    assert list(queries.second_looks(sol, bench.body)) == [look]
    given_look = actions.give_second_look(
        look, outcome="changed", reply="One gets a roof.", by=sol, at=NOON
    )
    assert (given_look.outcome, given_look.given_by) == ("changed", sol)
    assert actions.give_second_look(look, outcome="stays", reply="No.", by=sol, at=NOON) == look
    with pytest.raises(refusals.SecondLookAsked):
        actions.ask_second_look(decision, words="Again.", by=ada, at=NOON)


def test_the_decide_gate_sees_who_is_left(campaign, bench, bo, bea):
    found = {one.condition: one.met for one in queries.findings(campaign)}
    assert found == {
        "every_contribution_decided": False,
        "every_contribution_answered": False,
        "next_words_dated": True,
    }
    decision = forward(bench, bo)
    actions.check(decision, by=bea, at=NOON)
    actions.release(decision, by=bo, at=NOON)
    assert all(one.met for one in queries.findings(campaign))


STEPS = (
    "draft_bo", "draft_bea", "check_bo", "check_bea", "return", "release", "update", "close", "ask", "changed", "stays"
)  # fmt: skip


@pytest.mark.django_db
@given(steps=st.lists(st.sampled_from(STEPS), max_size=12))
def test_no_path_releases_unchecked_or_leaves_without_next_word(steps):
    with transaction.atomic():
        body = factories.a_body()
        bo, bea, sol = (
            factories.a_member(body, "officer", "Bo"),
            factories.a_member(body, "officer", "Bea"),
            factories.a_member(body, "sponsor", "Sol"),
        )
        idea = factories.a_contribution(factories.a_programme(body))
        for step in steps:
            try:
                _take(step, idea, bo, bea, sol)
            except (Refusal, ObjectDoesNotExist):
                continue
        for decision in Decision.objects.all():
            if decision.released_at:
                assert decision.checked_by_id not in (None, decision.drafted_by_id)
            assert decision.closed_at or decision.next_word_on
        idea.refresh_from_db()
        assert bool(idea.decided_at) == Decision.objects.standing().exists()
        assert bool(idea.first_answered_at) == Decision.objects.released().exists()
        for decision in Decision.objects.filter(reopened_at__isnull=False):
            assert decision.second_look.outcome == "changed"
            assert decision.answers.get(kind="final").released_at
        transaction.set_rollback(True)


def _take(step, idea, bo, bea, sol):
    if step.startswith("draft"):
        words = f"We try {idea.decisions.count()} benches."
        forward(idea, bo if step == "draft_bo" else bea, decided=words)
        return
    decision = Decision.objects.filter(contribution=idea).latest("pk")
    if step.startswith("check"):
        actions.check(decision, by=bo if step == "check_bo" else bea, at=NOON)
    elif step == "return":
        actions.return_to_drafter(decision, words="Again.", by=bea, at=NOON)
    elif step == "release":
        actions.release(decision, by=bo, at=NOON)
    elif step == "ask":
        actions.ask_second_look(decision, words="And the rain?", by=None, at=NOON)
    elif step in {"changed", "stays"}:
        look = decision.second_look
        actions.give_second_look(look, outcome=step, reply="A roof.", by=sol, at=NOON)
    elif step == "update":
        actions.tell_update(
            decision, words="News.", progress="testing", next_word_on=JUNE, by=bo, at=NOON
        )
    else:
        actions.close_undertaking(decision, progress="in_use", result="Done.", by=bo, at=NOON)


def test_what_was_withdrawn_meanwhile_is_neither_checked_nor_scheduled(bench, bo, bea, noon):
    decision = forward(bench, bo)
    Contribution.objects.filter(pk=bench.pk).update(standing="withdrawn")
    with pytest.raises(refusals.NotDecidable):
        actions.check(decision, by=bea, at=noon)
    Contribution.objects.filter(pk=bench.pk).update(standing="listed")
    actions.check(decision, by=bea, at=noon)
    Contribution.objects.filter(pk=bench.pk).update(standing="withdrawn")
    with pytest.raises(refusals.NotDecidable):
        actions.schedule([decision], release_at=noon, by=bo, at=noon)


def test_what_was_withdrawn_meanwhile_waits_on_no_desk(bench, bo, bea, noon):
    def waiting():
        body = bench.body
        return [
            list(found)
            for found in (
                queries.to_check(bea, body),
                queries.returned_to(bo, body),
                queries.to_release(body, bo),
            )
        ]

    decision, gone = forward(bench, bo), Contribution.objects.filter(pk=bench.pk)
    for step, place in (
        (lambda: None, 0),
        (lambda: actions.return_to_drafter(decision, words="Why?", by=bea, at=noon), 1),
        (lambda: actions.check(decision, by=bea, at=noon), 2),
    ):
        step()
        assert [place for place, found in enumerate(waiting()) if found] == [place]
        gone.update(standing="withdrawn")
        assert waiting() == [[], [], []]
        gone.update(standing="listed")


def test_what_was_withdrawn_meanwhile_is_not_released(bench, bo, bea, noon):
    decision = forward(bench, bo)
    actions.check(decision, by=bea, at=noon)
    actions.schedule([decision], release_at=noon, by=bo, at=noon)
    Contribution.objects.filter(pk=bench.pk).update(standing="withdrawn")
    with pytest.raises(refusals.NotDecidable):
        actions.release(decision, by=bo, at=noon)
    assert actions.release_due(at=noon) == 0
