"""The verifier finds every fault planted in the record: `python -m proofs.verify_planted --rounds 1000 --engine postgres`.

A real server runs over an honest site; the verifier runs in a folder of its own with nothing of the project but its one
file, which passes. Then faults of every kind (proofs.planted_rows, proofs.planted_log) are planted by hand, one after the other.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from typing import Any

from proofs.outcome import Control, Outcome, Say, alone
from proofs.site import ROOT, a_site


def run(engine: str, rounds: int, say: Say) -> Outcome:
    """Plant `rounds` faults and count those found."""
    outcome = Outcome("verify", engine, rounds)
    with a_site(engine) as site, tempfile.TemporaryDirectory(prefix="onlooker-") as folder:
        site.extra = {"FLOTILLA_CLOCK": "no"}
        site.start()
        address = f"http://127.0.0.1:{site.port}"
        words = ["--plants", str(rounds), "--address", address, "--folder", folder]
        planter = subprocess.Popen(
            [sys.executable, "-m", "proofs.planter", *words],
            env=site.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert planter.stdout is not None
        found, planted, forgetful = Counter[str](), Counter[str](), Counter[bool]()
        unplanted: dict[str, str] = {}
        for line in planter.stdout:
            one = json.loads(line)
            if "control" in one:
                _control(one, outcome, say)
            elif "unplanted" in one:
                unplanted[one["unplanted"]] = one["why"]
            elif "forgetful" in one:
                forgetful[one["found"]] += 1
            else:
                planted[one["kind"]] += 1
                found[one["kind"]] += _looked(one, outcome)
                if not one["found"]:
                    say(f"verify, {engine}: NOT FOUND: {one['kind']}")
                if sum(planted.values()) % 50 == 0:
                    say(f"verify, {engine}: {found.total():,} of {planted.total():,} found")
        outcome.must(planter.wait() == 0, "the planter broke off")
        for kind, why in unplanted.items():
            say(f"verify, {engine}: not planted, not counted: {kind}: {why}")
        if unplanted:
            outcome.facts["kinds not planted"] = len(unplanted)
        _tell(outcome, planted, found, forgetful, say)
    return outcome


def _control(one: dict[str, Any], outcome: Outcome, say: Say) -> None:
    outcome.must(
        one["passed"], f"the honest site does not pass after {one['control']} plants: {one['said']}"
    )
    if "leaves" in one:
        outcome.facts["entries in the log"] = one["leaves"]


def _looked(one: dict[str, Any], outcome: Outcome) -> bool:
    if not one["found"]:
        outcome.wrong.append(
            f"not found: {one['kind']} (number {one['number']}): {one['said'][-600:]}"
        )
    elif not one["named"]:
        outcome.wrong.append(f"found, but not named: {one['kind']}: {one['said'][-600:]}")
    return bool(one["found"])


def _tell(
    outcome: Outcome,
    planted: "Counter[str]",
    found: "Counter[str]",
    forgetful: "Counter[bool]",
    say: Say,
) -> None:
    for kind, count in planted.items():
        say(f"verify, {outcome.engine}: {found[kind]:>3} of {count:>3} found  {kind}")
    outcome.acknowledged, outcome.lost = planted.total(), planted.total() - found.total()
    outcome.must(planted.total() == outcome.rounds, f"{planted.total()} were planted")
    outcome.facts["found"] = f"{found.total():,} of {planted.total():,} in {len(planted)} kinds"
    missed = forgetful[False]
    outcome.controls.append(
        Control(
            "checkpoints kept elsewhere",
            missed > 0,
            f"{missed} of {forgetful.total()} kinds pass unseen",
        )
    )


if __name__ == "__main__":
    alone(run, rounds=1000)
