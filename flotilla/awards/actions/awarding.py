"""From the draft of an award to its end."""

from datetime import date, datetime

from django.db import transaction

from flotilla.assessment.models import Meeting, Recommendation
from flotilla.awards.actions import refusals
from flotilla.awards.actions.flags import refuse_flagged
from flotilla.awards.actions.ledger import amount, held, post
from flotilla.awards.actions.publishing import take_off
from flotilla.awards.actions.steps import held_award, refuse_unless, step
from flotilla.awards.actions.subsidising import hold_enterprise, refuse_over_limit
from flotilla.awards.models import Agreement, Award, Claim, Pot
from flotilla.awards.verbs import PostingKind, RecipientKind, State, Verb
from flotilla.contributions.actions.standing import locked
from flotilla.contributions.models import Contribution
from flotilla.decisions.models import Decision, DecisionQuerySet
from flotilla.decisions.verbs import Outcome
from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.people.models import Person


@transaction.atomic
def draft_award(
    pot: Pot,
    *,
    title: str,
    purpose: str,
    recipient_name: str,
    amount_minor: int,
    who_decided: str,
    reasons: str,
    recipient_kind: str = RecipientKind.ORGANISATION,
    recipient_ref: str = "",
    is_enterprise: bool = False,
    starts_on: date | None = None,
    ends_on: date | None = None,
    contribution: Contribution | None = None,
    by: Person | None,
    at: datetime,
) -> Award:
    """Draft an award and set its money aside at once, so that nobody else can promise it.

    An award to a contribution follows a checked decision to take it forward, and is the only one that stands.
    Raises NotSaid, NothingToMove, EndsBeforeItStarts, NotListed, PotClosed, PotShort, AlreadyAwarded, NoDecision, NoVote,
    MoreThanGranted, OtherBody, Stopped.
    """
    listed(recipient_kind, RecipientKind, field="recipient_kind")
    words = [part.strip() for part in (title, purpose, recipient_name, who_decided, reasons)]
    if not all(words):
        raise refusals.NotSaid
    if starts_on and ends_on and ends_on < starts_on:
        raise refusals.EndsBeforeItStarts
    amount(amount_minor)
    if contribution is not None:
        contribution = locked(contribution)
        _refuse_contribution(contribution, pot)
        refuse_flagged(contribution, may_be_open=True)
        _refuse_without_vote(contribution, amount_minor)
    pot = held(pot)
    if pot.closed_at:
        raise refusals.PotClosed
    pot.last_number += 1
    pot.save(update_fields=["last_number"])
    award = Award.objects.create(
        body=pot.body,
        pot=pot,
        programme=contribution.programme if contribution else pot.programme,
        contribution=contribution,
        number=pot.last_number,
        title=words[0][:140],
        purpose=words[1],
        recipient_name=words[2][:200],
        who_decided=words[3][:200],
        reasons=words[4],
        recipient_kind=recipient_kind,
        recipient_ref=recipient_ref.strip()[:120],
        is_enterprise=is_enterprise,
        amount_minor=amount_minor,
        approval_over_minor=pot.approval_over_minor,
        starts_on=starts_on,
        ends_on=ends_on,
        drafted_at=at,
        drafted_by=by,
    )
    post(pot, PostingKind.PROMISED, amount_minor, award=award, by=by, at=at)
    record(Verb.AWARD_DRAFTED, award, by=by, at=at, minor=amount_minor, pot=pot.pk)
    return award


def _refuse_contribution(contribution: Contribution, pot: Pot) -> None:
    if contribution.body_id != pot.body_id:
        raise refusals.OtherBody
    other = Award.objects.standing().filter(contribution=contribution).select_related("pot").first()
    if other is not None:
        raise refusals.AlreadyAwarded(number=other.number, pot=other.pot)
    decided = Decision.objects.current().filter(contribution=contribution, outcome=Outcome.FORWARD)
    if not decided.filter(checked_at__isnull=False).exists():
        raise refusals.NoDecision


def _refuse_without_vote(contribution: Contribution, amount_minor: int) -> None:
    """Where a panel meets, an award rests on its vote, and is no more than it granted. Raises NoVote, MoreThanGranted."""
    meeting = Meeting.objects.filter(panel__programme=contribution.programme_id).first()
    if meeting is None:
        return
    voted = Recommendation.objects.standing().filter(item__meeting=meeting)
    if not voted.filter(item__contribution=contribution).exists():
        raise refusals.NoVote
    item = meeting.items.filter(contribution=contribution).first()
    if item is not None and item.granted_minor is not None and amount_minor > item.granted_minor:
        raise refusals.MoreThanGranted


