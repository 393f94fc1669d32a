"""The meeting of a panel: the open questions first, whoever has an interest outside, scores changed in the open."""

import pytest
from django.db import IntegrityError, transaction

from flotilla.assessment import actions, queries, rules
from flotilla.assessment.actions import meeting_refusals, refusals
from flotilla.assessment.models import (
    AgendaItem,
    Correction,
    Meeting,
    Presence,
    Recusal,
    Score,
    Scorecard,
    Seat,
)
from flotilla.journal.models import Entry
from tests import factories
from tests.assessment import making
from tests.assessment.meeting_round import a_meeting
from tests.factories import NOON


@pytest.fixture
def meet(campaign, bo, cy):
    """Four entries with all scores in."""
    return a_meeting(campaign, bo, cy)


def agenda(meet, person):
    """The titles of the agenda as somebody sees it."""
    return [one.item.contribution.title for one in queries.agenda(meet.meeting, person)]


def test_it_opens_when_all_scores_are_in_and_the_open_questions_come_first(meet):
    meet.open(places=2)
    rows = AgendaItem.objects.values_list("contribution__title", "group")
    assert list(rows) == [("Two", "grey"), ("Three", "grey"), ("One", "rest"), ("Four", "rest")]
    assert Entry.objects.filter(verb="meeting.opened").count() == 1
    meet.open(places=3)
    assert Meeting.objects.get().places == 2


def test_it_does_not_open_while_something_is_still_to_be_sent(meet, campaign):
    late = factories.a_contribution(campaign, title="Late")
    meet.given(meet.pat, late)
    with pytest.raises(meeting_refusals.StillOut) as refused:
        meet.open()
    assert str(refused.value).startswith("1 assessments are still to be sent.")
    assert Meeting.objects.count() == 0


def test_entries_on_which_assessors_are_split_come_after_the_grey_ones(campaign, bo, cy):
    meet = a_meeting(campaign, bo, cy, points=((4, 4, 4), (3, 3, 3), (0, 4, 0), (0, 0, 0)))
    meet.open(places=1)
    rows = dict(AgendaItem.objects.values_list("contribution__title", "group"))
    assert rows["Three"] == "split"
    assert AgendaItem.objects.get(group="split").position < AgendaItem.objects.get(contribution__title="Four").position  # fmt: skip


def test_who_has_an_interest_leaves_for_that_entry_and_comes_back(meet):
    meet.tie(meet.pat, 0)
    meet.open()
    assert [one.person for one in queries.must_leave(meet.meeting, meet.entries[0])] == [meet.pat]
    meet.call(0)
    meet.call(0)
    assert Recusal.objects.get().seat.person == meet.pat
    assert Recusal.objects.get().back_at is None
    meet.call(1)
    assert Recusal.objects.get().back_at == NOON
    told = ["meeting.entry_called", "meeting.stepped_out", "meeting.came_back"]
    verbs = Entry.objects.filter(verb__in=told).values_list("verb", flat=True).order_by("pk")
    assert list(verbs) == [*told, "meeting.entry_called"]


def test_an_interest_that_comes_to_light_at_the_table_lets_them_leave_at_once(meet):
    meet.open()
    meet.call(0)
    meet.tie(meet.lee, 0)
    assert Recusal.objects.get().seat.person == meet.lee


def test_who_comes_late_stays_outside_while_their_entry_is_discussed(meet):
    meet.tie(meet.pat, 0)
    meet.open(come=False)
    meet.come(meet.cy)
    meet.call(0)
    meet.come(meet.pat)
    meet.come(meet.pat)
    assert Recusal.objects.get().seat.person == meet.pat
    assert Presence.objects.count() == 2


def test_nothing_of_an_entry_is_on_the_agenda_of_whoever_has_an_interest_in_it(meet):
    meet.tie(meet.pat, 0)
    meet.open()
    assert agenda(meet, meet.pat) == ["Two", "Three", "Four"]
    assert "One" in agenda(meet, meet.cy)
    item = meet.item(0)
    seen = {one: rules.may_see_item(one, item) for one in (meet.pat, meet.cy, meet.bo, None)}
    assert list(seen.values()) == [False, True, True, False]


