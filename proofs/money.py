"""Millions of movements of money at random, and a hundred thousand random ways through the states of an award.

Ten million movements go through the rules of the ledger in memory, against books that are kept beside it in another way;
then the actions themselves are driven at random on the real database, where after every hundredth deed the balances must
be what the postings say, to the penny. Random ways through the states are compared with a table that was written by hand.
In the controls a ledger forgets to look before it promises, one balance is moved by a penny, and a step too many is allowed.
"""

import json

from proofs.outcome import Control, Outcome, Say, alone
from proofs.site import a_site

ROUNDS = 10_000_000
DEEDS = 2_000


def run(engine: str, rounds: int, say: Say) -> Outcome:
    """Move money in memory and in the database, walk the states, and switch each guarantee off."""
    outcome = Outcome("money", engine, rounds)
    with a_site(engine) as site:
        site.database.start()
        said = site.run("-m", "proofs.money_inside", str(rounds), str(min(DEEDS, rounds)))
    found = json.loads(said.strip().splitlines()[-1])
    outcome.acknowledged = found["moved"] + found["deeds"]
    for name in ("imbalance", "overspent", "differs", "database_imbalance", "database_overspent"):
        outcome.must(found[name] == 0, f"{name}: {found[name]}")
    outcome.must(found["illegal"] == 0, f"{found['illegal']} illegal steps of {found['steps']:,}")
    outcome.must(found["deeds"] > 0 and found["refused"] > 0, "the database was not tried")
    outcome.controls = [Control(*one) for one in found["controls"]]
    outcome.facts = {
        "movements in memory": f"{found['moved']:,}",
        "refused there": f"{found['refused_in_memory']:,}",
        "deeds in the database": f"{found['deeds']:,}",
        "refused in the database": f"{found['refused']:,}",
        "ways through the states": f"{found['paths']:,}",
        "imbalance": f"{found['imbalance'] / 100:.2f}",
    }
    say(f"money, {engine}: {outcome.facts}")
    return outcome


if __name__ == "__main__":
    alone(run, rounds=ROUNDS)
