"""Three hosts, the one that leads lost under load: nothing acknowledged is lost, and it goes on within half a minute.

Three network namespaces, each with its own disk, etcd, PostgreSQL under Patroni (one standby confirms each write), the
web and a clock; in front nginx with the configuration of deploy/. Clients send contributions, supports and comments, and
after each contribution ask for it at once, through whichever web process comes next: nobody may read less than they
wrote. In each round nothing reaches the standbys for a moment, then the host that leads is killed -9 with its cable pulled, or
only its cable is pulled while everything in it goes on. The control acknowledges without a standby and must lose some.
"""

import http.client
import itertools
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from proofs.counting import count
from proofs.fleet import Fleet, missing
from proofs.hosts import NET, make_network, remove_network, signal_all
from proofs.load import BROKEN, Client, Ledger, Load, Write, facts_of, send_all
from proofs.outcome import Control, Outcome, Say, say_to_terminal, table, timed
from proofs.site import ROOT

ROUNDS = 6
CONTROL_ROUNDS = 4
CLIENTS = 4
MOST_SILENCE = 30.0
STALL = 0.8


@dataclass
class Reads:
    """How often somebody asked for what they had just written, and how often it was not there."""

    asked: int = 0
    less: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class ReadingLoad(Load):
    """Clients that ask for each contribution as soon as it was acknowledged."""

    def __init__(self, fleet: Any, ledger: Ledger, reads: Reads, **more: Any) -> None:
        super().__init__(fleet, ledger, **more)
        self.reads = reads

    def _send(self, client: Client, write: Write) -> bool:
        kept = super()._send(client, write)
        if kept and write.kind == "contribution":
            self._read(self.ledger.receipts[write.words], write.words)
        return kept

    def _read(self, number: int, title: str) -> None:
        """Ask until there is an answer; one that does not know the contribution is less than was written."""
        programme = self.site.seeded["programme"]
        while not self.stopped.is_set():
            status, said = page(self.site, f"/api/programmes/{programme}/contributions/{number}")
            if status in {200, 404}:
                with self.reads.lock:
                    self.reads.asked += 1
                    if status == 404 or json.loads(said)["title"] != title:
                        self.reads.less.append(title)
                return
            self.stopped.wait(0.2)


def page(fleet: Any, path: str) -> tuple[int, str]:
    """Ask through the front; 0 if no answer came."""
    client = Client(fleet)
    try:
        client.connection = http.client.HTTPConnection("127.0.0.1", fleet.port, timeout=20)
        client.connection.request("GET", path)
        answer = client.connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    except BROKEN:
        return 0, ""
    finally:
        client.close()


def silence(ledger: Ledger, since: float) -> float:
    """Return the longest time in which nothing was acknowledged, from a moment on."""
    moments = [*sorted(one for one in ledger.moments if one > since - 5), time.monotonic()]
    gaps = [after - before for before, after in itertools.pairwise(moments)]
    return max(gaps, default=time.monotonic() - since)


def lose_leader(fleet: Fleet, *, kill: bool) -> float:
    """Let nothing more reach the standbys, and a moment later lose the host that leads; return when."""
    leader = fleet.leader()
    senders = leader.pids_of("walsender")
    signal_all(senders, signal.SIGSTOP)
    time.sleep(STALL)
    if kill:
        leader.kill()
    else:
        leader.pull_cable()
    signal_all(senders, signal.SIGCONT)
    return time.monotonic()


def bring_back(fleet: Fleet) -> float:
    """Start the host that was lost again, and wait until all follow the one that leads."""
    for host in fleet.hosts:
        if host.is_gone:
            host.put_cable()
            if not host.running:
                fleet.start_database(host)
                fleet.start_web(host)
    return fleet.until(fleet.is_whole, "the lost host does not come back", patience=240)


def play(fleet: Fleet, ledger: Ledger, reads: Reads, *, kill: bool) -> float:
    """Lose the leader under load and go on until writes are acknowledged again; return the longest silence."""
    with ReadingLoad(fleet, ledger, reads, clients=CLIENTS) as load:
        load.until_acknowledged(random.randint(20, 60))
        at = lose_leader(fleet, kill=kill)
        before = len(ledger.acknowledged)
        while len(ledger.acknowledged) < before + 40 and time.monotonic() - at < 120:
            load.run_for(0.1)
        return silence(ledger, at)


