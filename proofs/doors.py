"""The five generators of tests/doors in their long form: every surface, role, canary, hostile text and race.

They are tests, run here by pytest with FLOTILLA_LONG=yes on the engine asked for; how many passed is what is counted. The
controls run the same matrix with the rule of who sees what switched off, and the same hostile texts with nothing escaped;
their tests must fail.
"""

import os
import re
import subprocess
import sys
import tempfile

from proofs.outcome import Control, Outcome, Say, alone
from proofs.site import ROOT

ROUNDS = 1
CONTROLS = (
    ("the rule of who sees a contribution", "EverybodySees", "test_matrix.py", "test_a_surface"),
    ("escaping what people wrote", "NothingEscaped", "test_hostile.py", "test_nothing_comes_out"),
)


def run(engine: str, rounds: int, say: Say) -> Outcome:
    """Run the long tests once; then those that must fail."""
    outcome = Outcome("doors", engine, rounds)
    code, counted, last = _pytest(engine, "-n", "2", "tests/doors", FLOTILLA_LONG="yes")
    say(f"doors, {engine}: {last}")
    outcome.acknowledged = counted["passed"]
    outcome.facts = {"tests passed": counted["passed"]}
    outcome.must(code == 0 and counted["passed"] > 0, f"pytest says: {last}")
    for guarantee, patch, file, test in CONTROLS:
        words = ("--ds", "proofs.weak", f"tests/doors/{file}", "-k", test)
        _code, counted, last = _pytest(engine, *words, PROOFS_OFF=f"patch={patch}")
        said = f"{counted['failed']} tests failed, {counted['passed']} passed"
        say(f"doors, {engine}, control without {guarantee}: {last}")
        fails = counted["failed"] > 0 and counted["error"] == 0  # broken is not the same as caught
        outcome.controls.append(Control(guarantee, fails, said))
    return outcome


def _pytest(engine: str, *words: str, **more: str) -> tuple[int, dict[str, int], str]:
    """Run tests on an engine; return the code, how many ended how, and the last line."""
    own = [] if engine == "sqlite" else [str(ROOT / "tools" / "postgres.sh")]
    with tempfile.TemporaryDirectory(prefix="flotilla-doors-") as folder:
        given = {name: value for name, value in os.environ.items() if not name.startswith("FLOTILLA_")}  # fmt: skip
        given |= {"FLOTILLA_DEMO": "yes", "FLOTILLA_TESTING": "yes", "FLOTILLA_VAR": folder, **more}
        done = subprocess.run(
            [*own, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words],
            cwd=ROOT, env=given, capture_output=True, text=True, check=False,
        )  # fmt: skip
    last = (done.stdout.strip().splitlines() or [done.stderr[-300:]])[-1]
    counted = {what: _many(what, last) for what in ("passed", "failed", "error")}
    return done.returncode, counted, last


def _many(what: str, line: str) -> int:
    found = re.search(rf"(\d+) {what}", line)
    return int(found[1]) if found else 0


if __name__ == "__main__":
    alone(run, rounds=ROUNDS)
