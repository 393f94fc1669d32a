"""The ledger: what goes in, is promised, paid and given back always balances, and a pot is never overspent."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F, Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flotilla.awards import actions, queries
from flotilla.awards.actions import refusals
from flotilla.awards.models import Award, Posting, Pot
from flotilla.awards.verbs import Account
from flotilla.journal.models import Entry
from flotilla.kit.refusal import Refusal
from tests.awards.makers import a_pot, a_running_award, an_award, decided
from tests.factories import NOON


@pytest.fixture
def pot(marlhaven):
    """The community fund."""
    return a_pot(marlhaven)


def refused_by_the_database(deed):
    with pytest.raises(DatabaseError), transaction.atomic():
        deed()


def test_a_draft_sets_its_money_aside(pot, bo):
    an_award(pot, by=bo)
    pot.refresh_from_db()
    assert (pot.total_minor, pot.promised_minor, pot.free_minor) == (10_000_000, 300_000, 9_700_000)
    assert queries.balances(pot) == {
        Account.SOURCE: -10_000_000, Account.FREE: 9_700_000, Account.PROMISED: 300_000, Account.PAID: 0,
    }  # fmt: skip


def test_more_than_is_left_is_refused_with_what_is_left(pot, bo):
    an_award(pot, by=bo, amount_minor=9_900_000)
    with pytest.raises(refusals.PotShort) as refused:
        an_award(pot, by=bo, amount_minor=100_001)
    assert str(refused.value) == "There is £1,000 left in this pot that nobody was promised."
    assert Award.objects.count() == 1
    an_award(pot, by=bo, amount_minor=100_000)


@pytest.mark.parametrize("amount", [0, -1, 10**15 + 1])
def test_nothing_and_less_than_nothing_is_no_amount(pot, bo, amount):
    with pytest.raises(refusals.NothingToMove):
        an_award(pot, by=bo, amount_minor=amount)
    with pytest.raises(refusals.NothingToMove):
        actions.fill(pot, amount_minor=amount, by=bo, at=NOON)


def test_what_was_promised_is_not_taken_out(pot, bo):
    an_award(pot, by=bo)
    with pytest.raises(refusals.PotShort):
        actions.draw(pot, amount_minor=9_700_001, by=bo, at=NOON)
    assert actions.draw(pot, amount_minor=9_700_000, by=bo, at=NOON).free_minor == 0


def test_a_pot_closes_when_nothing_is_owed_and_then_promises_nothing(pot, bo):
    award = an_award(pot, by=bo)
    with pytest.raises(refusals.PotPromised):
        actions.close_pot(pot, by=bo, at=NOON)
    actions.withdraw_award(award, reason="They found other money.", by=bo, at=NOON)
    actions.close_pot(pot, by=bo, at=NOON)
    with pytest.raises(refusals.PotClosed):
        an_award(pot, by=bo)
    with pytest.raises(refusals.PotClosed):
        actions.fill(pot, amount_minor=1, by=bo, at=NOON)


def test_two_pots_of_a_body_have_two_addresses(pot, marlhaven):
    with pytest.raises(refusals.AddressTaken):
        a_pot(marlhaven)


def test_a_contribution_is_awarded_once_and_again_only_after_that_was_withdrawn(
    pot, bench, bo, bea
):
    decided(bench, by=bo, checked_by=bea)
    first = an_award(pot, by=bo, contribution=bench)
    with pytest.raises(refusals.AlreadyAwarded):
        an_award(pot, by=bea, contribution=bench)
    refused_by_the_database(lambda: Award.objects.create(**_plain(pot, contribution=bench)))
    actions.withdraw_award(first, reason="Refused by the recipient.", by=bo, at=NOON)
    assert an_award(pot, by=bo, contribution=bench).number == 2


def test_an_award_follows_a_checked_decision_to_take_it_forward(pot, bench, bo):
    with pytest.raises(refusals.NoDecision):
        an_award(pot, by=bo, contribution=bench)


def test_a_pot_pays_for_what_its_own_body_runs(harrowmere, bench, eve, bo, bea):
    decided(bench, by=bo, checked_by=bea)
    with pytest.raises(refusals.OtherBody):
        an_award(a_pot(harrowmere), by=eve, contribution=bench)


def _plain(pot, **changes):
    facts = {
        "body": pot.body, "pot": pot, "number": 99, "title": "A", "purpose": "B", "recipient_name": "C", "who_decided": "D",
        "reasons": "E", "amount_minor": 1, "approval_over_minor": 0, "drafted_at": NOON,
    }  # fmt: skip
    return {**facts, **changes}


def test_the_database_itself_refuses_what_must_never_be(pot, bo, bea):
    award = a_running_award(pot, by=bo, second=bea)
    pots, awards = Pot.objects.filter(pk=pot.pk), Award.objects.filter(pk=award.pk)
    for change in (
        {"promised_minor": 10_000_001}, {"promised_minor": -1}, {"paid_minor": 300_001}, {"paid_minor": -1}, {"total_minor": 299_999},
        {"currency": "XXX"},
    ):  # fmt: skip
        refused_by_the_database(lambda change=change: pots.update(**change))
    for change in (
        {"promised_minor": 300_001}, {"paid_minor": 300_001}, {"paid_minor": -1}, {"amount_minor": 0}, {"state": "given"},
        {"state": "withdrawn"}, {"state": "closed"}, {"approved_by": bo}, {"amount_minor": 500_001}, {"is_enterprise": True},
        {"subsidy_total_minor": 2, "subsidy_limit_minor": 1}, {"returned_minor": -1},
    ):  # fmt: skip
        refused_by_the_database(lambda change=change: awards.update(**change))


def test_a_posting_is_never_changed_and_never_deleted(pot, bo):
    an_award(pot, by=bo)
    posting = Posting.objects.get(kind="promised")
    refused_by_the_database(lambda: Posting.objects.filter(pk=posting.pk).update(amount_minor=1))
    refused_by_the_database(lambda: Posting.objects.filter(pk=posting.pk)._raw_delete("default"))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM flotilla_posting")
    posting.refresh_from_db()
    assert posting.amount_minor == 300_000


def test_a_posting_goes_its_route_and_moves_something(pot, bo):
    award = an_award(pot, by=bo)
    facts = {"pot": pot, "posted_at": NOON}
    for wrong in (
        {"kind": "paid", "from_account": "free", "to_account": "paid", "amount_minor": 1, "award": award},
        {"kind": "paid", "from_account": "promised", "to_account": "paid", "amount_minor": 0, "award": award},
        {"kind": "paid", "from_account": "promised", "to_account": "paid", "amount_minor": 1},
        {"kind": "filled", "from_account": "source", "to_account": "free", "amount_minor": 1, "award": award},
        {"kind": "given", "from_account": "source", "to_account": "free", "amount_minor": 1},
    ):  # fmt: skip
        refused_by_the_database(lambda wrong=wrong: Posting.objects.create(**facts, **wrong))


def test_every_movement_of_money_is_told_to_the_journal(pot, bo):
    award = an_award(pot, by=bo)
    assert list(Entry.objects.about(award).values_list("verb", "by_id")) == [
        ("award.drafted", bo.pk)
    ]
    assert list(Entry.objects.about(pot).values_list("verb", flat=True)) == ["pot.opened", "pot.filled"]  # fmt: skip


def agrees(pot):
    """The balances beside the postings are what the postings say, and all of it sums to zero."""
    pot.refresh_from_db()
    said = queries.balances(pot)
    assert sum(said.values()) == 0
    assert said == {
        Account.SOURCE: -pot.total_minor,
        Account.FREE: pot.free_minor,
        Account.PROMISED: pot.owed_minor,
        Account.PAID: pot.paid_minor,
    }
    assert min(pot.free_minor, pot.owed_minor, pot.paid_minor) >= 0
    sums = pot.awards.aggregate(promised=Sum("promised_minor"), paid=Sum("paid_minor"))
    assert (sums["promised"] or 0, sums["paid"] or 0) == (pot.promised_minor, pot.paid_minor)
    assert queries.imbalance(pot.body) == 0


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.tuples(st.sampled_from(["fill", "draw", "award", "withdraw", "offer", "close", "claim", "pay", "repay", "vary"]), st.integers(1, 400_000)), max_size=24))  # fmt: skip
def test_whatever_is_done_in_whatever_order_the_books_balance(marlhaven, bo, bea, deeds):
    with transaction.atomic():
        pot = a_pot(marlhaven, total=1_000_000, approval_over_minor=10**9)
        for number, (deed, minor) in enumerate(deeds):
            try:
                with transaction.atomic():
                    do(pot, deed, minor, number, bo, bea)
            except Refusal:
                continue
        agrees(pot)
        transaction.set_rollback(True)


def do(pot, deed, minor, number, bo, bea):
    """One deed on the pot, or on one of its awards that has come far enough."""
    day = NOON.date() + timedelta(days=number)
    running = pot.awards.filter(state="running").order_by("pk").last()
    if deed == "fill":
        actions.fill(pot, amount_minor=minor, by=bo, at=NOON)
    elif deed == "draw":
        actions.draw(pot, amount_minor=minor, by=bo, at=NOON)
    elif deed == "award":
        an_award(pot, by=bo, amount_minor=minor)
    elif deed == "offer":
        a_running_award(pot, by=bo, second=bea, amount_minor=minor)
    elif deed == "withdraw" and (award := pot.awards.exclude(state="withdrawn").first()):
        actions.withdraw_award(award, reason="Not now.", by=bo, at=NOON)
    elif running is None:
        return
    elif deed == "close":
        actions.close_award(running, by=bo, at=NOON)
    elif deed == "repay":
        actions.record_repayment(running, amount_minor=minor, received_on=day, reason="Unspent.", by=bo, at=NOON)  # fmt: skip
    elif deed == "vary":
        asked = actions.ask_variation(running, amount_minor=minor, reason="Less.", by=bo, at=NOON)
        actions.agree_variation(asked, by=bea, at=NOON)
    elif deed in {"claim", "pay"}:
        stone = actions.set_milestone(running, title="Half", amount_minor=min(minor, running.amount_minor), due_on=day, by=bo, at=NOON)  # fmt: skip
        claim = actions.claim(stone, amount_minor=stone.amount_minor, words="Done.", by=bo, at=NOON)
        actions.agree_claim(claim, by=bea, at=NOON)
        if deed == "pay":
            actions.record_payment(claim, paid_on=day, reference="BACS", by=bo, at=NOON)


def test_a_balance_that_was_tampered_with_is_seen(pot, bo):
    an_award(pot, by=bo)
    Pot.objects.filter(pk=pot.pk).update(promised_minor=F("promised_minor") + 1)
    assert queries.imbalance(pot.body) == 1


def test_the_list_of_pots_asks_the_same_for_one_and_for_three(
    marlhaven, bo, django_assert_num_queries
):
    a_pot(marlhaven)
    with django_assert_num_queries(1):
        assert len(queries.pots(marlhaven)) == 1
    for number in range(2):
        a_pot(marlhaven, address=f"more-{number}")
    with django_assert_num_queries(1):
        assert len(queries.pots(marlhaven)) == 3


def test_only_those_who_give_awards_see_pots_and_awards(pot, bo, sol, cy, max_, dee, eve):
    an_award(pot, by=bo)
    for person, sees in ((bo, 1), (sol, 1), (cy, 0), (max_, 0), (dee, 0), (eve, 0), (None, 0)):
        assert (Pot.objects.visible_to(person).count(), Award.objects.visible_to(person).count()) == (sees, sees)  # fmt: skip
