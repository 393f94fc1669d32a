"""Equals on the line: the published ladder, a ruling of the chair, or lots that nobody can steer and anybody can draw again."""

import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from flotilla.assessment import actions, queries
from flotilla.assessment.actions import meeting_refusals
from flotilla.assessment.models import CriteriaSet, Lot, Lottery, Ruling
from flotilla.journal.models import Commitment, Entry
from flotilla.numerics import lots
from tests.assessment import making
from tests.assessment.meeting_round import Meet, a_meeting
from tests.assessment.test_spending import settle, voted, within
from tests.factories import NOON

SOURCE = "The six numbers of the National Lottery, ascending, with commas"
LATER = NOON + timedelta(days=1)
EQUAL = ((4, 4, 4), (3, 2, 3), (3, 3, 2), (0, 0, 0))


class ByLots(Meet):
    """A panel whose published criteria say that lots are drawn among equals."""

    def publish(self):
        making.a_set(self.programme, by=self.bo, ties_by="lots")


@pytest.fixture
def meet(campaign, bo, cy):
    """Two and Three are equal, and one of them can win beside One; the chair decides among equals."""
    return voted(a_meeting(campaign, bo, cy, points=EQUAL))


@pytest.fixture
def by_lots(campaign, bo, cy):
    """The same, where lots decide."""
    return voted(ByLots(campaign, bo, cy, points=EQUAL))


def announce(meet, *, source=SOURCE, draw_at=LATER, entries=(1, 2)):
    """Announce lots among some of the entries."""
    chosen = [meet.entries[number] for number in entries]
    return actions.announce_lots(
        meet.now(), entries=chosen, source=source, draw_at=draw_at, by=meet.bo, at=NOON
    )


def draw(lottery, *, randomness="3,7,12,21,30,44", witnesses=("Ida, clerk", "Ole, resident"), at=LATER, by=None):  # fmt: skip
    first, second = witnesses
    return actions.draw_lots(
        lottery, randomness=randomness, first_witness=first, second_witness=second, by=by, at=at
    )


class Laddered(Meet):
    """A panel whose published criteria ask, among equals, first which is safer."""

    def publish(self):
        draft = making.a_set(self.programme, by=self.bo, published=False)
        safe = draft.criteria.get(name="Safe")
        facts = {"name": "Safe", "kind": "independent", "threshold": 2, "descriptors": making.WORDS}
        actions.write_criterion(safe.criteria_set, facts={**facts, "tie_place": 1}, criterion=safe, by=self.bo, at=NOON)  # fmt: skip
        actions.publish_criteria(draft, by=self.bo, at=NOON)


def test_without_a_criterion_that_tells_them_apart_equals_stay_equal(meet):
    with pytest.raises(meeting_refusals.TieOpen):
        settle(meet, rule="places")
    groups = queries.equals(queries.final_order(meet.now(), CriteriaSet.objects.get()))
    assert [[one.entry.title for one in found] for found in groups] == [["Two", "Three"]]


def test_the_ladder_asks_its_criteria_before_anybody_decides(campaign, bo, cy):
    meet = Laddered(campaign, bo, cy, points=EQUAL).open()
    meet.call(2)
    paper = meet.entries[2].assessments.get(seat__person=meet.pat)
    safer = making.said(meet.criteria, 3, 3, 4)
    actions.send_assessment(paper, said=safer, why="It is fenced.", by=meet.pat, at=NOON)
    for number in range(4):
        meet.voted(number, "yes", "yes", "yes")
    actions.freeze_scores(meet.now(), by=bo, at=NOON)
    settle(meet, rule="places")
    assert [title for title, _pounds in within()] == ["One", "Three"]


