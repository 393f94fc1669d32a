"""Reading, asking colleagues, answering."""

from datetime import timedelta

import pytest

from flotilla.bodies.models import Department
from flotilla.contributions.models import Contribution
from flotilla.decisions import actions, queries, rules
from flotilla.decisions.actions import refusals
from flotilla.decisions.models import Answer, Assignment
from flotilla.decisions.verbs import Verb
from flotilla.journal.models import Entry
from flotilla.people.models import Person
from tests import factories
from tests.factories import NOON


def test_a_first_answer_is_drafted_then_released_and_kept_as_the_moment_it_came(bench, bo):
    answer = actions.draft_answer(bench, said="A bench.", decided="We try four.", by=bo, at=NOON)
    assert queries.released_answers(bench) == []
    actions.release_answer(answer, by=bo, at=NOON)
    bench.refresh_from_db()
    assert (bench.first_answered_at, queries.released_answers(bench)) == (NOON, [answer])


def test_posted_twice_an_answer_is_sent_once(bench, bo):
    answer = actions.draft_answer(bench, decided="We try four.", by=bo, at=NOON)
    actions.release_answer(answer, by=bo, at=NOON)
    actions.release_answer(answer, by=bo, at=NOON + timedelta(hours=1))
    assert Entry.objects.filter(verb=Verb.ANSWER_RELEASED).count() == 1
    with pytest.raises(refusals.AlreadyAnswered):
        actions.draft_answer(bench, decided="Something else.", by=bo, at=NOON)


def test_whoever_answers_has_read_it(bench, bo):
    actions.release_answer(
        actions.draft_answer(bench, decided="Yes.", by=bo, at=NOON), by=bo, at=NOON
    )
    assert [(one.considered_by, one.considered_at) for one in bench.considerations.all()] == [
        (bo, NOON)
    ]


@pytest.mark.parametrize(
    ("decided", "refusal"),
    [("  ", refusals.NothingSaid), ("Dear {{ name }}, yes.", refusals.GapsLeft)],
)
def test_an_empty_answer_and_one_with_gaps_are_not_sent(bench, bo, decided, refusal):
    answer = actions.draft_answer(bench, decided=decided, by=bo, at=NOON)
    with pytest.raises(refusal):
        actions.release_answer(answer, by=bo, at=NOON)


@pytest.mark.parametrize("standing", ["merged", "split", "withdrawn", "removed"])
def test_what_is_gone_or_answered_through_another_gets_no_answer_of_its_own(
    campaign, bench, bo, standing
):
    drafted = actions.draft_answer(bench, decided="We try four.", by=bo, at=NOON)
    other = factories.a_contribution(campaign)
    Contribution.objects.filter(pk=bench.pk).update(
        standing=standing, merged_into=other if standing == "merged" else None
    )
    with pytest.raises(refusals.NotAnswerable):
        actions.release_answer(drafted, by=bo, at=NOON)
    with pytest.raises(refusals.NotAnswerable):
        actions.draft_answer(bench, decided="We try three.", by=bo, at=NOON)
    actions.consider(bench, by=bo, at=NOON)
    with pytest.raises(refusals.NotAnswerable):
        actions.answer_together(
            [bench], decided="Yes.", lines={bench.pk: "A bench."}, by=bo, at=NOON
        )
    bench.refresh_from_db()
    assert (bench.first_answered_at, queries.released_answers(bench)) == (None, [])


def test_posted_again_after_it_was_withdrawn_an_answer_stays_sent(bench, bo):
    drafted = actions.draft_answer(bench, decided="We try four.", by=bo, at=NOON)
    sent = actions.release_answer(drafted, by=bo, at=NOON)
    Contribution.objects.filter(pk=bench.pk).update(standing="withdrawn")
    assert actions.release_answer(drafted, by=bo, at=NOON) == sent


def test_an_answer_reaches_what_was_joined(campaign, bench, bo):
    joined = factories.a_contribution(campaign, standing="merged", merged_into=bench)
    answer = actions.draft_answer(bench, decided="Yes.", by=bo, at=NOON)
    actions.release_answer(answer, by=bo, at=NOON)
    joined.refresh_from_db()
    assert (joined.first_answered_at, queries.released_answers(joined)) == (NOON, [answer])


def test_what_is_due_comes_with_the_latest_first(campaign, marlhaven):
    later = factories.a_contribution(campaign, answer_due_on=NOON.date() + timedelta(days=1))
    sooner = factories.a_contribution(campaign, answer_due_on=NOON.date() - timedelta(days=2))
    factories.a_contribution(campaign, answer_due_on=NOON.date() + timedelta(days=20))
    factories.a_contribution(campaign, standing="withdrawn", answer_due_on=NOON.date())
    assert list(queries.answers_due(marlhaven, NOON.date() + timedelta(days=1))) == [sooner, later]


