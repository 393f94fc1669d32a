"""The subsidy statement of an award to an enterprise: what it had, what it comes to, and that the recipient confirmed it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from flotilla.awards.actions import refusals
from flotilla.awards.actions.steps import held_award
from flotilla.awards.models import Award
from flotilla.awards.subsidy import rule
from flotilla.awards.verbs import INSIDE, State, Verb
from flotilla.bodies.models import Body
from flotilla.journal.actions import record
from flotilla.kit.money import MOST, Money
from flotilla.kit.written import day_text
from flotilla.people.models import Person


def hold_enterprise(award: Award) -> None:
    """Hold the body while one of its awards to an enterprise is offered, so that two do not pass the limit together."""
    if award.is_enterprise:
        Body.objects.select_for_update(no_key=True).get(pk=award.body_id)


def earlier_awards(award: Award, *, at: datetime) -> int:
    """Return what this body gave the same recipient in the years that count, without this award."""
    since = rule().counts_from(at.astimezone(award.body.zone).date())
    theirs = Award.objects.exclude(pk=award.pk).exclude(state__in=INSIDE)
    same = {"recipient_ref": award.recipient_ref} if award.recipient_ref else {"recipient_name__iexact": award.recipient_name}  # fmt: skip
    found = theirs.filter(
        body=award.body_id, is_enterprise=True, offered_at__date__gte=since, **same
    )
    return found.aggregate(total=Sum("promised_minor"))["total"] or 0


def refuse_over_limit(award: Award, earlier_minor: int, *, at: datetime) -> int:
    """Return what it comes to with this award. Raises OtherSubsidyCurrency, OverSubsidyLimit."""
    law = rule()
    if award.pot.currency != law.currency:
        raise refusals.OtherSubsidyCurrency(currency=law.currency)
    total = earlier_minor + earlier_awards(award, at=at) + award.amount_minor
    if total > law.limit_minor:
        since = law.counts_from(at.astimezone(award.body.zone).date())
        raise refusals.OverSubsidyLimit(
            since=day_text(since, "plain"),
            total=Money(total, law.currency),
            limit=Money(law.limit_minor, law.currency),
        )
    return total


@transaction.atomic
def state_subsidy(award: Award, *, earlier_minor: int, by: Person | None, at: datetime) -> Award:
    """Write the statement: what the recipient says it had from other bodies, and what it comes to with ours.

    Written again it must be confirmed again. Raises NoEnterprise, NotThisStep, OverSubsidyLimit, NothingToMove.
    """
    award = held_award(award)
    if not award.is_enterprise:
        raise refusals.NoEnterprise
    if award.state not in {State.DRAFTED, State.APPROVED}:
        raise refusals.NotThisStep(state=award.get_state_display(), step=State.OFFERED.label)
    if not 0 <= earlier_minor <= MOST:
        raise refusals.NothingToMove
    total = refuse_over_limit(award, earlier_minor, at=at)
    facts = {
        "subsidy_earlier_minor": earlier_minor,
        "subsidy_total_minor": total,
        "subsidy_limit_minor": rule().limit_minor,
        "subsidy_stated_at": at,
        "subsidy_stated_by": by,
        "subsidy_confirmer": "",
        "subsidy_confirmed_at": None,
        "subsidy_confirmed_by": None,
    }
    _save(award, facts)
    record(Verb.SUBSIDY_STATED, award, by=by, at=at, minor=total)
    return award


@transaction.atomic
def confirm_subsidy(award: Award, *, confirmer: str, by: Person | None, at: datetime) -> Award:
    """Record that somebody confirmed the statement for the recipient. Raises NotConfirmed, NoSignatory, NotThisStep."""
    if not confirmer.strip():
        raise refusals.NoSignatory
    award = held_award(award)
    if award.state not in {State.DRAFTED, State.APPROVED}:
        raise refusals.NotThisStep(state=award.get_state_display(), step=State.OFFERED.label)
    if award.subsidy_stated_at is None:
        raise refusals.NotConfirmed
    facts = {
        "subsidy_confirmer": confirmer.strip()[:120],
        "subsidy_confirmed_at": at,
        "subsidy_confirmed_by": by,
    }
    _save(award, facts)
    record(Verb.SUBSIDY_CONFIRMED, award, by=by, at=at)
    return award


def _save(award: Award, facts: dict[str, object]) -> None:
    for name, value in facts.items():
        setattr(award, name, value)
    award.save(update_fields=list(facts))
