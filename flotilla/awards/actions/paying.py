"""Milestones, claims, and the record of what was paid and given back."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max, Sum

from flotilla.awards.actions import refusals
from flotilla.awards.actions.ledger import amount, held, post
from flotilla.awards.actions.steps import held_award, running
from flotilla.awards.models import Award, Claim, Milestone, Payment, Repayment
from flotilla.awards.verbs import OVER, PostingKind, State, Verb
from flotilla.journal.actions import record
from flotilla.kit import iban as ibans
from flotilla.kit.sealed import seal, unseal
from flotilla.people.models import Person

PURPOSE = "award.bank"


@transaction.atomic
def set_milestone(
    award: Award,
    *,
    title: str,
    amount_minor: int,
    due_on: date,
    by: Person | None,
    at: datetime,
) -> Milestone:
    """Set what is to be reached by a day and the instalment for it, which may be nothing.

    Raises NotSaid, NotRunning once the award is over, MoreThanAwarded, NothingToMove.
    """
    if not title.strip():
        raise refusals.NotSaid
    if amount_minor:
        amount(amount_minor)
    award = held_award(award)
    if award.state in OVER:
        raise refusals.NotRunning(state=award.get_state_display())
    left = award.amount_minor - instalments(award)
    if amount_minor > left:
        raise refusals.MoreThanAwarded(left=award.pot.money(left))
    last = award.milestones.aggregate(last=Max("number"))["last"] or 0
    milestone = Milestone.objects.create(
        award=award,
        number=last + 1,
        title=title.strip()[:200],
        amount_minor=amount_minor,
        due_on=due_on,
        set_at=at,
        set_by=by,
    )
    record(Verb.MILESTONE_SET, award, by=by, at=at, minor=amount_minor)
    return milestone


def instalments(award: Award) -> int:
    """Return what the instalments of an award come to."""
    return award.milestones.aggregate(total=Sum("amount_minor"))["total"] or 0


@transaction.atomic
def keep_bank(award: Award, *, iban: str, by: Person | None, at: datetime) -> Award:
    """Keep where an award is to be paid to, sealed, until it is over. Raises NotIban, Over."""
    try:
        number = ibans.clean(iban)
    except ibans.NotIban:
        raise refusals.NotIban from None
    award = held_award(award)
    if award.state in OVER:
        raise refusals.Over
    award.bank_sealed = seal(number, key=str(award.pk), purpose=PURPOSE)
    award.bank_tail = number[-4:]
    award.save(update_fields=["bank_sealed", "bank_tail"])
    record(Verb.BANK_KEPT, award, by=by, at=at)
    return award


def bank_of(award: Award) -> str | None:
    """Return the number to pay to, for the file of the finance system alone; None if there is none."""
    if not award.bank_sealed:
        return None
    return unseal(award.bank_sealed, key=str(award.pk), purpose=PURPOSE)


@transaction.atomic
def claim(
    milestone: Milestone, *, amount_minor: int, words: str, by: Person | None, at: datetime
) -> Claim:
    """Ask for an instalment, or a part of it, with what was reached and learned.

    Raises NotSaid, NotRunning, MoreThanInstalment, AlreadyClaimed, NothingToMove.
    """
    if not words.strip():
        raise refusals.NotSaid
    award = running(milestone.award)
    amount(amount_minor)
    if amount_minor > milestone.amount_minor:
        raise refusals.MoreThanInstalment(amount=award.pot.money(milestone.amount_minor))
    if milestone.claims.filter(refused_at=None).exists():
        raise refusals.AlreadyClaimed
    made = Claim.objects.create(
        milestone=milestone,
        amount_minor=amount_minor,
        words=words.strip(),
        claimed_at=at,
        claimed_by=by,
    )
    record(Verb.CLAIMED, award, by=by, at=at, minor=amount_minor)
    return made


def _open(claim: Claim) -> tuple[Award, Claim]:
    """Hold the award of a claim and then the claim that is not settled. Raises NotRunning, AlreadySettled."""
    award = running(claim.milestone.award)
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if claim.agreed_at or claim.refused_at:
        raise refusals.AlreadySettled
    return award, claim


@transaction.atomic
def agree_claim(claim: Claim, *, by: Person, at: datetime) -> Claim:
    """Agree to a claim as a second person. Raises NotRunning, AlreadySettled, SelfApproved."""
    award, claim = _open(claim)
    if claim.claimed_by_id == by.pk:
        raise refusals.SelfApproved
    claim.agreed_at, claim.agreed_by = at, by
    claim.save(update_fields=["agreed_at", "agreed_by"])
    record(Verb.CLAIM_AGREED, award, by=by, at=at, minor=claim.amount_minor)
    return claim


@transaction.atomic
def refuse_claim(claim: Claim, *, words: str, by: Person, at: datetime) -> Claim:
    """Refuse a claim and say why; the instalment can be claimed again. Raises NotSaid, NotRunning, AlreadySettled."""
    if not words.strip():
        raise refusals.NotSaid
    award, claim = _open(claim)
    claim.refused_at, claim.refused_by, claim.refused_words = at, by, words.strip()[:600]
    claim.save(update_fields=["refused_at", "refused_by", "refused_words"])
    record(Verb.CLAIM_REFUSED, award, by=by, at=at, minor=claim.amount_minor)
    return claim


@transaction.atomic
def record_payment(
    claim: Claim, *, paid_on: date, reference: str, by: Person, at: datetime
) -> Payment:
    """Record that the finance system paid a claim that somebody else agreed to.

    Raises NotSaid, NotRunning, NotAgreed, OwnPayment, AlreadyPaid.
    """
    if not reference.strip():
        raise refusals.NotSaid
    award = running(claim.milestone.award)
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if claim.agreed_at is None:
        raise refusals.NotAgreed
    if claim.agreed_by_id == by.pk:
        raise refusals.OwnPayment
    if Payment.objects.filter(claim=claim).exists():
        raise refusals.AlreadyPaid
    posting = post(held(award.pot), PostingKind.PAID, claim.amount_minor, award=award, by=by, at=at)
    payment = Payment.objects.create(
        claim=claim,
        posting=posting,
        paid_on=paid_on,
        reference=reference.strip()[:80],
        recorded_at=at,
        recorded_by=by,
    )
    record(Verb.PAID, award, by=by, at=at, minor=claim.amount_minor)
    return payment


@transaction.atomic
def record_repayment(
    award: Award,
    *,
    amount_minor: int,
    received_on: date,
    reason: str,
    by: Person | None,
    at: datetime,
) -> Repayment:
    """Record that a recipient gave money back; the pot can promise it again. Raises NotSaid, NotRunning, MoreThanPaid."""
    if not reason.strip():
        raise refusals.NotSaid
    amount(amount_minor)
    award = held_award(award)
    if award.state not in {State.RUNNING, State.CLOSED}:
        raise refusals.NotRunning(state=award.get_state_display())
    if amount_minor > award.paid_minor:
        raise refusals.MoreThanPaid(paid=award.pot.money(award.paid_minor))
    posting = post(held(award.pot), PostingKind.RETURNED, amount_minor, award=award, by=by, at=at)
    Award.objects.filter(pk=award.pk).update(returned_minor=F("returned_minor") + amount_minor)
    repayment = Repayment.objects.create(
        award=award,
        posting=posting,
        received_on=received_on,
        reason=reason.strip()[:400],
        recorded_at=at,
        recorded_by=by,
    )
    record(Verb.REPAID, award, by=by, at=at, minor=amount_minor)
    return repayment
