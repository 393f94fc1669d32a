"""From the meeting to decisions: the panel's vote and reason become drafts, and no money follows without all of them."""

from datetime import date, timedelta

import pytest

from flotilla.assessment import actions as assessment
from flotilla.assessment.actions import meeting_refusals
from flotilla.assessment.models import Meeting, Recommendation
from flotilla.awards.actions import refusals as award_refusals
from flotilla.awards.models import Pot
from flotilla.decisions import actions, rules
from flotilla.decisions.actions import refusals
from flotilla.decisions.models import Decision
from tests import factories
from tests.assessment.meeting_round import a_meeting
from tests.assessment.test_spending import APART, asks, settle, voted
from tests.awards import makers
from tests.factories import NOON

WORDS = {
    "who_decided": "The cabinet, on the recommendation of the panel",
    "way": "pilot",
    "next_word_on": date(2099, 6, 1),
    "forward": "We take it forward.",
    "not_forward": "Not this time.",
}


@pytest.fixture
def meet(campaign, bo, cy):
    """Two entries above the line, two not, settled from £90; the meeting is closed."""
    found = asks(voted(a_meeting(campaign, bo, cy, points=APART)), 50, 40, 20, 10)
    settle(found, 90)
    return found.close()


def draft(meet, *, by=None, at=NOON, **more):
    """Draft the decisions."""
    return actions.draft_from_meeting(meet.now(), **{**WORDS, **more}, by=by or meet.bo, at=at)


def test_every_entry_gets_a_draft_with_the_panels_reason(meet):
    draft(meet)
    rows = Decision.objects.order_by("contribution__number")
    assert [(one.contribution.title, one.outcome) for one in rows] == [
        ("One", "forward"),
        ("Two", "forward"),
        ("Three", "not_forward"),
        ("Four", "not_forward"),
    ]
    assert [one.answers.get().decided for one in rows] == [
        "We take it forward.\n\n£50\n\nIt meets the need.",
        "We take it forward.\n\n£40\n\nIt meets the need.",
        "Not this time.\n\nIt meets the need.",
        "Not this time.\n\nIt meets the need.",
    ]
    assert {one.rule for one in rows} == {"3–0–0; ≥ 2", "0–3–0; ≥ 2"}
    assert not Decision.objects.filter(checked_at__isnull=False).exists()


def test_what_is_drafted_is_confirmed_by_somebody_else_and_settles_the_line(meet, bea):
    first = draft(meet)[0]
    with pytest.raises(refusals.SelfChecked):
        actions.check(first, by=meet.bo, at=NOON)
    actions.check(first, by=bea, at=NOON)
    with pytest.raises(meeting_refusals.SettledAlready):
        settle(meet, 200)
    with pytest.raises(meeting_refusals.SettledAlready):
        draft(meet)


def test_a_draft_by_hand_stays(meet):
    actions.draft_decision(
        meet.entries[3], outcome="not_forward", reasons=["conflicts"], words="Another plan.", decided="No.", who_decided="We", by=meet.bo, at=NOON,
    )  # fmt: skip
    assert len(draft(meet)) == 3
    assert Decision.objects.get(contribution=meet.entries[3]).reasons == ["conflicts"]


def test_nothing_is_drafted_while_the_panel_meets_or_before_the_line_is_settled(campaign, bo, cy):
    found = voted(a_meeting(campaign, bo, cy, points=APART))
    with pytest.raises(refusals.MeetingNotOver):
        draft(found)
    found.close()
    with pytest.raises(refusals.NotSettled):
        draft(found)
    assert Decision.objects.count() == 0


def test_a_score_that_was_corrected_since_lets_the_line_be_settled_again(meet):
    paper = meet.entries[1].assessments.get(seat__person=meet.pat)
    asked = assessment.ask_correction(
        paper, meet.criteria.criteria.first(), points=4, reason="Misread.", by=meet.pat, at=NOON
    )
    later = NOON + timedelta(hours=1)
    assessment.agree_correction(asked, by=meet.bo, at=later)
    with pytest.raises(refusals.SettleAgain):
        draft(meet, at=later)
    assessment.settle_spending(meet.now(), rule="strict", money_minor=9_000, by=meet.bo, at=later)
    assert len(draft(meet, at=later)) == 4


