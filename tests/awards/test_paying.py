"""Claims, payments, money that comes back, changes on the way; and no account number in clear or kept too long."""

from datetime import date

import pytest
from django.db import connection

from flotilla.awards import actions, queries
from flotilla.awards.actions import refusals
from flotilla.awards.actions.paying import bank_of
from flotilla.awards.models import Award
from flotilla.kit import iban
from tests.awards.makers import IBAN, a_pot, a_running_award, an_award
from tests.factories import NOON

JUNE = date(2026, 6, 1)


@pytest.fixture
def pot(marlhaven):
    """The community fund."""
    return a_pot(marlhaven)


@pytest.fixture
def award(pot, bo, bea):
    """£3,000 for a choir, under way."""
    return a_running_award(pot, by=bo, second=bea)


@pytest.fixture
def half(award, bo):
    """The first instalment."""
    return actions.set_milestone(award, title="Twenty afternoons", amount_minor=150_000, due_on=JUNE, by=bo, at=NOON)  # fmt: skip


def claimed(milestone, by, minor=150_000):
    return actions.claim(milestone, amount_minor=minor, words="Twenty held; the ward asked for more.", by=by, at=NOON)  # fmt: skip


def paid(claim, by):
    return actions.record_payment(claim, paid_on=JUNE, reference="BACS 77", by=by, at=NOON)


def test_a_claim_is_made_agreed_by_another_and_its_payment_recorded_by_a_third_step(pot, award, half, bo, bea):  # fmt: skip
    claim = claimed(half, bo)
    assert list(queries.claims_to_settle(bea, pot.body)) == [claim]
    assert list(queries.claims_to_settle(bo, pot.body)) == []
    with pytest.raises(refusals.SelfApproved):
        actions.agree_claim(claim, by=bo, at=NOON)
    with pytest.raises(refusals.NotAgreed):
        paid(claim, bo)
    actions.agree_claim(claim, by=bea, at=NOON)
    assert list(queries.to_pay(pot.body)) == [claim]
    with pytest.raises(refusals.OwnPayment):
        paid(claim, bea)
    paid(claim, bo)
    assert list(queries.to_pay(pot.body)) == []
    pot.refresh_from_db()
    assert (pot.promised_minor, pot.paid_minor) == (300_000, 150_000)
    with pytest.raises(refusals.AlreadyPaid):
        paid(claim, bo)


def test_an_instalment_is_claimed_once_unless_it_was_refused(half, bo, bea):
    claim = claimed(half, bo)
    with pytest.raises(refusals.AlreadyClaimed):
        claimed(half, bea)
    with pytest.raises(refusals.NotSaid):
        actions.refuse_claim(claim, words=" ", by=bea, at=NOON)
    actions.refuse_claim(claim, words="The register is missing.", by=bea, at=NOON)
    with pytest.raises(refusals.AlreadySettled):
        actions.agree_claim(claim, by=bea, at=NOON)
    assert claimed(half, bea).refused_at is None


def test_instalments_do_not_exceed_the_award_nor_a_claim_its_instalment(award, half, bo):
    with pytest.raises(refusals.MoreThanAwarded) as refused:
        actions.set_milestone(award, title="Rest", amount_minor=150_001, due_on=JUNE, by=bo, at=NOON)  # fmt: skip
    assert str(refused.value).endswith("£1,500 is left.")
    with pytest.raises(refusals.MoreThanInstalment):
        claimed(half, bo, 150_001)
    with pytest.raises(refusals.NothingToMove):
        claimed(half, bo, 0)


def test_nothing_is_claimed_before_it_runs_or_after_it_ends(pot, award, half, bo, bea):
    draft = an_award(pot, by=bo)
    stone = actions.set_milestone(draft, title="Start", amount_minor=1, due_on=JUNE, by=bo, at=NOON)
    with pytest.raises(refusals.NotRunning):
        claimed(stone, bo, 1)
    actions.close_award(award, by=bo, at=NOON)
    with pytest.raises(refusals.NotRunning):
        claimed(half, bo)
    with pytest.raises(refusals.NotRunning):
        actions.set_milestone(award, title="Late", amount_minor=0, due_on=JUNE, by=bo, at=NOON)


def test_with_open_claims_it_is_not_closed_and_after_a_payment_not_withdrawn(award, half, bo, bea):
    claim = claimed(half, bo)
    with pytest.raises(refusals.ClaimsOpen):
        actions.close_award(award, by=bo, at=NOON)
    actions.agree_claim(claim, by=bea, at=NOON)
    with pytest.raises(refusals.ClaimsOpen):
        actions.close_award(award, by=bo, at=NOON)
    paid(claim, bo)
    with pytest.raises(refusals.AlreadyPaid):
        actions.withdraw_award(award, reason="No.", by=bo, at=NOON)
    closed = actions.close_award(award, by=bo, at=NOON)
    assert (closed.promised_minor, closed.paid_minor) == (150_000, 150_000)


