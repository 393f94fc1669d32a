"""Saying which entries go on to a heat, and mending what was missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from flotilla.contributions.actions.standing import hold_all
from flotilla.contributions.actions.submit import revise
from flotilla.contributions.models import Contribution
from flotilla.journal.actions import record, record_many
from flotilla.kit.codes import listed
from flotilla.people.models import Person
from flotilla.prizes import queries, rules
from flotilla.prizes.actions import refusals
from flotilla.prizes.models import Passing
from flotilla.prizes.verbs import Outcome, Verb
from flotilla.programmes.actions.locking import locked_underway
from flotilla.programmes.models import Programme

LONGEST = 600
VERBS = {Outcome.ON: Verb.WENT_ON, Outcome.OUT: Verb.LEFT_OUT, Outcome.MEND: Verb.MENDING_ASKED}


@dataclass(frozen=True)
class Said:
    """What is said of one entry: whether it goes on, and why."""

    outcome: str
    words: str


@transaction.atomic
def pass_entries(
    programme: Programme,
    heat: str,
    said: Mapping[int, Said],
    *,
    mend_until: datetime | None = None,
    by: Person | None,
    at: datetime,
) -> list[Passing]:
    """Say of entries, by their keys, whether they go on to a heat; all or none.

    An entry that does not go on is decided and answered by that: its authors are told the reason. Where a heat only
    looks at who is eligible, nobody who sits on the panel decides, and what is missing can be mended until a day.
    Raises NobodyNamed, NotListed, NoReason, NotInHeat, HoldsASeat, NothingToMend, MendByWhen, NotOpen, AlreadyClosed.
    """
    held = locked_underway(programme)
    code = str(listed(heat, queries.heat_codes(held), field="heat"))
    screens = next(bool(one.get("screens")) for one in held.plan.heats if one["code"] == code)
    if not said:
        raise refusals.NobodyNamed
    if screens and rules.judges(by, held):
        raise refusals.HoldsASeat
    hold_all(said)
    waiting = {one.pk: one for one in queries.to_pass(held, code).filter(pk__in=said)}
    _check(held, said, waiting, screens=screens, mend_until=mend_until, at=at)
    made = Passing.objects.bulk_create(
        Passing(
            programme=held,
            contribution=waiting[pk],
            heat=code,
            outcome=one.outcome,
            words=one.words.strip()[:LONGEST],
            mend_until=mend_until if one.outcome == Outcome.MEND else None,
            passed_at=at,
            passed_by=by,
        )
        for pk, one in said.items()
    )
    out = [one.contribution_id for one in made if one.outcome == Outcome.OUT]
    left = Contribution.objects.filter(pk__in=out)
    left.filter(first_answered_at=None).update(first_answered_at=at)
    left.update(decided_at=at)
    for outcome, verb in VERBS.items():
        those = [(one, {"heat": code}) for one in made if one.outcome == outcome]
        if those:
            record_many(verb, those, by=by, at=at)
    return made


def _check(
    programme: Programme,
    said: Mapping[int, Said],
    waiting: Mapping[int, Contribution],
    *,
    screens: bool,
    mend_until: datetime | None,
    at: datetime,
) -> None:
    strange = [pk for pk in said if pk not in waiting]
    if strange:
        titles = programme.contributions.filter(pk__in=strange).values_list("title", flat=True)
        raise refusals.NotInHeat(title=titles.first() or "?")
    for pk, one in said.items():
        listed(one.outcome, Outcome, field="outcome")
        if not one.words.strip():
            raise refusals.NoReason(title=waiting[pk].title)
    if any(one.outcome == Outcome.MEND for one in said.values()):
        if not screens:
            raise refusals.NothingToMend
        if mend_until is None or mend_until <= at:
            raise refusals.MendByWhen


@transaction.atomic
def mend(
    contribution: Contribution,
    *,
    title: str,
    answers: Mapping[str, Any],
    note: str = "",
    by: Person,
    at: datetime,
) -> Passing:
    """Mend what was missing from one's entry, in the time that was given for it; then it is looked at again.

    The clock of the database counts. Raises MendedTooLate, NotStanding, NothingNew, AnswersNotTaken.
    """
    hold_all([contribution.pk])
    asked = queries.to_mend(contribution, at)
    if asked is None:
        raise refusals.MendedTooLate
    revise(contribution, title=title, answers=answers, note=note, is_mending=True, by=by, at=at)
    asked.mended_at, asked.mended_by = at, by
    asked.save(update_fields=["mended_at", "mended_by"])
    record(Verb.MENDED, asked, by=by, at=at, heat=asked.heat)
    return asked
