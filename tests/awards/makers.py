"""Plain makers of pots and awards."""

from datetime import date, timedelta
from typing import Any

from flotilla.awards import actions
from flotilla.awards.models import Award, Pot
from flotilla.bodies.models import Body
from flotilla.contributions.models import Contribution
from flotilla.decisions import actions as decisions
from flotilla.people.models import Person
from tests.factories import NOON

#: an account number that is right, and belongs to nobody
IBAN = "GB82 WEST 1234 5698 7654 32"


def a_pot(body: Body, *, total: int = 10_000_000, **changes: Any) -> Pot:
    """A pot with £100,000 in it, from which awards over £5,000 need a second person."""
    facts = {
        "name": "Community fund",
        "address": "community",
        "approval_over_minor": 500_000,
        "by": None,
        "at": NOON,
    }
    pot = actions.open_pot(body, **{**facts, **changes})
    return actions.fill(pot, amount_minor=total, by=None, at=NOON) if total else pot


def an_award(pot: Pot, *, by: Person | None = None, **changes: Any) -> Award:
    """A draft of £3,000 for a choir."""
    facts = {
        "title": "Singing on the ward",
        "purpose": "Forty afternoons of singing with people who are long in hospital.",
        "recipient_name": "Eastfield Community Choir",
        "recipient_ref": "GB-CHC-1234567",
        "amount_minor": 300_000,
        "who_decided": "The panel of 9",
        "reasons": "It reached most people whom nobody else reaches.",
    }
    return actions.draft_award(pot, by=by, at=NOON, **{**facts, **changes})


def a_running_award(
    pot: Pot,
    *,
    by: Person,
    second: Person,
    signatory: str = "Ines Okoro, treasurer",
    **changes: Any,
) -> Award:
    """The same, approved, offered, accepted and begun."""
    award = an_award(pot, by=by, **changes)
    if award.needs_approval:
        award = actions.approve(award, by=second, at=NOON)
    award = actions.offer(award, by=by, at=NOON)
    award = actions.accept(
        award, words="As in the letter of 1 March.", signatory=signatory,
        signed_on=date(2026, 3, 10), by=by, at=NOON,
    )  # fmt: skip
    return actions.begin(award, by=by, at=NOON)


def decided(contribution: Contribution, *, by: Person, checked_by: Person) -> Contribution:
    """A contribution that is taken forward, drafted by one and checked by another."""
    draft = decisions.draft_decision(
        contribution, outcome="forward", way="pilot", decided="We try it.", who_decided="The panel",
        next_word_on=NOON.date() + timedelta(days=90), by=by, at=NOON,
    )  # fmt: skip
    decisions.check(draft, by=checked_by, at=NOON)
    return contribution
