"""What was sent stays: nobody shifts a mean by removing an assessor, a score or a criterion, not even past the actions."""

import pytest
from django.db import IntegrityError, connection, transaction

from flotilla.assessment import actions, queries
from flotilla.assessment.actions import refusals
from flotilla.assessment.models import Assessment, CriteriaSet
from flotilla.contributions import actions as contributions
from flotilla.journal.models import Entry
from tests import factories
from tests.assessment import making
from tests.factories import NOON
from tests.programmes import ready


@pytest.fixture
def sent(campaign, bo, cy):
    """What Pat gave to an entry, the least of all, with Cy in the chair who gave the most."""
    cy.email = "cy@marlhaven.example"
    cy.save()
    making.a_set(campaign, by=bo)
    panel = making.a_panel(campaign, by=bo)
    pat = factories.a_person("Pat", email="pat@one.example")
    entry = factories.a_contribution(campaign, title="One")
    seats = [
        making.a_seat(panel, person, part=part, by=bo)
        for person, part in ((cy, "chair"), (pat, "assessor"))
    ]
    criteria = actions.begin_assessing(panel, by=bo, at=NOON)
    for seat, points in zip(seats, (4, 0), strict=True):
        given = actions.allot_by_hand(seat, entry, by=bo, at=NOON)
        actions.say_no_interest(given, by=seat.person, at=NOON)
        said = making.said(criteria, *[points] * 4)
        actions.send_assessment(given, said=said, by=seat.person, at=NOON)
    return Assessment.objects.select_related("seat__panel", "seat__person").get(seat=seats[1])


def totals(paper, person):
    """What the entry has in the ranking."""
    criteria = CriteriaSet.objects.get(programme=paper.seat.panel.programme)
    return [one.given for one in queries.ranking(paper.seat.panel, criteria, person, line=1).rows]


def test_removing_an_assessor_shifts_no_mean_and_is_recorded_with_its_reason(sent, bo):
    before = totals(sent, bo)
    actions.leave_panel(sent.seat, reason="Too strict.", by=bo, at=NOON)
    assert totals(sent, bo) == before
    assert len(before[0]) == 2
    sent.seat.refresh_from_db()
    assert (sent.seat.left_by, sent.seat.left_reason) == (bo, "Too strict.")
    assert Entry.objects.filter(verb="panel.seat_left", by_id=bo.pk).count() == 1


def test_what_was_sent_is_not_taken_away_at_the_desk(sent, bo):
    with pytest.raises(refusals.AlreadySent):
        actions.take_away(sent, by=bo, at=NOON)


#: what somebody might write to the database past the actions, about Pat's assessment
PAST = (
    "UPDATE flotilla_assessment SET taken_away_at = sent_at WHERE id = {paper}",
    "UPDATE flotilla_assessment SET sent_at = NULL WHERE id = {paper}",
    "UPDATE flotilla_assessment SET voided_at = sent_at, void_reason = 'interest' WHERE id = {paper}",
    "UPDATE flotilla_scorecard SET scores = '[]' WHERE assessment_id = {paper}",
    "DELETE FROM flotilla_scorecard WHERE assessment_id = {paper}",
    "DELETE FROM flotilla_score WHERE assessment_id = {paper}",
    "DELETE FROM flotilla_assessment WHERE id = {paper}",
    "DELETE FROM flotilla_criterion WHERE criteria_set_id = {criteria}",
    "DELETE FROM flotilla_criteriaset WHERE id = {criteria}",
)


@pytest.mark.parametrize("statement", PAST)
def test_the_database_refuses_it_past_the_actions(sent, bo, statement):
    before = totals(sent, bo)
    criteria = CriteriaSet.objects.get().pk
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(paper=sent.pk, criteria=criteria))
    assert totals(sent, bo) == before


def test_the_database_refuses_to_delete_a_criterion_that_nobody_has_scored_yet(campaign, bo):
    published = making.a_set(campaign, by=bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        published.criteria.all().delete()
    assert published.criteria.count() == 4


def test_an_interest_still_makes_it_void_and_nothing_makes_it_count_again(sent, bo):
    actions.declare_interest(sent.seat, sent.contribution, kind="family", by=bo, at=NOON)
    paper = Assessment.objects.filter(pk=sent.pk)
    assert paper.get().voided_at == NOON
    with pytest.raises(IntegrityError), transaction.atomic():
        paper.update(voided_at=None, void_reason="")


def test_a_draft_programme_is_thrown_away_with_the_criteria_published_in_it(marlhaven, bo):
    draft = ready.a_draft(marlhaven, by=bo, at=NOON)
    making.a_set(draft, by=bo)
    contributions.discard(draft, by=bo, at=NOON)
    assert CriteriaSet.objects.count() == 0


def test_what_was_not_sent_yet_goes_as_before(campaign, bo):
    draft = making.a_draft(campaign, by=bo)
    one = making.a_criterion(draft, by=bo)
    actions.remove_criterion(one, by=bo, at=NOON)
    assert draft.criteria.count() == 0
