"""Changing an award that runs: another amount, another last day, agreed to by a second person."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum

from flotilla.awards.actions import refusals
from flotilla.awards.actions.ledger import amount, held, post
from flotilla.awards.actions.paying import instalments
from flotilla.awards.actions.steps import running
from flotilla.awards.actions.subsidising import hold_enterprise, refuse_over_limit
from flotilla.awards.models import Award, Claim, Variation
from flotilla.awards.verbs import PostingKind, Verb
from flotilla.journal.actions import record
from flotilla.people.models import Person


@transaction.atomic
def ask_variation(
    award: Award,
    *,
    amount_minor: int | None = None,
    ends_on: date | None = None,
    reason: str,
    by: Person | None,
    at: datetime,
) -> Variation:
    """Ask for another amount or another last day. Raises NotRunning, NothingVaried, AlreadyAsked, EndsBeforeItStarts."""
    award = running(award)
    amount_minor = None if amount_minor == award.amount_minor else amount_minor
    ends_on = None if ends_on == award.ends_on else ends_on
    if not reason.strip() or (amount_minor is None and ends_on is None):
        raise refusals.NothingVaried
    if amount_minor is not None:
        amount(amount_minor)
    if ends_on and award.starts_on and ends_on < award.starts_on:
        raise refusals.EndsBeforeItStarts
    if award.variations.filter(agreed_at=None, refused_at=None).exists():
        raise refusals.AlreadyAsked
    variation = Variation.objects.create(
        award=award,
        amount_minor=amount_minor,
        ends_on=ends_on,
        reason=reason.strip()[:600],
        asked_at=at,
        asked_by=by,
    )
    record(Verb.VARIATION_ASKED, award, by=by, at=at, minor=amount_minor)
    return variation


def _open(variation: Variation) -> tuple[Award, Variation]:
    hold_enterprise(variation.award)
    award = running(variation.award)
    variation = Variation.objects.select_for_update(of=("self",)).get(pk=variation.pk)
    if variation.agreed_at or variation.refused_at:
        raise refusals.AlreadySettled
    return award, variation


@transaction.atomic
def agree_variation(variation: Variation, *, by: Person, at: datetime) -> Variation:
    """Agree to a change as a second person: more is promised out of the pot, or the difference is free again.

    Over the limit of the pot it counts as the approval, so the drafter cannot give it.
    Raises NotRunning, AlreadySettled, SelfApproved, PotShort, LessThanPromised, OverSubsidyLimit.
    """
    award, variation = _open(variation)
    if variation.asked_by_id == by.pk:
        raise refusals.SelfApproved
    if variation.amount_minor is not None:
        _change_amount(award, variation.amount_minor, by=by, at=at)
    if variation.ends_on is not None:
        award.ends_on = variation.ends_on
        award.save(update_fields=["ends_on"])
    variation.agreed_at, variation.agreed_by = at, by
    variation.save(update_fields=["agreed_at", "agreed_by"])
    record(Verb.VARIATION_AGREED, award, by=by, at=at, minor=variation.amount_minor)
    return variation


def _change_amount(award: Award, minor: int, *, by: Person, at: datetime) -> None:
    bound = max(award.paid_minor + award.returned_minor, instalments(award), _claimed(award))
    if minor < bound:
        raise refusals.LessThanPromised(bound=award.pot.money(bound))
    change = minor - award.amount_minor
    award.amount_minor = minor
    changed = ["amount_minor"]
    if award.is_enterprise:
        award.subsidy_total_minor = refuse_over_limit(
            award, award.subsidy_earlier_minor or 0, at=at
        )
        changed.append("subsidy_total_minor")
    if change > 0 and minor > award.approval_over_minor:
        if award.drafted_by_id == by.pk:
            raise refusals.SelfApproved
        award.approved_at, award.approved_by = at, by
        changed += ["approved_at", "approved_by"]
    pot = held(award.pot)
    if change > 0:
        award.save(update_fields=changed)
        post(pot, PostingKind.PROMISED, change, award=award, by=by, at=at)
    else:
        post(pot, PostingKind.RELEASED, -change, award=award, by=by, at=at)
        award.save(update_fields=changed)


def _claimed(award: Award) -> int:
    claims = Claim.objects.filter(milestone__award=award, refused_at=None)
    return claims.aggregate(total=Sum("amount_minor"))["total"] or 0


@transaction.atomic
def refuse_variation(variation: Variation, *, words: str, by: Person, at: datetime) -> Variation:
    """Refuse a change and say why. Raises NotSaid, NotRunning, AlreadySettled."""
    if not words.strip():
        raise refusals.NotSaid
    award, variation = _open(variation)
    variation.refused_at, variation.refused_by = at, by
    variation.refused_words = words.strip()[:600]
    variation.save(update_fields=["refused_at", "refused_by", "refused_words"])
    record(Verb.VARIATION_REFUSED, award, by=by, at=at)
    return variation