def test_the_other_council_has_nothing_of_it_on_its_desk(bench, harrowmere):
    assert list(queries.unanswered(harrowmere)) == []


def test_a_colleague_and_a_department_can_be_asked(bench, bo, sol, marlhaven):
    legal = Department.objects.create(body=marlhaven, name="Legal")
    actions.assign(
        bench,
        person=sol,
        question="How much?",
        due_on=NOON.date() + timedelta(days=3),
        by=bo,
        at=NOON,
    )
    sol.memberships.update(department=legal)
    actions.assign(bench, department=legal, due_on=NOON.date() + timedelta(days=1), by=bo, at=NOON)
    assert [(one.person, one.department) for one in queries.assignments_for(sol, marlhaven)] == [
        (None, legal),
        (sol, None),
    ]
    actions.settle_assignment(
        queries.assignments_for(sol, marlhaven)[0], reply="Nothing against it.", by=sol, at=NOON
    )
    assert queries.assignments_for(sol, marlhaven).count() == 1


def test_what_is_asked_for_stands_at_the_desk_of_its_body_until_it_is_withdrawn(
    bench, bo, sol, marlhaven, harrowmere
):
    asked = actions.assign(bench, person=sol, due_on=NOON.date(), by=bo, at=NOON)

    def waiting():
        return [
            list(queries.assignments_for(sol, marlhaven)),
            list(queries.waiting_on_others(marlhaven)),
            list(queries.assignments_for(sol, harrowmere)),
        ]

    assert waiting() == [[asked], [asked], []]
    Contribution.objects.filter(pk=bench.pk).update(standing="withdrawn")
    assert waiting() == [[], [], []]


def test_who_left_or_may_not_read_it_settles_nothing(bench, bo, sol):
    asked = actions.assign(bench, person=sol, due_on=NOON.date(), by=bo, at=NOON)

    def settles(person):
        return rules.may_settle(
            Person.objects.get(pk=person.pk), Assignment.objects.get(pk=asked.pk)
        )

    assert (settles(sol), settles(bo)) == (True, True)
    Contribution.objects.filter(pk=bench.pk).update(standing="withdrawn")
    assert (settles(sol), settles(bo)) == (False, True)
    Contribution.objects.filter(pk=bench.pk).update(standing="listed")
    sol.memberships.update(ended_at=NOON)
    assert settles(sol) is False


def test_an_answer_cannot_be_asked_for_yesterday(bench, bo, sol):
    with pytest.raises(refusals.AskedTooLate):
        actions.assign(bench, person=sol, due_on=NOON.date() - timedelta(days=1), by=bo, at=NOON)
    with pytest.raises(refusals.NobodyAsked):
        actions.assign(bench, due_on=NOON.date(), by=bo, at=NOON)


def test_the_day_by_which_it_is_asked_for_is_one_of_the_body(bench, bo, sol, marlhaven):
    marlhaven.time_zone = "America/Los_Angeles"
    marlhaven.save()
    bench = Contribution.objects.get(pk=bench.pk)
    evening = NOON.replace(hour=23) + timedelta(hours=5)
    asked = actions.assign(bench, person=sol, due_on=NOON.date(), by=bo, at=evening)
    assert asked.due_on == NOON.date() < evening.date()


def test_many_are_answered_together_each_with_a_line_of_its_own(campaign, bo):
    ideas = [factories.a_contribution(campaign, title=f"Idea {n}") for n in range(3)]
    for idea in ideas:
        actions.consider(idea, by=bo, at=NOON)
    lines = {idea.pk: f"About {idea.title}: thank you." for idea in ideas}
    actions.answer_together(
        ideas, decided="All of these go to the panel.", lines=lines, by=bo, at=NOON
    )
    assert list(Answer.objects.order_by("pk").values_list("decided", flat=True)) == [
        f"About Idea {n}: thank you.\n\nAll of these go to the panel." for n in range(3)
    ]


def test_nobody_gets_a_bulk_thanks_no_thanks_unread(campaign, bo):
    ideas = [factories.a_contribution(campaign, title=f"Idea {n}") for n in range(2)]
    lines = {idea.pk: "Thanks, no thanks." for idea in ideas}
    with pytest.raises(refusals.NotRead, match="Idea 0; Idea 1"):
        actions.answer_together(ideas, decided="No.", lines=lines, by=bo, at=NOON)
    for idea in ideas:
        actions.consider(idea, by=bo, at=NOON)
    with pytest.raises(refusals.SameLine):
        actions.answer_together(ideas, decided="No.", lines=lines, by=bo, at=NOON)
    assert Answer.objects.count() == 0