def test_a_vote_that_an_interest_spoils_is_counted_again_or_nothing_follows_from_it(meet):
    meet.tie(meet.lee, 0)
    with pytest.raises(refusals.VoteSpoilt) as refused:
        draft(meet)
    assert "One" in str(refused.value)
    made = assessment.count_again(meet.item(0), by=meet.bo, at=NOON)
    assert (made.yes, made.is_recommended) == (2, True)
    with pytest.raises(meeting_refusals.NothingToCount):
        assessment.count_again(meet.item(0), by=meet.bo, at=NOON)
    assert len(draft(meet)) == 4
    assert Recommendation.objects.filter(item=meet.item(0)).count() == 2


def test_too_few_votes_are_left_to_count_again(meet):
    meet.tie(meet.lee, 0)
    meet.tie(meet.pat, 0)
    with pytest.raises(meeting_refusals.NoQuorum):
        assessment.count_again(meet.item(0), by=meet.bo, at=NOON)


def test_who_drafts_decides_here_and_has_no_interest(meet, bea, sol, dee, eve, cy):
    found = meet.now()
    may = [rules.may_draft_from_meeting(one, found) for one in (meet.bo, bea, sol, cy, dee, eve)]
    assert may == [True, True, True, False, False, False]
    meet.entries[0].authorships.create(person=bea, credit="author", joined_at=NOON)
    assert not rules.may_draft_from_meeting(bea, found)


def give(meet, number, minor=100):
    """Draft an award to an entry."""
    pot = Pot.objects.first() or makers.a_pot(meet.programme.body, by=meet.bo)
    return makers.an_award(pot, by=meet.bo, contribution=meet.entries[number], amount_minor=minor)


def test_an_award_without_decision_vote_or_confirmation_is_refused(meet, bea):
    with pytest.raises(award_refusals.NoDecision):
        give(meet, 0)
    first = draft(meet)[0]
    with pytest.raises(award_refusals.NoDecision):
        give(meet, 0)
    actions.check(first, by=bea, at=NOON)
    with pytest.raises(award_refusals.MoreThanGranted):
        give(meet, 0, minor=5_001)
    assert give(meet, 0, minor=5_000).contribution == meet.entries[0]


def test_an_award_whose_vote_lacks_its_quorum_is_refused(meet, bea):
    first = draft(meet)[0]
    actions.check(first, by=bea, at=NOON)
    meet.tie(meet.lee, 0)
    with pytest.raises(award_refusals.NoVote):
        give(meet, 0)
    late = factories.a_contribution(meet.programme, title="Never discussed")
    decision = actions.draft_decision(
        late, outcome="forward", way="pilot", decided="Yes.", who_decided="We", next_word_on=date(2099, 6, 1), by=meet.bo, at=NOON,
    )  # fmt: skip
    actions.check(decision, by=bea, at=NOON)
    meet.entries.append(late)
    with pytest.raises(award_refusals.NoVote):
        give(meet, 4)


def test_the_page_drafts_them_for_those_who_decide(meet, desk_client, client_of, dee):
    here = "/desk/p/short-trips/meeting/decisions/"
    said = {**WORDS, "next_word_on_0": "1", "next_word_on_1": "6", "next_word_on_2": "2099"}
    officer = desk_client(meet.bo)
    assert "2 above the line, 2 not." in officer.get(here).content.decode()
    assert officer.post(here, {**said, "forward": ""}).status_code == 200
    assert Decision.objects.count() == 0
    assert officer.post(here, said).status_code == 302
    assert Decision.objects.count() == 4
    assert client_of(dee).get(here).status_code == 404
    assert Meeting.objects.get().drafted_by == meet.bo
