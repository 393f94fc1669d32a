"""Due diligence: raised, resolved or stopped; what is stopped is never awarded."""

import pytest
from django.db import IntegrityError, transaction

from flotilla.awards import actions, queries
from flotilla.awards.actions import refusals
from flotilla.awards.models import Award, Flag
from flotilla.decisions import actions as decisions
from flotilla.journal.models import Entry
from flotilla.kit.codes import NotListed
from tests import factories
from tests.awards import makers
from tests.factories import NOON


@pytest.fixture
def pot(marlhaven):
    return makers.a_pot(marlhaven)


@pytest.fixture
def applied(campaign, ada, bo, bea):
    entry = factories.a_contribution(campaign, by=ada)
    makers.decided(entry, by=bo, checked_by=bea)
    decisions.release(entry.decisions.get(), by=bo, at=NOON)
    return entry


@pytest.fixture
def flag(applied, bo):
    return a_flag(applied, bo)


def a_flag(applied, by, **changes):
    facts = {"section": "money", "team": "Finance", "reason": "Two accounts.", **changes}
    return actions.raise_flag(applied, **facts, by=by, at=NOON)


def settle(flag, state, by, words="Seen."):
    return actions.settle_flag(flag, state=state, words=words, by=by, at=NOON)


def test_an_award_is_drafted_while_something_is_looked_into_and_not_offered(pot, applied, flag, bo):
    award = makers.an_award(pot, by=bo, contribution=applied)
    with pytest.raises(refusals.FlagsOpen):
        actions.offer(award, by=bo, at=NOON)
    settle(flag, "resolved", bo)
    assert actions.offer(award, by=bo, at=NOON).state == "offered"


def test_what_is_stopped_is_neither_drafted_nor_offered(pot, applied, flag, bo, bea):
    award = makers.an_award(pot, by=bo, contribution=applied)
    settle(flag, "stopped", bea)
    with pytest.raises(refusals.Stopped) as refused:
        actions.offer(award, by=bo, at=NOON)
    assert str(refused.value).startswith("Due diligence stopped this application")
    actions.withdraw_award(award, reason="Stopped.", by=bo, at=NOON)
    with pytest.raises(refusals.Stopped):
        makers.an_award(pot, by=bo, contribution=applied)
    assert Award.objects.standing().count() == 0


def test_a_stop_is_lifted_only_by_somebody_else(pot, applied, flag, bo, bea):
    settle(flag, "stopped", bea)
    with pytest.raises(refusals.OwnStop):
        settle(flag, "resolved", bea)
    with pytest.raises(refusals.FlagSettled):
        settle(flag, "stopped", bo)
    settle(flag, "resolved", bo)
    assert makers.an_award(pot, by=bo, contribution=applied).state == "drafted"
    with pytest.raises(refusals.FlagSettled):
        settle(flag, "stopped", bea)
    told = Entry.objects.filter(verb__startswith="flag.").order_by("pk")
    assert list(told.values_list("verb", flat=True)) == [
        "flag.raised",
        "flag.stopped",
        "flag.resolved",
    ]


def test_what_is_said_must_be_said_and_stand_on_a_list(applied, flag, bo):
    with pytest.raises(refusals.NotSaid):
        a_flag(applied, bo, reason="  ")
    with pytest.raises(refusals.NotSaid):
        settle(flag, "resolved", bo, words=" ")
    with pytest.raises(NotListed):
        a_flag(applied, bo, section="gossip")
    with pytest.raises(NotListed):
        settle(flag, "raised", bo)


def test_the_database_keeps_no_stop_without_words(flag):
    for change in ({"state": "stopped"}, {"reason": ""}, {"state": "gone"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Flag.objects.update(**change)


def test_only_those_who_give_awards_see_a_flag(flag, bo, sol, ada, cy, eve):
    seen = {who.name for who in (bo, sol, ada, cy, eve) if Flag.objects.visible_to(who).exists()}
    assert seen == {"Bo", "Sol"}
    assert not Flag.objects.visible_to(None).exists()


def test_the_desk_looks_into_what_was_sent_where_something_is_given(
    marlhaven, campaign, ada, applied
):
    fund = factories.a_programme(marlhaven, vehicle="fund")
    sent = factories.a_contribution(fund, by=ada)
    assert list(queries.looked_into(marlhaven)) == [sent]
