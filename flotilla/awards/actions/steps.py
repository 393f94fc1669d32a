"""Holding an award and taking it one step further; no state is reached in any other way."""

from datetime import datetime

from flotilla.awards.actions import refusals
from flotilla.awards.models import Award
from flotilla.awards.verbs import OVER, State
from flotilla.people.models import Person

#: the columns that say who took a step and when
MOMENTS: dict[str, str] = {
    State.APPROVED: "approved",
    State.OFFERED: "offered",
    State.ACCEPTED: "accepted",
    State.RUNNING: "begun",
    State.CLOSED: "closed",
    State.WITHDRAWN: "withdrawn",
}


def held_award(award: Award) -> Award:
    """Lock an award, before its pot."""
    rows = Award.objects.select_for_update(of=("self",)).select_related("pot", "body", "programme")
    return rows.get(pk=award.pk)


def refuse_unless(award: Award, state: State) -> None:
    """Refuse a step that does not follow. Raises NotThisStep."""
    if not award.may_become(state):
        raise refusals.NotThisStep(state=award.get_state_display(), step=state.label)


def step(
    award: Award, state: State, *, by: Person | None, at: datetime, also: tuple[str, ...] = ()
) -> None:
    """Take the step and write who took it. Raises NotThisStep."""
    refuse_unless(award, state)
    said = MOMENTS[state]
    setattr(award, f"{said}_at", at)
    setattr(award, f"{said}_by", by)
    award.state = state
    changed = ["state", f"{said}_at", f"{said}_by", *also]
    if state in OVER:
        award.bank_sealed = award.bank_tail = ""
        changed += ["bank_sealed", "bank_tail"]
    award.save(update_fields=changed)


def running(award: Award) -> Award:
    """Lock an award that runs. Raises NotRunning."""
    award = held_award(award)
    if award.state != State.RUNNING:
        raise refusals.NotRunning(state=award.get_state_display())
    return award
