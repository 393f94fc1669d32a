"""The five generators of tests/doors in their long form: every surface, role, canary, hostile text and race.

They are tests, run here by pytest with FLOTILLA_LONG=yes on the engine asked for; how many passed is what is counted. This
row has no control of its own: what each generator finds when a rule is missing is tested beside it.
"""

import os
import re
import subprocess
import sys
import tempfile

from proofs.outcome import Outcome, Say, alone
from proofs.site import ROOT

ROUNDS = 1
PASSED, FAILED = re.compile(r"(\d+) passed"), re.compile(r"(\d+) (?:failed|error)")


def run(engine: str, rounds: int, say: Say) -> Outcome:
    """Run the long tests once."""
    outcome = Outcome("doors", engine, rounds)
    own = [] if engine == "sqlite" else [str(ROOT / "tools" / "postgres.sh")]
    with tempfile.TemporaryDirectory(prefix="flotilla-doors-") as folder:
        given = {name: value for name, value in os.environ.items() if not name.startswith("FLOTILLA_")}  # fmt: skip
        given |= {"FLOTILLA_DEMO": "yes", "FLOTILLA_TESTING": "yes", "FLOTILLA_LONG": "yes", "FLOTILLA_VAR": folder}  # fmt: skip
        done = subprocess.run(
            [*own, sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", "tests/doors"],
            cwd=ROOT, env=given, capture_output=True, text=True, check=False,
        )  # fmt: skip
    last = (done.stdout.strip().splitlines() or [""])[-1]
    say(f"doors, {engine}: {last}")
    passed, failed = PASSED.search(last), FAILED.findall(last)
    outcome.acknowledged = int(passed[1]) if passed else 0
    outcome.facts = {"tests passed": outcome.acknowledged}
    outcome.must(done.returncode == 0 and outcome.acknowledged > 0, f"pytest says: {last}")
    outcome.wrong += [f"{many} failed" for many in failed]
    return outcome


if __name__ == "__main__":
    alone(run, rounds=ROUNDS)
