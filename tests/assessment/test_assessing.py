"""Judging: given out, free of interest, scored, sealed until all are in, changed in the open."""

import math
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from flotilla.assessment import actions, queries, rules
from flotilla.assessment.actions import Given, Said, refusals
from flotilla.assessment.models import Assessment, CriteriaSet, Interest, Score, Scorecard
from flotilla.contributions.models import Contribution
from flotilla.journal.models import Entry
from tests import factories
from tests.assessment import making
from tests.factories import NOON


class Round:
    """A panel that has begun: Cy in the chair, Pat and Lee beside, all ready; Bo looks after it."""

    def __init__(self, campaign, bo, cy):
        self.programme, self.bo, self.cy = campaign, bo, cy
        self.publish()
        self.criteria = CriteriaSet.objects.get(programme=campaign)
        self.pat = factories.a_person("Pat", email="pat@one.example")
        self.lee = factories.a_person("Lee", email="lee@two.example")
        self.panel = making.a_panel(campaign, by=bo)
        parts = ((cy, "chair"), (self.pat, "assessor"), (self.lee, "assessor"))
        self.seats = {
            one.pk: making.a_seat(self.panel, one, part=part, by=bo) for one, part in parts
        }
        self.entry = factories.a_contribution(campaign, title="One")

    def publish(self):
        """Publish what is judged by."""
        making.a_set(self.programme, by=self.bo)

    def begin(self):
        actions.begin_assessing(self.panel, by=self.bo, at=NOON)
        self.criteria = CriteriaSet.objects.get(programme=self.programme)
        return self

    def given(self, person, entry=None, *, free=True):
        """An entry given to somebody by hand, with no interest in it."""
        entry = entry or self.entry
        one = actions.allot_by_hand(self.seats[person.pk], entry, by=self.bo, at=NOON)
        return actions.say_no_interest(one, by=person, at=NOON) if free else one

    def sent(self, person, *points, entry=None, **words):
        said = making.said(self.criteria, *points, **words)
        return actions.send_assessment(self.given(person, entry), said=said, by=person, at=NOON)


@pytest.fixture
def round_(campaign, bo, cy):
    """A panel in the middle of its work."""
    cy.email = "cy@marlhaven.example"
    cy.save()
    return Round(campaign, bo, cy).begin()


def test_beginning_freezes_the_criteria_with_their_hash(campaign, bo, cy):
    found = Round(campaign, bo, cy)
    digest = queries.digest_of(found.criteria)
    found.begin()
    assert (found.criteria.frozen_at, found.criteria.digest) == (NOON, digest)
    assert Entry.objects.get(verb="assessing.begun").details["digest"] == digest
    with pytest.raises(refusals.CriteriaFrozen):
        actions.remove_criterion(found.criteria.criteria.first(), by=bo, at=NOON)


def test_nothing_begins_without_a_chair_or_published_criteria(campaign, bo, cy, ada):
    panel = making.a_panel(campaign, by=bo)
    with pytest.raises(refusals.NotPublished):
        actions.begin_assessing(panel, by=bo, at=NOON)
    making.a_set(campaign, by=bo)
    with pytest.raises(refusals.NoChair):
        actions.begin_assessing(panel, by=bo, at=NOON)
    making.a_seat(panel, cy, part="chair", by=bo)
    with pytest.raises(refusals.NothingToJudge):
        actions.begin_assessing(panel, by=bo, at=NOON)


def test_a_draft_is_kept_however_little_it_is_and_sent_when_whole(round_):
    one = round_.given(round_.pat)
    first = round_.criteria.criteria.first()
    said = Said({first.pk: Given(3)}, for_panel="Hm.")
    actions.save_assessment(one, said=said, by=round_.pat, at=NOON)
    assert [(one.points, one.is_na) for one in Score.objects.all()] == [(3, False)]
    with pytest.raises(refusals.NotAnswered):
        actions.send_assessment(one, said=said, by=round_.pat, at=NOON)
    sent = actions.send_assessment(one, said=making.said(round_.criteria), by=round_.pat, at=NOON)
    assert (sent.sent_at, Score.objects.count(), Scorecard.objects.count()) == (NOON, 4, 1)
    with pytest.raises(refusals.AlreadySent):
        actions.save_assessment(one, said=said, by=round_.pat, at=NOON)


