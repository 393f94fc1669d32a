"""Voting on an entry: with a quorum, by those who are there and free, and the count is that of the votes."""

import pytest
from django.db import IntegrityError, transaction

from flotilla.assessment import actions, queries
from flotilla.assessment.actions import meeting_refusals
from flotilla.assessment.models import PanelVote, Recommendation
from flotilla.journal.models import Entry
from flotilla.kit.codes import NotListed
from tests.assessment.meeting_round import a_meeting
from tests.factories import NOON


@pytest.fixture
def meet(campaign, bo, cy):
    """Four entries with all scores in."""
    return a_meeting(campaign, bo, cy)


def put(meet, number):
    """An entry called and put to the vote."""
    meet.call(number)
    return actions.put_to_vote(meet.item(number), by=meet.bo, at=NOON)


def test_more_yes_than_no_recommends_with_its_reason(meet):
    meet.open()
    found = meet.voted(0, "yes", "yes", "no", reason=" Needed here. ")
    assert (found.is_recommended, found.yes, found.no, found.abstained) == (True, 2, 1, 0)
    assert found.reason == "Needed here."
    details = Entry.objects.get(verb="meeting.recommended").details
    assert details == {"yes": 2, "no": 1, "abstained": 0, "recommended": True}


@pytest.mark.parametrize("choices", [("yes", "no"), ("abstain", "abstain", "abstain"), ("no", "no")])  # fmt: skip
def test_as_many_no_as_yes_does_not_recommend(meet, choices):
    meet.open()
    assert meet.voted(0, *choices).is_recommended is False


def test_without_a_quorum_nothing_is_voted(meet):
    meet.tie(meet.pat, 0)
    meet.open(quorum=3)
    with pytest.raises(meeting_refusals.NoQuorum) as refused:
        put(meet, 0)
    assert str(refused.value).startswith("3 members without an interest must vote on it, and 2 do.")
    found = put(meet, 1)
    actions.vote(found, meet.seats[meet.cy.pk], choice="yes", by=meet.cy, at=NOON)
    with pytest.raises(meeting_refusals.NoQuorum):
        actions.close_vote(found, reason="Yes.", by=meet.bo, at=NOON)
    assert Recommendation.objects.get().closed_at is None


def test_whoever_has_an_interest_does_not_vote_whatever_way_it_comes(meet):
    meet.tie(meet.pat, 0)
    meet.open()
    found = put(meet, 0)
    with pytest.raises(meeting_refusals.MayNotVote):
        actions.vote(found, meet.seats[meet.pat.pk], choice="yes", by=meet.pat, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        PanelVote.objects.create(
            recommendation=found, seat=meet.seats[meet.pat.pk], choice="yes", cast_at=NOON
        )


def test_whoever_is_not_there_does_not_vote(meet):
    meet.open(come=False)
    meet.come(meet.cy)
    meet.come(meet.lee)
    found = put(meet, 0)
    with pytest.raises(meeting_refusals.MayNotVote):
        actions.vote(found, meet.seats[meet.pat.pk], choice="yes", by=meet.pat, at=NOON)


def test_a_vote_can_be_changed_until_it_is_counted(meet):
    meet.open()
    found = put(meet, 0)
    seat = meet.seats[meet.cy.pk]
    for choice in ("no", "yes"):
        actions.vote(found, seat, choice=choice, by=meet.cy, at=NOON)
    assert [one.choice for one in PanelVote.objects.all()] == ["yes"]
    with pytest.raises(NotListed):
        actions.vote(found, seat, choice="maybe", by=meet.cy, at=NOON)
    actions.vote(found, meet.seats[meet.lee.pk], choice="yes", by=meet.lee, at=NOON)
    with pytest.raises(meeting_refusals.NoReason):
        actions.close_vote(found, reason=" ", by=meet.bo, at=NOON)
    actions.close_vote(found, reason="Yes.", by=meet.bo, at=NOON)
    with pytest.raises(meeting_refusals.VoteOver):
        actions.vote(found, seat, choice="no", by=meet.cy, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        PanelVote.objects.filter(seat=seat).update(choice="no")
    with pytest.raises(IntegrityError), transaction.atomic():
        Recommendation.objects.update(is_recommended=False, yes=0)


def test_the_database_takes_no_result_that_is_not_that_of_the_votes(meet):
    meet.open()
    found = put(meet, 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recommendation.objects.filter(pk=found.pk).update(
            yes=3, is_recommended=True, reason="x", closed_at=NOON
        )
    for person in (meet.cy, meet.lee):
        actions.vote(found, meet.seats[person.pk], choice="no", by=person, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recommendation.objects.filter(pk=found.pk).update(
            no=2, is_recommended=True, reason="x", closed_at=NOON
        )


def test_only_the_entry_that_is_discussed_is_voted_on_and_the_vote_is_closed_before_the_next(meet):
    meet.open()
    with pytest.raises(meeting_refusals.NotDiscussed):
        actions.put_to_vote(meet.item(0), by=meet.bo, at=NOON)
    put(meet, 0)
    for step in (lambda: meet.call(1), meet.close):
        with pytest.raises(meeting_refusals.VoteOpen):
            step()


def test_voted_again_the_first_result_stays_in_the_record(meet):
    meet.open()
    meet.voted(0, "yes", "yes")
    meet.voted(1, "no", "no")
    meet.voted(0, "no", "no", "no", reason="We learned more.")
    found = Recommendation.objects.filter(item=meet.item(0))
    assert [(one.is_recommended, one.dropped_at is None) for one in found] == [
        (True, False),
        (False, True),
    ]
    assert queries.vote_on(meet.item(0)).is_recommended is False


def test_an_interest_found_later_spoils_the_vote_and_it_is_voted_anew(meet):
    meet.open()
    meet.voted(0, "yes", "yes", "yes")
    assert Recommendation.objects.standing().count() == 1
    meet.tie(meet.lee, 0)
    assert Recommendation.objects.standing().count() == 0
    meet.voted(0, "yes", "yes")
    assert Recommendation.objects.standing().count() == 1