def test_money_given_back_can_be_promised_again_also_after_closing(pot, award, half, bo, bea):
    claim = claimed(half, bo)
    actions.agree_claim(claim, by=bea, at=NOON)
    paid(claim, bo)
    actions.close_award(award, by=bo, at=NOON)
    with pytest.raises(refusals.MoreThanPaid):
        actions.record_repayment(award, amount_minor=150_001, received_on=JUNE, reason="Unspent", by=bo, at=NOON)  # fmt: skip
    actions.record_repayment(award, amount_minor=50_000, received_on=JUNE, reason="Unspent", by=bo, at=NOON)  # fmt: skip
    award.refresh_from_db()
    pot.refresh_from_db()
    assert (award.promised_minor, award.paid_minor, award.returned_minor) == (100_000, 100_000, 50_000)  # fmt: skip
    assert pot.free_minor == 9_900_000
    assert queries.imbalance(pot.body) == 0


def test_a_change_is_agreed_by_another_and_moves_the_difference(pot, award, half, bo, bea):
    more = actions.ask_variation(award, amount_minor=400_000, reason="A second ward.", by=bo, at=NOON)  # fmt: skip
    with pytest.raises(refusals.AlreadyAsked):
        actions.ask_variation(award, ends_on=JUNE, reason="Later.", by=bo, at=NOON)
    with pytest.raises(refusals.SelfApproved):
        actions.agree_variation(more, by=bo, at=NOON)
    actions.agree_variation(more, by=bea, at=NOON)
    less = actions.ask_variation(award, amount_minor=150_000, ends_on=JUNE, reason="One ward.", by=bea, at=NOON)  # fmt: skip
    actions.agree_variation(less, by=bo, at=NOON)
    award.refresh_from_db()
    pot.refresh_from_db()
    assert (award.amount_minor, award.ends_on, pot.promised_minor) == (150_000, JUNE, 150_000)
    assert list(pot.postings.values_list("kind", "amount_minor"))[2:] == [("promised", 100_000), ("released", 250_000)]  # fmt: skip


def test_a_change_over_the_limit_is_not_agreed_by_the_drafter(award, bo, bea, sol):
    more = actions.ask_variation(award, amount_minor=500_001, reason="Three wards.", by=bea, at=NOON)  # fmt: skip
    with pytest.raises(refusals.SelfApproved):
        actions.agree_variation(more, by=bo, at=NOON)
    actions.agree_variation(more, by=sol, at=NOON)
    assert Award.objects.get().approved_by == sol


def test_a_change_is_refused_with_why_and_cannot_cut_what_is_set(award, half, bo, bea):
    for nothing in ({}, {"amount_minor": 300_000}):
        with pytest.raises(refusals.NothingVaried):
            actions.ask_variation(award, reason="Hm.", by=bo, at=NOON, **nothing)
    less = actions.ask_variation(award, amount_minor=149_999, reason="Less.", by=bo, at=NOON)
    with pytest.raises(refusals.LessThanPromised):
        actions.agree_variation(less, by=bea, at=NOON)
    actions.refuse_variation(less, words="An instalment is set.", by=bea, at=NOON)
    with pytest.raises(refusals.AlreadySettled):
        actions.agree_variation(less, by=bea, at=NOON)


def test_more_than_the_pot_has_is_no_change(award, bo, sol):
    more = actions.ask_variation(award, amount_minor=10_000_001, reason="All of it.", by=bo, at=NOON)  # fmt: skip
    with pytest.raises(refusals.PotShort):
        actions.agree_variation(more, by=sol, at=NOON)


def test_an_account_number_is_checked_and_kept_sealed_until_the_award_is_over(award, bo):
    with pytest.raises(refusals.NotIban):
        actions.keep_bank(award, iban="GB82 WEST 1234 5698 7654 33", by=bo, at=NOON)
    kept = actions.keep_bank(award, iban=IBAN, by=bo, at=NOON)
    assert (bank_of(kept), kept.bank_tail) == ("GB82WEST12345698765432", "5432")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM flotilla_award")
        assert "12345698765432" not in str(cursor.fetchall())
    closed = actions.close_award(award, by=bo, at=NOON)
    assert (bank_of(closed), closed.bank_tail) == (None, "")
    with pytest.raises(refusals.Over):
        actions.keep_bank(closed, iban=IBAN, by=bo, at=NOON)


@pytest.mark.parametrize(
    "number",
    ["GB82WEST12345698765432", "de89 3704 0044 0532 0130 00", "FR14 2004 1010 0505 0001 3M02 606", "NO93 8601 1117 947"],
)  # fmt: skip
def test_a_number_that_is_right_is_taken(number):
    assert iban.remainder(iban.clean(number)) == 1


@pytest.mark.parametrize(
    "number",
    ["", "GB", "GB82WEST1234569876543", "GB82WEST123456987654320", "GB28WEST12345698765432", "ZZ82WEST12345698765432", "GB82WEST1234569876543é"],
)  # fmt: skip
def test_a_number_that_is_wrong_is_not(number):
    with pytest.raises(iban.NotIban):
        iban.clean(number)


def test_every_wrong_sign_and_every_two_signs_changed_over_are_seen():
    right = "GB82WEST12345698765432"
    for place in range(4, len(right)):
        for sign in "0123456789":
            wrong = right[:place] + sign + right[place + 1 :]
            assert wrong == right or iban.remainder(wrong) != 1
        turned = right[: place - 1] + right[place] + right[place - 1] + right[place + 1 :]
        assert turned == right or place == 4 or iban.remainder(turned) != 1