@pytest.mark.parametrize("points", [5, -1, 4.5, math.nan, math.inf, "3", True])
def test_a_bad_score_is_refused_with_a_sentence_and_nothing_is_kept(round_, points):
    one = round_.given(round_.pat)
    first = round_.criteria.criteria.first()
    with pytest.raises(refusals.BadScore) as refused:
        actions.save_assessment(one, said=Said({first.pk: Given(points)}), by=round_.pat, at=NOON)
    assert str(refused.value) == "Need: choose whole points from 0 to 4, or “does not apply”."
    assert Score.objects.count() == 0


def test_the_database_takes_no_score_outside_the_scale_or_of_another_criterion(
    round_, marlhaven, bo
):
    one = round_.given(round_.pat)
    first = round_.criteria.criteria.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.create(assessment=one, criterion=first, points=5)
    score = Score.objects.create(assessment=one, criterion=first, points=4)
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.filter(pk=score.pk).update(points=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.filter(pk=score.pk).update(is_na=True)
    elsewhere = making.a_set(factories.a_programme(marlhaven, address="other"), by=bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.create(assessment=one, criterion=elsewhere.criteria.first(), points=3)
    with pytest.raises(refusals.NothingElse):
        actions.save_assessment(
            one, said=Said({elsewhere.criteria.first().pk: Given(3)}), by=round_.pat, at=NOON
        )


def test_what_does_not_apply_is_no_zero_and_most_of_the_weight_must_apply(round_):
    sent = round_.sent(round_.pat, 3, None)
    assert [(one.points, one.is_na) for one in sent.scores.all()][:2] == [(3, False), (None, True)]
    with pytest.raises(refusals.TooLittleAnswered):
        round_.sent(round_.lee, None, 4)


def test_few_points_need_a_reason(round_):
    one = round_.given(round_.pat)
    said = making.said(round_.criteria, 1)
    first = round_.criteria.criteria.first().pk
    silent = Said({**said.scores, first: replace(said.scores[first], reason=" ")})
    with pytest.raises(refusals.ReasonMissing) as refused:
        actions.send_assessment(one, said=silent, by=round_.pat, at=NOON)
    assert refused.value.at_fields == {
        f"reason_{first}": "Need: give a reason for fewer than 2 points."
    }
    actions.send_assessment(one, said=said, by=round_.pat, at=NOON)


def readable(person):
    """Whose assessments a person may read."""
    found = Assessment.objects.visible_to(person).filter(sent_at__isnull=False)
    return sorted(one.seat.person.name for one in found.select_related("seat__person"))


def test_nobody_reads_another_before_all_are_in_the_chair_and_the_officer_neither(round_, bo, dee):
    round_.sent(round_.pat)
    round_.given(round_.lee)
    waiting = round_.given(round_.cy)
    assert [readable(one) for one in (round_.pat, round_.lee, round_.cy, bo, dee)] == [
        ["Pat"],
        [],
        [],
        [],
        [],
    ]
    round_.sent(round_.lee)
    actions.send_assessment(waiting, said=making.said(round_.criteria), by=round_.cy, at=NOON)
    everybody = ["Cy", "Lee", "Pat"]
    assert [readable(one) for one in (round_.pat, round_.cy, bo)] == [everybody] * 3
    assert readable(dee) == []


def test_whoever_wrote_an_entry_reads_nothing_of_what_is_said_of_it(round_, bea):
    own = factories.a_contribution(round_.programme, by=bea, title="Bea's")
    round_.sent(round_.pat, entry=own)
    assert readable(bea) == []
    assert readable(round_.bo) == ["Pat"]


def test_a_change_before_all_are_in_is_free_and_afterwards_says_why(round_):
    one = round_.sent(round_.pat, 4)
    other = round_.given(round_.lee)
    actions.send_assessment(one, said=making.said(round_.criteria, 2), by=round_.pat, at=NOON)
    actions.send_assessment(other, said=making.said(round_.criteria), by=round_.lee, at=NOON)
    changed = making.said(round_.criteria, 3)
    with pytest.raises(refusals.NoWhy):
        actions.send_assessment(one, said=changed, by=round_.pat, at=NOON)
    actions.send_assessment(one, said=changed, why="I misread the budget.", by=round_.pat, at=NOON)
    kept = one.scorecards.all()
    assert [(card.number, card.scores[0]["points"], card.reason) for card in kept] == [
        (1, 4, ""),
        (2, 2, ""),
        (3, 3, "I misread the budget."),
    ]


def test_after_the_decision_nothing_changes(round_):
    one = round_.sent(round_.pat)
    Contribution.objects.filter(pk=round_.entry.pk).update(decided_at=NOON)
    with pytest.raises(refusals.Decided):
        actions.send_assessment(one, said=making.said(round_.criteria), by=round_.pat, at=NOON)


def test_an_interest_found_late_makes_the_assessment_void_and_is_recorded(round_, bo):
    one = round_.sent(round_.pat)
    actions.declare_interest(
        round_.seats[round_.pat.pk], round_.entry, kind="family", by=round_.pat, at=NOON
    )
    one.refresh_from_db()
    assert (one.voided_at, one.void_reason, one.scorecards.count()) == (NOON, "interest", 1)
    assert Entry.objects.get(verb="assessment.voided").details == {"was_sent": True}
    assert readable(round_.pat) == readable(bo) == []
    assert not rules.may_judge(round_.pat, one)
    with pytest.raises(refusals.NotYours):
        actions.send_assessment(one, said=making.said(round_.criteria), by=round_.pat, at=NOON)
    with pytest.raises(refusals.HasInterest):
        round_.given(round_.pat)


def test_a_suspected_interest_hides_the_entry_with_all_that_was_said_of_it(round_):
    round_.sent(round_.pat)
    round_.sent(round_.cy)
    Interest.objects.create(
        seat=round_.seats[round_.cy.pk],
        contribution=round_.entry,
        kind="domain",
        state="suspected",
        noted_at=NOON,
    )
    assert readable(round_.cy) == []
    assert queries.pile(round_.seats[round_.cy.pk], round_.cy) == []


def test_an_assessor_who_leaves_shifts_no_mean(round_):
    """What they sent counts; what they have not sent is nobody's any more."""
    sent = round_.sent(round_.pat)
    other = factories.a_contribution(round_.programme, title="Two")
    round_.given(round_.pat, other)
    actions.leave_panel(round_.seats[round_.pat.pk], reason="Moved.", by=round_.bo, at=NOON)
    assert list(Assessment.objects.live()) == [sent]
    with pytest.raises(refusals.NotYours):
        actions.send_assessment(sent, said=making.said(round_.criteria), by=round_.pat, at=NOON)


def test_everybody_has_an_order_of_their_own_that_stays(round_):
    more = [factories.a_contribution(round_.programme, title=f"No {n}") for n in range(6)]
    for person in (round_.pat, round_.lee):
        for entry in more:
            round_.given(person, entry)

    def order(person):
        seat = round_.seats[person.pk]
        return [one.contribution_id for one in queries.pile(seat, person)]

    assert order(round_.pat) == order(round_.pat)
    assert order(round_.pat) != order(round_.lee)
    assert sorted(order(round_.pat)) == sorted(order(round_.lee)) == [one.pk for one in more]


def test_words_are_scored_only_after_somebody_said_that_they_have_no_interest(round_):
    one = round_.given(round_.pat, free=False)
    with pytest.raises(refusals.InterestNotSaid):
        actions.save_assessment(one, said=Said({}), by=round_.pat, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=one.pk).update(sent_at=NOON)


def test_only_whom_it_was_given_to_judges_it(round_, dee):
    one = round_.given(round_.pat)
    for other in (round_.lee, round_.bo, dee):
        with pytest.raises(refusals.NotYours):
            actions.save_assessment(one, said=Said({}), by=other, at=NOON)
        assert not rules.may_judge(other, one)
    assert rules.may_judge(round_.pat, one)
