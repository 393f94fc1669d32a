"""SMTP is down for an hour, and a post dies between SMTP's 250 and its mark: what must arrive arrives, once by its Message-ID.

The hour is virtual: letters are written and sent at moments that are passed in, to a real SMTP server that is stopped and
started. Afterwards every receipt has arrived once; what need not arrive has arrived at most once. Then the process that
sends is ended by kill -9 right after SMTP took a letter, again and again: that letter is sent once more, as RFC 1047 says
it must, with the same Message-ID, so that readers' programs show it once; the rate is measured. The controls give up
what was refused, and give each sending a Message-ID of its own.
"""

import json
from typing import Any

from proofs.outcome import Control, Outcome, Say, alone
from proofs.postbox import Postbox
from proofs.site import Site, a_site

ROUNDS = 6  # crashes after 250
LETTERS = 60
LEASED = 6  # minutes after which a lease has ended
TAKEN = 7  # letters that SMTP takes before a crash


def run(engine: str, rounds: int, say: Say) -> Outcome:
    """Live through the hour, then through the crashes, then both without a guarantee."""
    outcome = Outcome("smtp", engine, rounds)
    found = _hour(engine, keep_trying=True)
    say(f"smtp, {engine}: an hour without SMTP: {found}")
    outcome.acknowledged, outcome.lost = found["must"], found["must_lost"]
    outcome.doubled = found["doubled"]
    outcome.must(found["unknown"] == 0, "letters arrived that are in no outbox")
    outcome.facts = {
        "longest delay (minutes)": found["longest_minutes"],
        "need not arrive": found["nice"],
        "of these lost in the hour": found["nice_lost"],
    }
    without = _hour(engine, keep_trying=False)
    said = f"{without['must_lost']} of {without['must']} receipts never arrived"
    say(f"smtp, {engine}, control without trying again: {said}")
    outcome.controls.append(Control("trying again", without["must_lost"] > 0, said))
    _crashes(engine, rounds, outcome, say)
    return outcome


def _hour(engine: str, *, keep_trying: bool) -> dict[str, Any]:
    with a_site(engine) as site:
        site.database.start()
        site.extra = Postbox().settings
        found: dict[str, Any] = json.loads(
            site.run("-m", "proofs.smtp_inside", "hour", str(int(keep_trying)))
        )
        return found


def _crashes(engine: str, rounds: int, outcome: Outcome, say: Say) -> None:
    for patch, control in (("CrashAfterTaken", False), ("NewMessageId", True)):
        with Postbox() as box, a_site(engine) as site:
            site.database.start()
            site.extra = {**box.settings, "PROOFS_CRASH_AFTER": str(TAKEN)}
            letters = json.loads(site.run("-m", "proofs.smtp_inside", "write", str(LETTERS)))[
                "must"
            ]
            _send_with_crashes(site, patch, rounds)
            sendings = sum(box.arrived.values())
            if control:
                said = f"{len(box.arrived) - letters} letters arrived that readers see twice"
                say(f"smtp, {engine}, control without a stable Message-ID: {said}")
                outcome.controls.append(
                    Control("a stable Message-ID", len(box.arrived) > letters, said)
                )
                continue
            again = sendings - len(box.arrived)
            outcome.acknowledged += letters
            outcome.lost += letters - len(box.arrived)
            outcome.must(0 < again <= rounds, f"{again} letters sent again by {rounds} crashes")
            outcome.must(len(box.to) == len(box.arrived), "one Message-ID reached two people")
            outcome.facts["sent again after a crash, with the same Message-ID"] = (
                f"{again} of {letters} in {rounds} crashes ({again / letters:.1%})"
            )
            say(f"smtp, {engine}: {again} of {letters} letters sent again after {rounds} crashes")


def _send_with_crashes(site: Site, patch: str, rounds: int) -> None:
    for number in range(rounds):
        site.off = (f"patch={patch}",)
        site.run("-m", "proofs.smtp_inside", "send", str(number * LEASED), check=False)
    for number in range(rounds, rounds + 3):
        site.off = ("patch=NewMessageId",) if patch == "NewMessageId" else ()
        site.extra["PROOFS_CRASH_AFTER"] = "1000000"
        site.run("-m", "proofs.smtp_inside", "send", str(number * LEASED))


if __name__ == "__main__":
    alone(run, rounds=ROUNDS)