def test_an_officer_who_wrote_an_entry_sees_nothing_of_it(meet, bea):
    meet.open()
    meet.entries[0].authorships.create(person=bea, credit="author", joined_at=NOON)
    assert not rules.may_see_item(bea, meet.item(0))
    assert "One" not in agenda(meet, bea)
    assert not rules.may_lead_item(bea, meet.item(0))


def test_a_chair_with_an_interest_is_worked_around(meet):
    meet.tie(meet.cy, 0)
    meet.tie(meet.cy, 1)
    meet.tie(meet.pat, 1)
    meet.open()
    leaders = [rules.leader_of(meet.item(number)).person for number in range(3)]
    assert leaders == [meet.pat, meet.lee, meet.cy]
    assert not rules.may_lead_item(meet.cy, meet.item(0))
    assert rules.may_lead_item(meet.pat, meet.item(0))
    assert rules.may_lead_item(meet.bo, meet.item(0))
    assert not rules.may_lead_item(meet.lee, meet.item(0))


def test_those_who_lead(meet, dee, eve, bea):
    assert [rules.may_lead(one, meet.panel) for one in (meet.cy, meet.pat, meet.bo, bea)] == [
        True
    ] * 4
    assert [rules.may_lead(one, meet.panel) for one in (meet.lee, dee, eve, None)] == [False] * 4


def test_only_who_sits_on_the_panel_comes_and_nothing_is_discussed_by_nobody(meet, marlhaven, dee):
    meet.open(come=False)
    with pytest.raises(meeting_refusals.NobodyThere):
        meet.call(0)
    asked = making.a_seat(meet.panel, dee, ready=False, by=meet.bo)
    with pytest.raises(refusals.NotSeated):
        actions.record_coming(meet.now(), asked, by=meet.bo, at=NOON)
    other = making.a_panel(factories.a_programme(marlhaven, address="other"), by=meet.bo)
    seat = making.a_seat(other, dee, by=meet.bo)
    with pytest.raises(refusals.NotSeated):
        actions.record_coming(meet.now(), seat, by=meet.bo, at=NOON)
    fresh = making.a_seat(meet.panel, factories.a_person("Fay"), ready=False, by=meet.bo)
    actions.accept_seat(fresh, by=meet.bo, at=NOON)
    with pytest.raises(refusals.NotStated):
        actions.record_coming(meet.now(), Seat.objects.get(pk=fresh.pk), by=meet.bo, at=NOON)


def test_scores_change_at_the_meeting_with_a_reason_and_what_they_were_stays(meet):
    meet.open(come=False)
    meet.come(meet.cy)
    one = meet.entries[1].assessments.get(seat__person=meet.pat)
    better = making.said(meet.criteria, 4, 4)
    for expected, step in (
        (meeting_refusals.NotThere, lambda: meet.come(meet.pat)),
        (meeting_refusals.NotDiscussed, lambda: meet.call(1)),
    ):
        with pytest.raises(expected):
            actions.send_assessment(one, said=better, why="I misread it.", by=meet.pat, at=NOON)
        step()
    with pytest.raises(refusals.NoWhy):
        actions.send_assessment(one, said=better, by=meet.pat, at=NOON)
    actions.send_assessment(one, said=better, why="I misread it.", by=meet.pat, at=NOON)
    first = meet.criteria.criteria.first().pk
    cards = Scorecard.objects.filter(assessment=one)
    given = [
        next(row["points"] for row in card.scores if row["criterion"] == first) for card in cards
    ]
    assert given == [2, 4]
    assert [(card.reason, card.made_by) for card in cards] == [("", meet.pat), ("I misread it.", meet.pat)]  # fmt: skip


