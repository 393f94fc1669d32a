"""Two posts, and four, on one outbox: each letter leaves once.

Contributions, supports and comments are written while no clock runs; then several posts start together, read the
journal, write the letters and send them to a real SMTP server. Half of the rounds start several `manage.py clock`; since
on PostgreSQL only one of these leads, the other half start posts that know nothing of a leader. In the control a post
sends without leasing the letter first, and must send some twice.
"""

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator

from proofs.counting import rows
from proofs.load import Ledger, Load
from proofs.outcome import Control, Outcome, Say, alone
from proofs.postbox import Postbox
from proofs.site import ROOT, Site, a_site

ROUNDS = 4
WRITES = 60
POSTS = (2, 4)
PATIENCE = 120.0
WAITING = "SELECT count(*) FROM flotilla_letter WHERE sent_at IS NULL AND given_up_at IS NULL AND digest_on IS NULL"
SENT = "SELECT message_id FROM flotilla_letter WHERE sent_at IS NOT NULL AND digest_on IS NULL"

UNREAD = (
    "SELECT count(*) FROM flotilla_entry e WHERE verb = 'contribution.submitted' AND NOT EXISTS "
    "(SELECT 1 FROM flotilla_reading r WHERE r.entry_id = e.id)"
)


def run(engine: str, rounds: int, say: Say) -> Outcome:
    """Fill the outbox and let several posts empty it; then without the lease."""
    outcome = Outcome("posts", engine, rounds)
    with Postbox() as box, a_site(engine) as site:
        site.extra = {**box.settings, "FLOTILLA_CLOCK": "no"}
        site.start()
        for number in range(rounds):
            posts = POSTS[number % len(POSTS)]
            clocks = number % 4 >= 2
            fill_and_empty(site, box, posts, clocks=clocks)
            say(
                f"posts, {engine}: {posts} {'clocks' if clocks else 'posts'}, {sum(box.arrived.values())} letters arrived"
            )
        settle(site, box, outcome)
        outcome.controls = [_control(site, box, say)]
    return outcome


def fill_and_empty(
    site: Site, box: Postbox, posts: int, *, writes: int = WRITES, clocks: bool = False
) -> None:
    """Write, then let so many posts, or whole clocks, send all letters that this causes."""
    ledger = Ledger()
    with Load(site, ledger) as load:
        load.until_acknowledged(writes)
    with _posts(site, posts, clocks=clocks):
        _until_empty(site, box)


@contextlib.contextmanager
def _posts(site: Site, many: int, *, clocks: bool) -> Iterator[None]:
    clock, post = [str(ROOT / "manage.py"), "clock"], ["-m", "proofs.posts_inside"]
    command = [sys.executable, *(clock if clocks else post)]
    with (site.folder / "clocks.log").open("ab") as log:
        started = [
            subprocess.Popen(command, env=site.environment, cwd=ROOT, stdout=log, stderr=log)
            for _one in range(many)
        ]
    try:
        yield
    finally:
        for one in started:
            one.kill()
            one.wait()


def _until_empty(site: Site, box: Postbox) -> None:
    """Wait until every entry was read, no letter waits, and nothing has arrived for two seconds."""
    until, arrived, still = time.monotonic() + PATIENCE, -1, 0
    while time.monotonic() < until and still < 4:
        time.sleep(0.5)
        now = sum(box.arrived.values())
        left = rows(site, UNREAD)[0][0] + rows(site, WAITING)[0][0]
        quiet = now == arrived and left == 0
        still, arrived = (still + 1 if quiet else 0), now


def settle(site: Site, box: Postbox, outcome: Outcome) -> None:
    """Compare the outbox with what arrived."""
    sent = [message for (message,) in rows(site, SENT)]
    outcome.acknowledged = len(sent)
    outcome.lost = sum(box.arrived[message] == 0 for message in sent)
    outcome.doubled = sum(many - 1 for many in box.arrived.values())
    outcome.must(rows(site, WAITING)[0][0] == 0, "letters still wait")
    outcome.must(set(box.arrived) <= set(sent), "letters arrived that are in no outbox")
    outcome.must(len(sent) > 0, "there was no letter")
    outcome.must(rows(site, UNREAD)[0][0] == 0, "entries of the journal were not read")


def _control(site: Site, box: Postbox, say: Say) -> Control:
    before = sum(many - 1 for many in box.arrived.values())
    site.off = ("patch=NoLease",)
    fill_and_empty(site, box, 2)
    doubled = sum(many - 1 for many in box.arrived.values()) - before
    said = f"{doubled} letters arrived twice"
    say(f"posts, {site.engine}, control without the lease: {said}")
    return Control("the lease of a letter", doubled > 0, said)


if __name__ == "__main__":
    alone(run, rounds=ROUNDS)
