"""Who may give money, and who may not say yes to their own."""

from flotilla.awards.models import Award, Claim, Pot, Variation
from flotilla.awards.verbs import State
from flotilla.bodies.rules import may
from flotilla.people.models import Person


def may_award(person: Person | None, pot: Pot) -> bool:
    """Those whose role in the body allows it give awards out of its pots."""
    return may(person, pot.body, "award")


def may_see(person: Person | None, award: Award) -> bool:
    """The same people see an award; everybody else reads what is published of it."""
    return may(person, award.body, "award")


def may_approve(person: Person | None, award: Award) -> bool:
    """Somebody else than the drafter approves an award."""
    if person is None or not may_see(person, award):
        return False
    return award.state == State.DRAFTED and award.drafted_by_id != person.pk


def may_settle_claim(person: Person | None, claim: Claim) -> bool:
    """Somebody else than who made the claim agrees to it."""
    award = claim.milestone.award
    return person is not None and may_see(person, award) and claim.claimed_by_id != person.pk


def may_settle_variation(person: Person | None, variation: Variation) -> bool:
    """Somebody else than who asked for a change agrees to it."""
    award = variation.award
    return person is not None and may_see(person, award) and variation.asked_by_id != person.pk