def inside(rounds: int, say: Say, *, synchronous: bool) -> Outcome:
    """Play all rounds; runs in the namespace of the clients."""
    outcome = Outcome("three hosts", "postgres", rounds)
    ledger, reads, silences = Ledger(), Reads(), []
    folder = Path(tempfile.mkdtemp(prefix="flotilla-hosts-", dir="/tmp"))
    folder.chmod(0o755)
    fleet = Fleet(folder, synchronous=synchronous)
    try:
        fleet.begin()
        say(f"three hosts: {fleet.leader().name} leads")
        for number in range(1, rounds + 1):
            kill = number % 3 != 0 or not synchronous
            silences.append(play(fleet, ledger, reads, kill=kill))
            found = count(fleet, ledger)  # type: ignore[arg-type]
            outcome.lost, outcome.doubled = (
                max(outcome.lost, found.lost),
                max(outcome.doubled, found.doubled),
            )
            outcome.wrong += [f"after round {number}: {what}" for what in found.wrong]
            leads = fleet.leader().name
            say(f"three hosts, round {number}: {'killed' if kill else 'cut off'}, silent for {silences[-1]:.1f} s, now {leads} leads, {len(ledger.acknowledged):,} acknowledged, {found.lost} lost, {len(reads.less)} read less of {reads.asked}")  # fmt: skip
            if not synchronous and found.lost:
                break
            if number < rounds:
                bring_back(fleet)
        if synchronous:
            _after(fleet, ledger, reads, outcome)
        _sum_up(outcome, ledger, reads, silences)
    finally:
        if "--keep" not in sys.argv:
            fleet.end()
            shutil.rmtree(folder, ignore_errors=True)
    return outcome


def _after(fleet: Fleet, ledger: Ledger, reads: Reads, outcome: Outcome) -> None:
    """Let the last host come back, send what no answer came to, and count once more."""
    bring_back(fleet)
    send_all(fleet, ledger)  # type: ignore[arg-type]
    found = count(fleet, ledger)  # type: ignore[arg-type]
    outcome.lost, outcome.doubled = (
        max(outcome.lost, found.lost),
        max(outcome.doubled, found.doubled),
    )
    outcome.wrong += found.wrong
    outcome.must(not ledger.unsure, f"{len(ledger.unsure)} were never answered, with {dict(ledger.refused)}")  # fmt: skip
    with fleet.database.connected() as connection:
        (leaders,) = connection.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
        ).fetchone()
    outcome.must(leaders <= 1, f"{leaders} clocks lead")


def _sum_up(outcome: Outcome, ledger: Ledger, reads: Reads, silences: list[float]) -> None:
    outcome.acknowledged = len(ledger.acknowledged)
    outcome.must(not reads.less, f"{len(reads.less)} of {reads.asked} read less than they wrote")
    outcome.must(reads.asked > 0, "nobody has read what they wrote")
    outcome.must(max(silences) <= MOST_SILENCE, f"it was silent for {max(silences):.1f} s")
    outcome.facts = {
        **facts_of(ledger),
        "reads at once": reads.asked,
        "longest silence": f"{max(silences):.1f} s",
        "silences": " ".join(f"{one:.1f}" for one in silences),
    }


def run(engine: str, rounds: int, say: Say) -> Outcome:
    """Lay the network and play inside it, in earnest and then without the standby's word."""
    outcome = Outcome("three hosts", engine, rounds)
    if lacking := missing():
        outcome.wrong.append(f"Install {', '.join(lacking)} (Debian) and try again.")
        return outcome
    facts = _in_namespace(rounds, say, synchronous=True)
    for name in ("acknowledged", "lost", "doubled", "wrong", "facts"):
        setattr(outcome, name, facts[name])
    weak = _in_namespace(CONTROL_ROUNDS, say, synchronous=False)
    said = f"{weak['lost']} of {weak['acknowledged']} acknowledged writes were lost"
    without = "a standby's word (synchronous_commit=local, asynchronous standbys)"
    outcome.controls = [Control(without, weak["lost"] > 0, said)]
    return outcome


def _in_namespace(rounds: int, say: Say, *, synchronous: bool) -> dict[str, Any]:
    make_network()
    command = ["ip", "netns", "exec", NET, sys.executable, "-m", "proofs.three_hosts", "--inside", str(rounds)]  # fmt: skip
    command += [] if synchronous else ["--asynchronous"]
    command += [word for word in ("--trace", "--keep") if word in sys.argv]
    facts: dict[str, Any] = {}
    try:
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as playing:
            for line in playing.stdout or ():
                if line.startswith("{"):
                    facts = json.loads(line)
                else:
                    say(line.strip())
    finally:
        if "--keep" not in sys.argv:
            remove_network()
    return facts or {
        "acknowledged": 0,
        "lost": 0,
        "doubled": 0,
        "wrong": ["broke off"],
        "facts": {},
    }


def main() -> None:
    """Run by itself: `python -m proofs.three_hosts [--rounds N]`."""
    words = sys.argv[1:]
    rounds = int(words[words.index("--rounds") + 1]) if "--rounds" in words else ROUNDS
    found = timed(run, "postgres", rounds, say_to_terminal)
    print(table([found]))
    sys.exit(0 if found.holds else 1)


if __name__ == "__main__":
    if "--inside" in sys.argv:
        many = int(sys.argv[sys.argv.index("--inside") + 1])
        found = inside(many, lambda words: print(words, flush=True), synchronous="--asynchronous" not in sys.argv)  # fmt: skip
        print(json.dumps(found.as_data()), flush=True)
    else:
        main()
