"""Kill -9 under load, 200 times, and every fourth time the power goes too: what was acknowledged is there, once.

Several clients send contributions, supports and comments over HTTP. The server is killed as a process group; with
PostgreSQL, in half of the rounds, the postmaster and all its children are killed as well. When the power goes, all that
no fsync had brought to the disk is lost too (power.c). After each round the clients send again, with the same keys, what
they had no answer to. The controls play the same with one guarantee switched off, and must lose something:
SQLite with `synchronous=NORMAL` when the power goes; PostgreSQL with `synchronous_commit=off` when it is killed, and
with `fsync=off` when the power goes.
"""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from proofs.counting import count
from proofs.databases import Postgres
from proofs.load import Ledger, Load, facts_of, send_all
from proofs.outcome import Control, Outcome, Say, alone
from proofs.site import Site, a_site

ROUNDS = 200
LANES = 2  # sites that are killed side by side, one a core
CLIENTS = 4
POWER_EVERY = 4
CONTROL_ROUNDS = 12  # at most; a control that has not lost anything by then does not fail


@dataclass(frozen=True)
class Off:
    """A guarantee that a control switches off, and how the end then comes."""

    said: str
    site: tuple[str, ...] = ("nothing",)
    database: tuple[str, ...] = ()
    power: bool = True


CONTROLS = {
    "sqlite": [Off("PRAGMA synchronous=FULL (it is NORMAL), power cut", ("synchronous=NORMAL",))],
    "postgres": [
        Off(
            "synchronous_commit=on (it is off), postmaster and children killed -9",
            database=("synchronous_commit=off", "wal_writer_delay=10s"),
            power=False,
        ),
        Off("fsync=on (it is off), power cut", database=("fsync=off",)),
    ],
}


def run(engine: str, rounds: int, say: Say) -> Outcome:
    """Kill in lanes side by side, then play the controls."""
    outcome = Outcome("kill", engine, rounds)
    lanes = min(LANES, rounds)
    shares = [rounds // lanes + (lane < rounds % lanes) for lane in range(lanes)]
    with ThreadPoolExecutor(lanes) as pool:
        done = pool.map(lambda which: lane(engine, shares[which], which, say), range(lanes))
    for ledger, lost, doubled, wrong in done:
        outcome.acknowledged += len(ledger.acknowledged)
        outcome.lost, outcome.doubled = outcome.lost + lost, outcome.doubled + doubled
        outcome.wrong += wrong
        for name, many in facts_of(ledger).items():
            outcome.facts[name] = outcome.facts.get(name, 0) + many
    outcome.facts["power cuts"] = sum(share // POWER_EVERY for share in shares)
    outcome.controls = [_control(engine, off, say) for off in CONTROLS[engine]]
    return outcome


def lane(engine: str, rounds: int, number: int, say: Say) -> tuple[Ledger, int, int, list[str]]:
    """Kill one site again and again; return what was acknowledged, and how much was lost, doubled or wrong."""
    ledger, wrong = Ledger(), []
    lost = doubled = 0
    with a_site(engine) as site:
        for played in range(1, rounds + 1):
            _round(site, ledger, power=played % POWER_EVERY == 0, number=played)
            found = count(site, ledger)
            lost, doubled = max(lost, found.lost), max(doubled, found.doubled)
            wrong += [f"after round {played}: {what}" for what in found.wrong]
            if played % 10 == 0 or played == rounds:
                say(f"kill, {engine}, lane {number + 1}: {played} of {rounds} rounds, {len(ledger.acknowledged):,} acknowledged, {lost} lost, {doubled} doubled")  # fmt: skip
        site.start()
        send_all(site, ledger)
        found = count(site, ledger)
        wrong += found.wrong
        if ledger.unsure:
            wrong.append(f"{len(ledger.unsure)} were never answered, with {dict(ledger.refused)}")
        readable = site.get(f"/p/{site.seeded['programme']}/c/{max(ledger.receipts.values())}/")
        if readable != 200:
            wrong.append(f"the last contribution answers {readable}")
    return ledger, max(lost, found.lost), max(doubled, found.doubled), wrong


def _round(site: Site, ledger: Ledger, *, power: bool, number: int, database: bool = True) -> None:
    """Start, send, and break off at some moment in the middle of it."""
    is_postgres = isinstance(site.database, Postgres)
    site.start(power=power or is_postgres)
    with Load(site, ledger, clients=CLIENTS) as load:
        load.until_acknowledged(random.randint(3, 40))
        load.run_for(random.random() * 0.05)
        if power:
            site.cut_power()
        elif database and number % 2:
            site.kill()
        else:
            site.kill_server()
    site.database.start(power=is_postgres)


def _control(engine: str, off: Off, say: Say) -> Control:
    """Play the same without one guarantee until something is lost."""
    ledger = Ledger()
    with a_site(engine) as site:
        site.off = off.site
        if isinstance(site.database, Postgres):
            site.database.without = off.database
        played = 0
        while played < CONTROL_ROUNDS:
            played += 1
            _round(site, ledger, power=off.power, number=1)
            found = count(site, ledger)
            if found.lost:
                break
    said = f"{found.lost} of {len(ledger.acknowledged)} acknowledged writes were lost by round {played}"
    say(f"kill, {engine}, control without {off.said}: {said}")
    return Control(off.said, found.lost > 0, said)


if __name__ == "__main__":
    alone(run, rounds=ROUNDS)
