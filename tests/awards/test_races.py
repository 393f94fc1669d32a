"""Fifty officers award at the same instant, each over a connection of their own: a pot is never overspent."""

from collections import Counter

import pytest
from django.db import transaction

from flotilla.awards import actions, queries
from flotilla.awards.actions.ledger import post
from flotilla.awards.models import Award, Payment, Posting, Pot
from flotilla.awards.verbs import PostingKind
from flotilla.kit.refusal import Refusal
from tests.awards.makers import a_pot, a_running_award, an_award, decided
from tests.doors.racing import at_once
from tests.factories import NOON

pytestmark = pytest.mark.django_db(transaction=True)


def ended(deed):
    """Do it; say how it ended."""

    def run():
        try:
            deed()
        except Refusal as refused:
            return type(refused).__name__
        return "done"

    return run


def test_fifty_officers_who_award_at_once_never_overspend_a_pot(marlhaven, bo):
    pot = a_pot(marlhaven)
    ends = at_once([ended(lambda: an_award(pot, by=bo)) for _officer in range(50)])
    pot.refresh_from_db()
    assert ends == Counter(done=33, PotShort=17)
    assert (pot.promised_minor, Award.objects.count()) == (9_900_000, 33)
    assert queries.imbalance(marlhaven) == 0


def test_officers_who_neither_wait_nor_look_are_stopped_by_the_constraint(marlhaven, bo):
    """The control: with lock and check left out, what stops them is the database alone."""
    pot = a_pot(marlhaven, total=900_000)

    def award(number):
        with transaction.atomic():
            row = Award.objects.create(
                body=marlhaven, pot=pot, number=number, title="A", purpose="B", recipient_name="C", who_decided="D", reasons="E",
                amount_minor=300_000, approval_over_minor=500_000, drafted_at=NOON,
            )  # fmt: skip
            blind = Pot(pk=pot.pk, total_minor=10**12)
            post(blind, PostingKind.PROMISED, 300_000, award=row, by=bo, at=NOON)
        return "done"

    ends = at_once([lambda number=number: award(number) for number in range(10)])
    pot.refresh_from_db()
    assert (ends, pot.promised_minor) == (Counter(done=3, IntegrityError=7), 900_000)


def test_a_contribution_is_awarded_once_by_fifty(marlhaven, bench, bo, bea):
    pot = a_pot(marlhaven)
    decided(bench, by=bo, checked_by=bea)
    ends = at_once([ended(lambda: an_award(pot, by=bo, contribution=bench)) for _officer in range(50)])  # fmt: skip
    assert ends == Counter(done=1, AlreadyAwarded=49)
    assert Award.objects.count() == 1


def test_a_claim_is_paid_once_by_fifty(marlhaven, bo, bea):
    award = a_running_award(a_pot(marlhaven), by=bo, second=bea)
    stone = actions.set_milestone(award, title="All", amount_minor=300_000, due_on=NOON.date(), by=bo, at=NOON)  # fmt: skip
    claim = actions.claim(stone, amount_minor=300_000, words="Done.", by=bo, at=NOON)
    actions.agree_claim(claim, by=bea, at=NOON)
    ends = at_once([
        ended(lambda: actions.record_payment(claim, paid_on=NOON.date(), reference="B", by=bo, at=NOON)) for _time in range(50)
    ])  # fmt: skip
    assert ends == Counter(done=1, AlreadyPaid=49)
    assert (Payment.objects.count(), Posting.objects.filter(kind="paid").count()) == (1, 1)


def test_one_approves_and_one_withdraws_and_the_books_balance(marlhaven, bo, bea):
    award = an_award(a_pot(marlhaven), by=bo, amount_minor=600_000)
    at_once([
        ended(lambda: actions.approve(award, by=bea, at=NOON)),
        ended(lambda: actions.withdraw_award(award, reason="No.", by=bo, at=NOON)),
    ])  # fmt: skip
    award.refresh_from_db()
    assert award.state == "withdrawn"
    assert queries.imbalance(marlhaven) == 0
