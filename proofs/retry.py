"""A crash between commit and answer, or at any statement before: the client sends again with its key, and it counts once.

The worker is ended by kill -9 after the view has returned and before the answer is sent, or at a random SQL statement;
gunicorn starts another one. The client, which saw the connection break, sends the same again with the same key until it
has an answer. The control sends without a key, and must leave doubles.
"""

import random
import time

from proofs.counting import count, rows
from proofs.crash import BEFORE_ANSWER
from proofs.load import BROKEN, KINDS, Client, Ledger, Write, acknowledges, facts_of, new_write
from proofs.outcome import Control, Outcome, Say, alone
from proofs.site import Site, a_site

ROUNDS = 60
CONTROL_ROUNDS = 6
STATEMENTS = 40  # of which one is picked to crash at; a shorter request crashes before its answer
PATIENCE = 60.0
CRASHES = ("middleware=proofs.crash.on_demand",)


def run(engine: str, rounds: int, say: Say) -> Outcome:
    """Crash and send again; then the same without keys."""
    outcome = Outcome("retry", engine, rounds)
    ledger = Ledger()
    with a_site(engine) as site:
        site.off = CRASHES
        site.start()
        for number in range(rounds):
            crash_and_retry(site, ledger, number)
            if (number + 1) % 20 == 0:
                say(f"retry, {engine}: {number + 1} of {rounds} crashes")
        found = count(site, ledger)
        outcome.lost, outcome.doubled, outcome.wrong = found.lost, found.doubled, found.wrong
        outcome.must(len(ledger.acknowledged) == rounds, "not every retry was acknowledged")
        outcome.controls = [_control(site, say)]
    outcome.acknowledged = len(ledger.acknowledged)
    outcome.facts = facts_of(ledger)
    return outcome


def crash_and_retry(site: Site, ledger: Ledger, number: int) -> None:
    """Send one write that meets a crash, every other time before the answer, and send it again until it is answered."""
    chance = random.Random()
    write = new_write(site, chance, kind=KINDS[number // 2 % len(KINDS)])
    where = BEFORE_ANSWER if number % 2 == 0 else str(chance.randrange(STATEMENTS))
    if _broken(site, write, where):
        _until_answered(site, write, ledger)


def _broken(site: Site, write: Write, where: str) -> bool:
    """Send it into the crash; say whether the connection broke, as it must."""
    client = Client(site)
    client.extra = {"X-Drill-Crash": where}
    try:
        client.send(write)
    except BROKEN:
        return True
    finally:
        client.close()
    raise RuntimeError("The crash did not come.")


def _until_answered(site: Site, write: Write, ledger: Ledger) -> None:
    client, until = Client(site), time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            status, leads_to, said = client.send(write)
        except BROKEN:
            time.sleep(0.05)
            continue
        if acknowledges(write, status, leads_to, said):
            ledger.acknowledged.append(write)
        break
    client.close()


def _control(site: Site, say: Say) -> Control:
    """Send contributions and comments without a key into the crash before the answer, and again."""
    ledger, chance = Ledger(), random.Random()
    for number in range(CONTROL_ROUNDS):
        kind = ("contribution", "comment")[number % 2]
        write = new_write(site, chance, kind=kind)
        write = Write(write.kind, write.words, write.number, write.person, key="")
        if _broken(site, write, BEFORE_ANSWER):
            _until_answered(site, write, ledger)
    doubled = _doubled(site)
    said = f"{doubled} of {CONTROL_ROUNDS} writes are there twice"
    say(f"retry, {site.engine}, control without keys: {said}")
    return Control("the key that counts once", doubled > 0, said)


def _doubled(site: Site) -> int:
    asked = (
        "SELECT count(*) FROM (SELECT title FROM flotilla_contribution GROUP BY title HAVING count(*) > 1) d",
        "SELECT count(*) FROM (SELECT text FROM flotilla_comment GROUP BY text HAVING count(*) > 1) d",
    )
    return sum(rows(site, one)[0][0] for one in asked)


if __name__ == "__main__":
    alone(run, rounds=ROUNDS)
