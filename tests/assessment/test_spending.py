"""Spending to a budget: what was voted, in the exact order, a reason for each skip, a part only by consent."""

import pytest
from django.db import IntegrityError, transaction

from flotilla.assessment import actions, queries, rules
from flotilla.assessment.actions import meeting_refusals
from flotilla.assessment.models import AgendaItem, CriteriaSet, Meeting, PartOffer
from tests.assessment.meeting_round import a_meeting
from tests.assessment.test_ranking import asking
from tests.factories import NOON

APART = ((4, 4, 4), (3, 3, 3), (2, 3, 2), (0, 1, 0))


@pytest.fixture
def meet(campaign, bo, cy):
    """Four entries: the first three recommended in this order, the last not; the scores are frozen."""
    return voted(a_meeting(campaign, bo, cy, points=APART))


def voted(meet, *, places=2):
    """Vote on all, the last not recommended, and freeze."""
    meet.open(places=places)
    for number in range(4):
        choice = "no" if number == 3 else "yes"
        meet.voted(number, choice, choice, choice)
    actions.freeze_scores(meet.now(), by=meet.bo, at=NOON)
    return meet


def asks(meet, *pounds):
    """What each entry asks for."""
    asking(meet, *pounds)
    return meet


def settle(meet, pounds=None, *, rule="strict", **more):
    """Settle a sum."""
    minor = None if pounds is None else pounds * 100
    return actions.settle_spending(meet.now(), rule=rule, money_minor=minor, **more, by=meet.bo, at=NOON)  # fmt: skip


def within():
    """What is above the line, with what it is granted in pounds."""
    rows = AgendaItem.objects.filter(is_within=True).order_by("contribution__number")
    return [(one.contribution.title, (one.granted_minor or 0) // 100) for one in rows]


def test_a_strict_line_stops_at_the_first_that_does_not_fit(meet):
    asks(meet, 50, 40, 20, 10)
    found = settle(meet, 80)
    assert (found.spends, found.money_minor) == ("strict", 8_000)
    assert within() == [("One", 50)]
    settle(meet, 90)
    assert within() == [("One", 50), ("Two", 40)]


def test_skipping_needs_a_reason_for_each_and_goes_on(meet):
    asks(meet, 50, 40, 20, 10)
    with pytest.raises(meeting_refusals.NoSkipReason) as refused:
        settle(meet, 80, rule="skip")
    assert str(refused.value) == "Say of each that is skipped why: 2. Two."
    assert within() == []
    settle(meet, 80, rule="skip", reasons={meet.entries[1].pk: "More than is left."})
    assert within() == [("One", 50), ("Three", 20)]
    assert AgendaItem.objects.get(contribution=meet.entries[1]).skip_reason == "More than is left."


def test_the_largest_total_is_only_looked_at(meet):
    asks(meet, 50, 40, 20, 10)
    order = queries.final_order(meet.now(), CriteriaSet.objects.get())
    best = queries.settlement(order, rule="best", places=2, money=6_000)
    assert [one.entry.title for one in order if one.entry.pk in best.inside] == ["Two", "Three"]
    with pytest.raises(meeting_refusals.OnlyWhatIf):
        settle(meet, 60, rule="best")


def test_without_money_as_many_win_as_there_are_places(meet):
    settle(meet, rule="places")
    assert within() == [("One", 0), ("Two", 0)]


def test_what_was_not_recommended_or_not_voted_is_not_paid(meet, campaign, bo, cy):
    asks(meet, 10, 10, 10, 10)
    settle(meet, 500)
    assert [title for title, _pounds in within()] == ["One", "Two", "Three"]
    meet.tie(meet.lee, 0)  # an interest found now spoils the vote
    with pytest.raises(meeting_refusals.NotVoted) as refused:
        settle(meet, 500)
    assert "1. One" in str(refused.value)


def test_nothing_is_settled_before_the_scores_are_frozen(campaign, bo, cy):
    meet = a_meeting(campaign, bo, cy).open()
    with pytest.raises(meeting_refusals.NotFrozen):
        settle(meet, rule="places")


@pytest.mark.parametrize("pounds", [None, 0, -5])
def test_a_sum_is_more_than_nothing(meet, pounds):
    with pytest.raises(meeting_refusals.NoMoney):
        settle(meet, pounds)


def test_an_entry_that_names_no_sum_is_given_one_by_hand(meet):
    with pytest.raises(meeting_refusals.NoAmount):
        settle(meet, 80)
    sums = {one.pk: 3_000 for one in meet.entries}
    settle(meet, 80, amounts=sums)
    assert within() == [("One", 30), ("Two", 30)]
    with pytest.raises(meeting_refusals.NoAmount):
        settle(meet, 80, amounts={meet.entries[0].pk: 0})


def part(meet, number, pounds):
    """Ask whether a part would do."""
    return actions.ask_part(
        meet.item(number), amount_minor=pounds * 100, words="Less is left.", by=meet.bo, at=NOON
    )


def test_a_part_is_granted_only_if_the_applicant_agrees(meet, ada, dee):
    asks(meet, 50, 40, 20, 10)
    meet.entries[1].authorships.create(person=ada, credit="author", joined_at=NOON)
    offer = part(meet, 1, 30)
    with pytest.raises(meeting_refusals.PartWaits):
        part(meet, 1, 25)
    settle(meet, 80)
    assert within() == [("One", 50)]
    assert (rules.may_answer_part(ada, offer), rules.may_answer_part(dee, offer)) == (True, False)
    actions.answer_part(offer, is_agreed=True, reply="We manage.", by=ada, at=NOON)
    settle(meet, 80)
    assert within() == [("One", 50), ("Two", 30)]
    with pytest.raises(meeting_refusals.PartAnswered):
        actions.answer_part(offer, is_agreed=False, by=ada, at=NOON)


def test_a_part_that_the_applicant_refuses_is_not_granted_whatever_way_it_comes(meet, ada):
    asks(meet, 50, 40, 20, 10)
    offer = part(meet, 1, 30)
    actions.answer_part(offer, is_agreed=False, by=ada, at=NOON)
    settle(meet, 90)
    assert within() == [("One", 50), ("Two", 40)]
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.filter(pk=offer.item_id).update(granted_minor=3_000)
    assert PartOffer.objects.count() == 1


@pytest.mark.parametrize("pounds", [0, 40, 50])
def test_a_part_is_less_than_the_whole(meet, pounds):
    asks(meet, 50, 40, 20, 10)
    with pytest.raises(meeting_refusals.NotAPart):
        part(meet, 1, pounds)


def test_the_database_lets_no_meeting_spend_more_than_its_sum(meet):
    asks(meet, 50, 40, 20, 10)
    settle(meet, 90)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meet.meeting.pk).update(money_minor=8_999)


def test_equals_on_the_line_are_told_apart_first(campaign, bo, cy):
    meet = voted(a_meeting(campaign, bo, cy, points=((4, 4, 4), (3, 2, 3), (3, 3, 2), (0, 0, 0))))
    with pytest.raises(meeting_refusals.TieOpen) as refused:
        settle(meet, rule="places")
    assert "2. Two, 3. Three" in str(refused.value)
    Meeting.objects.update(places=3)
    settle(meet, rule="places")
    assert [title for title, _pounds in within()] == ["One", "Two", "Three"]


def test_only_who_has_no_interest_in_any_entry_sees_the_order(meet, bea, dee):
    meet.tie(meet.pat, 3)
    may = [rules.may_spend(one, meet.now()) for one in (meet.bo, meet.cy, meet.pat, meet.lee, dee)]
    assert may == [True, True, False, False, False]