@transaction.atomic
def approve(award: Award, *, by: Person, at: datetime) -> Award:
    """Approve a drafted award as a second person. Raises NotThisStep, SelfApproved."""
    award = held_award(award)
    refuse_unless(award, State.APPROVED)
    if award.drafted_by_id == by.pk:
        raise refusals.SelfApproved
    step(award, State.APPROVED, by=by, at=at)
    record(Verb.AWARD_APPROVED, award, by=by, at=at, minor=award.amount_minor)
    return award


@transaction.atomic
def offer(award: Award, *, by: Person | None, at: datetime) -> Award:
    """Offer an award to its recipient: from here on the body is bound.

    An award to an entrant follows the telling of the decision, so that no offer tells it earlier.
    Raises NotThisStep, NotTold, Stopped, FlagsOpen, NotApproved over the limit of its pot, NotConfirmed and OverSubsidyLimit for an enterprise.
    """
    if award.contribution is not None:
        refuse_flagged(locked(award.contribution), may_be_open=False)
    hold_enterprise(award)
    award = held_award(award)
    refuse_unless(award, State.OFFERED)
    if award.contribution_id and not _decided(award).told().exists():
        raise refusals.NotTold
    if award.needs_approval:
        raise refusals.NotApproved(limit=award.pot.money(award.approval_over_minor))
    if award.is_enterprise:
        if award.subsidy_confirmed_at is None:
            raise refusals.NotConfirmed
        refuse_over_limit(award, award.subsidy_earlier_minor or 0, at=at)
    step(award, State.OFFERED, by=by, at=at)
    record(Verb.AWARD_OFFERED, award, by=by, at=at, minor=award.amount_minor)
    return award


def _decided(award: Award) -> DecisionQuerySet:
    return Decision.objects.current().filter(
        contribution=award.contribution_id, outcome=Outcome.FORWARD
    )


@transaction.atomic
def accept(
    award: Award, *, words: str, signatory: str, signed_on: date, by: Person | None, at: datetime
) -> Award:
    """Record the agreement that the recipient signed. Raises NotThisStep, NoSignatory."""
    if not (words.strip() and signatory.strip()):
        raise refusals.NoSignatory
    award = held_award(award)
    step(award, State.ACCEPTED, by=by, at=at)
    Agreement.objects.create(
        award=award,
        words=words.strip(),
        signatory=signatory.strip()[:120],
        signed_on=signed_on,
        recorded_at=at,
        recorded_by=by,
    )
    record(Verb.AWARD_ACCEPTED, award, by=by, at=at)
    return award


@transaction.atomic
def begin(award: Award, *, by: Person | None, at: datetime) -> Award:
    """Let the work of an accepted award begin; from now on instalments can be claimed. Raises NotThisStep."""
    award = held_award(award)
    step(award, State.RUNNING, by=by, at=at)
    record(Verb.AWARD_BEGUN, award, by=by, at=at)
    return award


@transaction.atomic
def close_award(award: Award, *, by: Person | None, at: datetime) -> Award:
    """Close an award: what was not claimed goes back to the pot, and where it was paid to is forgotten.

    Raises NotThisStep, ClaimsOpen.
    """
    award = held_award(award)
    refuse_unless(award, State.CLOSED)
    claims = Claim.objects.filter(milestone__award=award, refused_at=None, payment=None)
    if claims.exists():
        raise refusals.ClaimsOpen
    _set_free(award, award.owed_minor, by=by, at=at)
    step(award, State.CLOSED, by=by, at=at)
    record(Verb.AWARD_CLOSED, award, by=by, at=at, minor=award.paid_minor)
    return award


@transaction.atomic
def withdraw_award(award: Award, *, reason: str, by: Person | None, at: datetime) -> Award:
    """Take an award back before anything was paid; its money is free again. Raises NotThisStep, NotSaid, AlreadyPaid."""
    if not reason.strip():
        raise refusals.NotSaid
    award = held_award(award)
    refuse_unless(award, State.WITHDRAWN)
    if award.paid_minor:
        raise refusals.AlreadyPaid
    _set_free(award, award.promised_minor, by=by, at=at)
    award.withdrawn_reason = reason.strip()[:400]
    step(award, State.WITHDRAWN, by=by, at=at, also=("withdrawn_reason",))
    record(Verb.AWARD_WITHDRAWN, award, by=by, at=at)
    take_off(award, by=by, at=at)
    return award


def _set_free(award: Award, minor: int, *, by: Person | None, at: datetime) -> None:
    pot = held(award.pot)
    if minor:
        post(pot, PostingKind.RELEASED, minor, award=award, by=by, at=at)