def test_frozen_scores_do_not_change_whatever_way_the_change_comes(meet):
    meet.open()
    meet.call(1)
    actions.freeze_scores(meet.now(), by=meet.bo, at=NOON)
    one = meet.entries[1].assessments.get(seat__person=meet.pat)
    with pytest.raises(meeting_refusals.ScoresFrozen):
        actions.send_assessment(
            one, said=making.said(meet.criteria), why="Hm.", by=meet.pat, at=NOON
        )
    score = Score.objects.filter(assessment=one).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.filter(pk=score.pk).update(points=4)
    assert Score.objects.get(pk=score.pk).points == 2


def correction(meet, *, points=4, reason="The form was misread.", by=None):
    """A correction of Pat's score of the second entry for the first criterion."""
    one = meet.entries[1].assessments.get(seat__person=meet.pat)
    first = meet.criteria.criteria.first()
    return actions.ask_correction(one, first, points=points, reason=reason, by=by or meet.pat, at=NOON)  # fmt: skip


def test_a_correction_takes_two_persons_and_a_reason_and_is_kept(meet):
    meet.open()
    with pytest.raises(meeting_refusals.NotFrozen):
        correction(meet)
    meet.close()
    for expected, said in (
        (meeting_refusals.NoReason, {"reason": " "}),
        (refusals.BadScore, {"points": 5}),
        (meeting_refusals.NothingCorrected, {"points": 2}),
    ):
        with pytest.raises(expected):
            correction(meet, **said)
    asked = correction(meet)
    with pytest.raises(meeting_refusals.CorrectionOpen):
        correction(meet, points=3)
    with pytest.raises(meeting_refusals.OwnCorrection):
        actions.agree_correction(asked, by=meet.pat, at=NOON)
    actions.agree_correction(asked, by=meet.bo, at=NOON)
    score = Score.objects.get(assessment=asked.assessment, criterion=asked.criterion)
    assert (score.points, score.is_na) == (4, False)
    kept = Correction.objects.get()
    assert (kept.was, kept.points, kept.asked_by, kept.settled_by) == (2, 4, meet.pat, meet.bo)
    assert Scorecard.objects.filter(reason="The form was misread.").count() == 1


def test_a_refused_correction_changes_nothing(meet):
    meet.open().close()
    asked = correction(meet, points=None)
    actions.refuse_correction(asked, by=meet.cy, at=NOON)
    assert Score.objects.get(assessment=asked.assessment, criterion=asked.criterion).points == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(
            assessment=asked.assessment, criterion=asked.criterion, points=1, reason="x",
            asked_at=NOON, asked_by=meet.pat, is_agreed=True, settled_at=NOON, settled_by=meet.pat,
        )  # fmt: skip


def test_who_may_ask_for_a_correction_and_agree_to_it(meet, dee):
    meet.tie(meet.cy, 1)
    meet.open().close()
    asked = correction(meet)
    assert rules.may_ask_correction(meet.pat, asked.assessment)
    assert not rules.may_ask_correction(meet.lee, asked.assessment)
    may = [rules.may_settle_correction(one, asked) for one in (meet.bo, meet.cy, meet.pat, dee)]
    assert may == [True, False, False, False]


def test_closing_ends_everything_and_stays(meet):
    meet.tie(meet.pat, 0)
    meet.open()
    meet.call(0)
    meet.close().close()
    found = Meeting.objects.get()
    assert (found.now, found.frozen_at, found.closed_at) == (None, NOON, NOON)
    assert Presence.objects.filter(went_at__isnull=True).count() == 0
    assert Recusal.objects.filter(back_at__isnull=True).count() == 0
    with pytest.raises(meeting_refusals.MeetingOver):
        meet.call(1)
    assert Entry.objects.filter(verb="meeting.closed").count() == 1


def test_the_quorum_stays_once_the_meeting_has_begun(meet):
    meet.open(quorum=2)
    said = {"readers": 2, "wants_lived": False, "due_on": None, "by": meet.bo, "at": NOON}
    with pytest.raises(meeting_refusals.MeetingBegun):
        actions.set_up_panel(meet.programme, quorum=1, **said)
    actions.set_up_panel(meet.programme, quorum=2, **said)
