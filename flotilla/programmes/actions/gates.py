"""Passing a gate: hard conditions block, soft ones are overridden with a recorded reason."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction

from flotilla.journal.actions import record
from flotilla.people.models import Person
from flotilla.programmes import queries
from flotilla.programmes.actions import refusals
from flotilla.programmes.actions.locking import locked_underway
from flotilla.programmes.models import Override, Stage
from flotilla.programmes.queries import Checked, Finding
from flotilla.programmes.verbs import Verb


@transaction.atomic
def pass_gate(
    stage: Stage,
    *,
    findings: Iterable[Finding],
    overrides: Mapping[str, str],
    confirmed: Collection[str] = (),
    by: Person | None,
    at: datetime,
) -> Stage:
    """Pass the gate at the end of a stage.

    A condition that nobody found to be met is not met, so that nothing can slip; what no record can
    show must be among the confirmed. Raises NotOpen, AlreadyClosed, AlreadyPassed, StageNotBegun,
    GateShut, OverrideNeedsReason.
    """
    locked_underway(stage.programme)
    held = Stage.objects.select_for_update().select_related("programme").get(pk=stage.pk)
    if held.passed_at is not None:
        raise refusals.AlreadyPassed
    if held.opens_at is None or held.opens_at > at:
        raise refusals.StageNotBegun
    checked = queries.checklist(held, [*findings, *confirmations(confirmed, held)])
    overridden = unlock(held, checked, overrides, by=by, at=at)
    held.passed_at, held.passed_by = at, by
    held.save(update_fields=["passed_at", "passed_by"])
    verb = Verb.GATE_OVERRIDDEN if overridden else Verb.GATE_PASSED
    facts = {"stage": held.code, "overridden": overridden, "confirmed": sorted(confirmed)}
    record(verb, held, by=by, at=at, **facts)
    return held


def confirmations(confirmed: Collection[str], stage: Stage) -> list[Finding]:
    """What a person confirms counts only for the conditions that the recipe leaves to persons."""
    asked = [one.code for one in stage.plan.gate if one.confirm]
    return [Finding(code, met=True) for code in asked if code in confirmed]


def unlock(
    stage: Stage,
    checked: Iterable[Checked],
    overrides: Mapping[str, str],
    *,
    by: Person | None,
    at: datetime,
) -> list[str]:
    """Refuse while a hard condition is open; keep the reason for every soft one that is. Returns the codes overridden."""
    still_open = [one.condition for one in checked if not one.is_met]
    if hard := [str(condition) for condition in still_open if condition.hard]:
        raise refusals.GateShut(missing="; ".join(hard))
    unexplained = [str(one) for one in still_open if not overrides.get(one.code, "").strip()]
    if unexplained:
        raise refusals.OverrideNeedsReason(missing="; ".join(unexplained))
    for condition in still_open:
        Override.objects.update_or_create(
            stage=stage,
            condition=condition.code,
            defaults={
                "reason": overrides[condition.code].strip(),
                "overridden_at": at,
                "overridden_by": by,
            },
        )
    return [condition.code for condition in still_open]
