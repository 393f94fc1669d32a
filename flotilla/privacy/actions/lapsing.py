"""Letting go of what has lapsed, and holding what a court or an inquiry asks for."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from flotilla.bodies.models import Body
from flotilla.contributions.models import Contribution
from flotilla.journal.actions import record
from flotilla.kit.refusal import Refusal
from flotilla.people.models import Person
from flotilla.privacy.models import Disposal, LegalHold
from flotilla.privacy.retention import AT_ONCE, RULES, Lapse, Rule, table
from flotilla.privacy.verbs import Verb
from flotilla.programmes.models import Programme


class NoReason(Refusal):
    """A legal hold says who asks for it."""

    sentence = _("Say who asks for it to be kept, and why.")
    field = "reason"


class HoldLifted(Refusal):
    """A legal hold was lifted before."""

    sentence = _("This hold was lifted already.")


def let_go(*, by: Person | None = None, at: datetime) -> int:
    """Let go of everything that has lapsed by the schedule, a few hundred rows at once; return how many rows."""
    count = 0
    for code, rule in RULES.items():
        while some := let_some_go(code, rule, by=by, at=at):
            count += some
    return count


@transaction.atomic
def let_some_go(code: str, rule: Rule, *, by: Person | None = None, at: datetime) -> int:
    """Let go of the next few hundred rows of one class, and write that down; return how many rows."""
    lapse: Lapse = table()[code]
    due = rule.due(lapse.before(at))
    held = rule.held(due)
    chosen = list(due.exclude(pk__in=held.values("pk")).values_list("pk", flat=True)[:AT_ONCE])
    if not chosen:
        return 0
    rule.let_go(due.model._default_manager.filter(pk__in=chosen))
    disposal = Disposal.objects.create(
        lapse=code,
        count=len(chosen),
        held=held.count(),
        before=lapse.before(at),
        disposed_at=at,
    )
    record(Verb.LAPSED, disposal, by=by, at=at, lapse=code, count=len(chosen))
    return len(chosen)


@transaction.atomic
def place_hold(
    programme: Programme,
    *,
    reason: str,
    contribution: Contribution | None = None,
    body: Body,
    by: Person | None,
    at: datetime,
) -> LegalHold:
    """Keep everything of a programme, or one contribution, until the hold is lifted. Raises NoReason."""
    if not reason.strip():
        raise NoReason
    hold = LegalHold.objects.create(
        body=body,
        programme=programme,
        contribution=contribution,
        reason=reason.strip()[:300],
        placed_at=at,
        placed_by=by,
    )
    record(Verb.HOLD_PLACED, hold, by=by, at=at)
    return hold


@transaction.atomic
def lift_hold(hold: LegalHold, *, by: Person | None, at: datetime) -> LegalHold:
    """Let erasure and the schedule go on. Raises HoldLifted."""
    hold = LegalHold.objects.select_for_update().get(pk=hold.pk)
    if hold.lifted_at:
        raise HoldLifted
    hold.lifted_at, hold.lifted_by = at, by
    hold.save(update_fields=["lifted_at", "lifted_by"])
    record(Verb.HOLD_LIFTED, hold, by=by, at=at)
    return hold