def test_the_ladder_is_published_and_stays(campaign, bo, cy, client_of, ada):
    meet = Laddered(campaign, bo, cy, points=EQUAL)
    page = client_of(ada).get("/p/short-trips/criteria/").content.decode()
    assert "points for “Safe”; The chair decides, with a reason." in page
    need = meet.criteria.criteria.get(name="Need")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(need).objects.filter(pk=need.pk).update(tie_place=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        CriteriaSet.objects.update(ties_by="lots")


def test_two_criteria_of_the_ladder_do_not_share_a_number(campaign, bo):
    draft = making.a_draft(campaign, by=bo)
    making.a_criterion(draft, "One", weight=50, tie_place=1, by=bo)
    with pytest.raises(meeting_refusals.SameTiePlace):
        making.a_criterion(draft, "Two", weight=50, tie_place=1, by=bo)


def test_the_chair_tells_all_equals_apart_with_a_reason(meet):
    order = [meet.entries[2], meet.entries[1]]
    facts = {"by": meet.cy, "at": NOON}
    with pytest.raises(meeting_refusals.NoReason):
        actions.rule_tie(meet.now(), order=order, reason=" ", **facts)
    with pytest.raises(meeting_refusals.NotEqual):
        actions.rule_tie(meet.now(), order=order[:1], reason="x", **facts)
    with pytest.raises(meeting_refusals.NotEqual):
        actions.rule_tie(meet.now(), order=[meet.entries[0], *order], reason="x", **facts)
    with pytest.raises(meeting_refusals.SamePlace):
        actions.rule_tie(meet.now(), order=[order[0], order[0]], reason="x", **facts)
    with pytest.raises(meeting_refusals.NotByLots):
        announce(meet)
    actions.rule_tie(meet.now(), order=order, reason="No fund has gone to the north.", **facts)
    assert Ruling.objects.count() == 2
    settle(meet, rule="places")
    assert [title for title, _pounds in within()] == ["One", "Three"]


def test_where_lots_were_published_the_chair_does_not_decide(by_lots):
    with pytest.raises(meeting_refusals.NotTheChair):
        actions.rule_tie(by_lots.now(), order=by_lots.entries[1:3], reason="x", by=by_lots.cy, at=NOON)  # fmt: skip


def test_the_list_its_hash_the_source_and_the_hour_are_public_first(by_lots):
    for expected, said in (
        (meeting_refusals.NoSource, {"source": " "}),
        (meeting_refusals.DrawnTooSoon, {"draw_at": NOON}),
        (meeting_refusals.NotEqual, {"entries": (0, 1)}),
    ):
        with pytest.raises(expected):
            announce(by_lots, **said)
    lottery = announce(by_lots)
    listed = lottery.lots + "\n"
    assert hashlib.sha256(listed.encode()).hexdigest() == lottery.list_hash
    assert Entry.objects.get(verb="lots.announced").details == {"list_hash": lottery.list_hash}
    kept = (
        Commitment.objects.get(entry__verb="lots.announced")
        if hasattr(Commitment, "entry")
        else None
    )
    assert kept is None or kept.kind == "open"
    with pytest.raises(meeting_refusals.LotsWaiting):
        announce(by_lots)


@pytest.mark.parametrize(
    "change",
    [
        {"lots": "a\nb"}, {"list_hash": "0" * 64}, {"source": "My dice"}, {"draw_at": LATER + timedelta(days=1)},
        {"salt": "other"}, {"announced_at": NOON - timedelta(days=1)},
    ],
)  # fmt: skip
def test_nothing_that_was_announced_changes_whatever_way_it_comes(by_lots, change):
    lottery = announce(by_lots)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lottery.objects.filter(pk=lottery.pk).update(**change)
    lot = Lot.objects.first()
    for other in ({"code": "0" * 32}, {"contribution": by_lots.entries[0]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Lot.objects.filter(pk=lot.pk).update(**other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lot.objects.create(lottery=lottery, contribution=by_lots.entries[0], code="f" * 32)


def test_nothing_is_drawn_before_its_hour_or_without_two_witnesses(by_lots):
    lottery = announce(by_lots)
    for expected, said in (
        (meeting_refusals.NotYet, {"at": LATER - timedelta(seconds=1)}),
        (meeting_refusals.NoRandomness, {"randomness": " "}),
        (meeting_refusals.TwoWitnesses, {"witnesses": ("Ida", "")}),
        (meeting_refusals.TwoWitnesses, {"witnesses": ("Ida", " ida ")}),
    ):
        with pytest.raises(expected):
            draw(lottery, **said)
    early = {"drawn_at": NOON, "randomness": "x", "result": "y", "first_witness": "a", "second_witness": "b"}  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Lottery.objects.filter(pk=lottery.pk).update(**early)


def test_anybody_can_draw_again_and_the_result_tells_the_equals_apart(by_lots):
    lottery = draw(announce(by_lots), by=by_lots.bo)
    again = lots.drawn(lottery.lots.splitlines(), "3,7,12,21,30,44")
    assert (again.list_hash, "\n".join(again.order)) == (lottery.list_hash, lottery.result)
    first = next(
        one
        for one in by_lots.entries[1:3]
        if hashlib.sha256(f"{lottery.salt}:{one.number}".encode()).hexdigest()[:32]
        == again.order[0]
    )
    settle(by_lots, rule="places")
    assert [title for title, _pounds in within()] == ["One", first.title]
    with pytest.raises(meeting_refusals.LotsOver):
        draw(lottery)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lottery.objects.filter(pk=lottery.pk).update(randomness="again")


def test_it_can_be_given_up_only_while_nobody_knows_how_it_ends(by_lots):
    lottery = announce(by_lots)
    with pytest.raises(meeting_refusals.TooLateToGiveUp):
        actions.give_up_lots(lottery, reason="Hm.", by=by_lots.bo, at=LATER)
    actions.give_up_lots(lottery, reason="The wrong day.", by=by_lots.bo, at=NOON)
    with pytest.raises(meeting_refusals.LotsOver):
        draw(lottery)
    assert announce(by_lots).pk != lottery.pk
