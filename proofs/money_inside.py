"""The part of the drill `money` that runs inside a site; prints what it found as a line of JSON."""

import json
import random
import sys
from typing import Any

from proofs import inside  # sets Django up

# isort: split
from django.db import transaction
from django.db.models import F

from flotilla.awards import actions, queries
from flotilla.awards.actions.ledger import EFFECTS
from flotilla.awards.models import Award, Pot
from flotilla.awards.verbs import NEXT, ROUTES, State
from flotilla.bodies.models import Body
from flotilla.kit.moments import database_now
from flotilla.kit.refusal import Refusal

PATHS = 100_000
ACCOUNTS = ("source", "free", "promised", "paid")
#: what may follow what, written by hand from the brief and never from the code under test
LEGAL = {
    "drafted": "approved offered withdrawn",
    "approved": "offered withdrawn",
    "offered": "accepted withdrawn",
    "accepted": "running withdrawn",
    "running": "closed withdrawn",
    "closed": "",
    "withdrawn": "",
}


def in_memory(many: int, seed: int, *, looks: bool = True) -> dict[str, int]:
    """Move money at random by the ledger's routes and effects; keep four accounts and three balances, and compare them."""
    chance = random.Random(seed)
    kinds = [
        (tuple(ACCOUNTS.index(one) for one in ROUTES[kind]), EFFECTS[kind]) for kind in EFFECTS
    ]
    accounts, total, promised, paid = [0, 0, 0, 0], 0, 0, 0
    overspent = refused = differs = 0
    pick, draw = chance.randrange, chance.random
    for number in range(many):
        (start, end), (to_total, to_promised, to_paid) = kinds[pick(6)]
        minor = 1 + int(draw() * 1_000_000)
        if looks and start and accounts[start] < minor:
            refused += 1
            continue
        accounts[start] -= minor
        accounts[end] += minor
        total += to_total * minor
        promised += to_promised * minor
        paid += to_paid * minor
        overspent += promised > total or promised < 0 or paid < 0 or paid > promised
        if number % 1000 == 0:
            differs += accounts != [-total, total - promised, promised - paid, paid]
    differs += accounts != [-total, total - promised, promised - paid, paid]
    return {
        "moved": many - refused, "refused_in_memory": refused, "imbalance": sum(accounts), "overspent": overspent, "differs": differs,
    }  # fmt: skip


def in_the_database(pot: Pot, many: int, seed: int) -> dict[str, int]:
    """Do the actions themselves at random, each in a transaction of its own; look at the books after every hundredth."""
    chance = random.Random(seed)
    bo, bea = inside.people()[:2]
    refused = imbalance = overspent = 0
    open_ones: list[Award] = []
    for number in range(many):
        try:
            with transaction.atomic():
                deed(pot, chance, open_ones, bo, bea)
        except Refusal:
            refused += 1
        if number % 100 == 99:
            pot.refresh_from_db()
            imbalance += queries.imbalance(pot.body)
            overspent += not 0 <= pot.paid_minor <= pot.promised_minor <= pot.total_minor
    imbalance += queries.imbalance(pot.body)
    return {"deeds": many, "refused": refused, "database_imbalance": imbalance, "database_overspent": overspent}  # fmt: skip


def deed(pot: Pot, chance: random.Random, open_ones: list[Award], bo: Any, bea: Any) -> None:
    """One deed at random."""
    at, minor = database_now(), chance.randint(1, 300_000)
    which = chance.randrange(8)
    if which == 0:
        actions.fill(pot, amount_minor=minor, by=bo, at=at)
    elif which == 1:
        actions.draw(pot, amount_minor=minor, by=bo, at=at)
    elif which in {2, 3} or not open_ones:
        made = actions.draft_award(
            pot, title="A", purpose="B", recipient_name="C", who_decided="D", reasons="E", amount_minor=minor, by=bo, at=at,
        )  # fmt: skip
        open_ones.append(made)
    elif which == 4:
        actions.withdraw_award(chance.choice(open_ones), reason="No.", by=bo, at=at)
    else:
        award = open_ones.pop(chance.randrange(len(open_ones)))
        run_through(award, chance, minor, bo, bea)


def run_through(award: Award, chance: random.Random, minor: int, bo: Any, bea: Any) -> None:
    """Offer, accept, begin, claim, pay, give some back, close."""
    at = database_now()
    actions.offer(award, by=bo, at=at)
    actions.accept(award, words="Yes.", signatory="C", signed_on=at.date(), by=bo, at=at)
    award = actions.begin(award, by=bo, at=at)
    part = min(minor, award.amount_minor)
    stone = actions.set_milestone(award, title="All", amount_minor=part, due_on=at.date(), by=bo, at=at)  # fmt: skip
    claim = actions.claim(stone, amount_minor=part, words="Done.", by=bo, at=at)
    actions.agree_claim(claim, by=bea, at=at)
    actions.record_payment(claim, paid_on=at.date(), reference="B", by=bo, at=at)
    if chance.random() < 0.5:
        actions.record_repayment(award, amount_minor=chance.randint(1, part), received_on=at.date(), reason="Unspent.", by=bo, at=at)  # fmt: skip
    actions.close_award(award, by=bo, at=at)


def through_the_states(many: int, seed: int, allowed: Any) -> dict[str, int]:
    """Try steps at random from the draft on; count those that are taken though the table by hand does not have them."""
    chance = random.Random(seed)
    states = [str(state) for state in State]
    steps = illegal = 0
    for _path in range(many):
        award = Award(state="drafted")
        for _step in range(8):
            goal = chance.choice(states)
            legal = goal in LEGAL[award.state].split()
            steps += 1
            illegal += allowed(award, goal) != legal
            if allowed(award, goal):
                award.state = goal
    return {"paths": many, "steps": steps, "illegal": illegal}


def controls(pot: Pot) -> list[tuple[str, bool, str]]:
    """Switch each guarantee off; each must be seen to fail."""
    blind = in_memory(10_000, 3, looks=False)["overspent"]
    Pot.objects.filter(pk=pot.pk).update(paid_minor=F("paid_minor") - 1)
    off = queries.imbalance(pot.body)
    wide = {**NEXT, State.DRAFTED: NEXT[State.DRAFTED] | {State.RUNNING}}
    loose = through_the_states(1000, 4, lambda award, goal: goal in wide[award.state])["illegal"]
    return [
        ("a look before promising", blind > 0, f"overspent {blind:,} times of 10,000"),
        ("the last penny", off > 0, f"off by {off / 100:.2f}"),
        ("the table of steps", loose > 0, f"{loose} illegal steps"),
    ]


def main() -> None:
    """Do it all."""
    many, deeds = (int(word) for word in sys.argv[1:3])
    body = Body.objects.first()
    assert body is not None
    pot = actions.open_pot(
        body, name="Proof", address="proof", approval_over_minor=10**9, by=None, at=database_now()
    )
    pot = actions.fill(pot, amount_minor=100_000_000, by=None, at=database_now())
    found: dict[str, Any] = in_memory(many, 1) | in_the_database(pot, deeds, 2)
    found |= through_the_states(PATHS, 5, lambda award, goal: award.may_become(goal))
    print(json.dumps(found | {"controls": controls(pot)}))


main()
