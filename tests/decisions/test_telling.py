"""The outcome of judging is told to the winners, then to all other entrants, then to everybody."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from flotilla.assessment.models import Panel
from flotilla.awards import actions as awards
from flotilla.awards.actions import refusals as award_refusals
from flotilla.decisions import actions, queries
from flotilla.decisions.actions import refusals
from flotilla.decisions.models import Decision, Telling
from flotilla.journal.models import Entry
from flotilla.letters.actions import read_journal
from flotilla.letters.models import Letter
from tests import factories
from tests.assessment import making
from tests.awards import makers
from tests.decisions.test_deciding import forward
from tests.factories import NOON

LATER = NOON + timedelta(hours=1)
NO = {"outcome": "not_forward", "way": "", "reasons": ["lower_priority"], "words": "Others reach more.", "decided": "Not this time."}  # fmt: skip


class Told:
    """A judged programme: Ada's bench is to win, Dee's swing is not."""

    def __init__(self, campaign, ada, dee, bo, bea):
        self.campaign, self.bo, self.bea = campaign, bo, bea
        self.bench = factories.a_contribution(campaign, by=ada, title="A bench")
        self.swing = factories.a_contribution(campaign, by=dee, title="A swing")
        making.a_panel(campaign, by=bo)
        close_intake(campaign)

    def decide(self, *, both=True):
        self.won = self.checked(forward(self.bench, self.bo))
        if both:
            self.lost = self.checked(forward(self.swing, self.bo, **NO))
        return self

    def checked(self, decision):
        return actions.check(decision, by=self.bea, at=NOON)

    def told(self):
        """The entries whose authors were told, and those that everybody was told."""
        told = Decision.objects.told().values_list("contribution__title", flat=True)
        public = Decision.objects.released().values_list("contribution__title", flat=True)
        return sorted(told), sorted(public)


def close_intake(campaign):
    campaign.stages.update(opens_at=NOON - timedelta(days=2), closes_at=NOON - timedelta(days=1))


@pytest.fixture
def told(campaign, ada, dee, bo, bea):
    return Told(campaign, ada, dee, bo, bea)


def test_winners_hear_first_then_all_others_then_everybody(told):
    told.decide()
    by = {"by": told.bo, "at": LATER}
    actions.tell_winners(told.campaign, **by)
    assert told.told() == (["A bench"], [])
    actions.tell_entrants(told.campaign, **by)
    assert told.told() == (["A bench", "A swing"], [])
    telling = actions.tell_public(told.campaign, **by)
    assert told.told() == (["A bench", "A swing"], ["A bench", "A swing"])
    assert (telling.winners_at, telling.entrants_at, telling.public_at) == (LATER, LATER, LATER)
    assert list(queries.to_make_public(told.campaign.body)) == []


def test_no_step_goes_before_another(told):
    told.decide()
    by = {"by": told.bo, "at": LATER}
    for early in (actions.tell_entrants, actions.tell_public):
        with pytest.raises(refusals.WinnersFirst):
            early(told.campaign, **by)
    actions.tell_winners(told.campaign, **by)
    with pytest.raises(refusals.EntrantsFirst):
        actions.tell_public(told.campaign, **by)
    assert told.told() == (["A bench"], [])


def test_a_step_that_is_taken_twice_tells_once(told):
    told.decide()
    for act in (actions.tell_winners, actions.tell_winners, actions.tell_entrants, actions.tell_entrants):  # fmt: skip
        act(told.campaign, by=told.bo, at=LATER)
    assert Entry.objects.filter(verb="decision.told").count() == 2


def test_the_others_wait_until_every_entry_is_decided(told):
    told.decide(both=False)
    actions.tell_winners(told.campaign, by=told.bo, at=LATER)
    with pytest.raises(refusals.EntriesUndecided) as refused:
        actions.tell_entrants(told.campaign, by=told.bo, at=LATER)
    assert str(refused.value).endswith(": 1.")


def test_nothing_is_told_without_a_checked_decision(told):
    forward(told.bench, told.bo)
    with pytest.raises(refusals.NothingToTell):
        actions.tell_winners(told.campaign, by=told.bo, at=LATER)


def test_what_was_judged_is_not_released_past_the_order(told):
    told.decide()
    with pytest.raises(refusals.InOrder):
        actions.release(told.won, by=told.bo, at=LATER)
    with pytest.raises(refusals.InOrder):
        actions.schedule([told.won], release_at=LATER, by=told.bo, at=NOON)
    assert list(queries.to_release(told.campaign.body)) == []
    assert list(queries.to_make_public(told.campaign.body)) == [told.won, told.lost]


def test_an_hour_that_was_set_before_there_was_a_panel_waits_for_the_telling(told):
    Panel.objects.all().delete()
    told.decide()
    actions.schedule([told.won], release_at=LATER, by=told.bo, at=NOON)
    making.a_panel(told.campaign, by=told.bo)
    assert actions.release_due(at=LATER) == 0


def test_what_an_entrant_was_told_does_not_change(told):
    told.decide()
    actions.tell_winners(told.campaign, by=told.bo, at=LATER)
    won = Decision.objects.get(pk=told.won.pk)
    with pytest.raises(refusals.AlreadyTold):
        forward(told.bench, told.bo, decided="We try three.")
    with pytest.raises(refusals.AlreadyTold):
        actions.return_to_drafter(won, words="Shorter.", by=told.bea, at=LATER)


@pytest.mark.parametrize(
    "changes",
    [
        {"released_at": LATER},
        {"released_at": LATER, "told_at": LATER + timedelta(minutes=1)},
        {"told_at": NOON},
    ],
)
def test_the_database_knows_the_order_of_one_decision(told, changes):
    told.decide()
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=told.won.pk).update(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"public_at": LATER},
        {"entrants_at": NOON - timedelta(hours=1)},
        {"entrants_at": LATER, "public_at": NOON},
    ],
)
def test_the_database_knows_the_order_of_the_steps(told, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Telling.objects.create(programme=told.campaign, winners_at=NOON, **changes)


def test_an_offer_does_not_tell_the_winner_early_nor_a_public_award_everybody(told, marlhaven):
    told.decide()
    pot = makers.a_pot(marlhaven)
    award = makers.an_award(pot, by=told.bo, contribution=told.bench)
    with pytest.raises(award_refusals.NotTold):
        awards.offer(award, by=told.bo, at=LATER)
    actions.tell_winners(told.campaign, by=told.bo, at=LATER)
    awards.offer(award, by=told.bo, at=LATER)
    awards.accept(award, words="Yes.", signatory="Ada", signed_on=NOON.date(), by=told.bo, at=LATER)
    with pytest.raises(award_refusals.NotToldAll):
        awards.publish_award(award, by=told.bo, at=LATER)
    actions.tell_entrants(told.campaign, by=told.bo, at=LATER)
    actions.tell_public(told.campaign, by=told.bo, at=LATER)
    assert awards.publish_award(award, by=told.bo, at=LATER).award_id == award.pk


def test_each_step_writes_to_those_whom_it_tells(told, ada, dee):
    def written():
        Letter.objects.all().delete()
        read_journal(at=LATER)
        return {(one.email, one.kind) for one in Letter.objects.all()}

    told.decide()
    written()
    seen = []
    for act in (actions.tell_winners, actions.tell_entrants, actions.tell_public):
        act(told.campaign, by=told.bo, at=LATER)
        seen.append(written())
    assert seen == [{(ada.email, "result")}, {(dee.email, "result")}, set()]
