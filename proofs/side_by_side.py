"""An upgrade under load: the next release's code beside this one on one database, and not one request fails.

The tree is copied, and the copy is made the next release: contributions get a new field, with a migration that expands
(Django writes it, search is restored after it). Under load against the present code the copy migrates the database; then
both serve, and the load goes to both. Whatever was acknowledged by either is there once, and search finds it. The control
contracts instead (a column that the present code uses is renamed), and the present code must fail.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proofs.counting import count
from proofs.databases import PATIENCE, free_port, kill_all
from proofs.load import Ledger, Load
from proofs.outcome import Control, Outcome, Say, alone
from proofs.site import ROOT, Site, a_site

ROUNDS = 2
CLIENTS = 2
MANY = 60
FIELD = '    mood = models.CharField(max_length=20, blank=True, db_default="calm")\n'
MARK = "    answer_due_on = models.DateField("
RESTORE = "migrations.RunPython(fulltext.restore, migrations.RunPython.noop)"


@dataclass
class Beside:
    """The next release of a site, as the load sees it."""

    site: Site
    code: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def seeded(self) -> dict[str, Any]:
        """Return what there is to write to."""
        return self.site.seeded

    @property
    def environment(self) -> dict[str, str]:
        """Return the same settings, with the code of the next release."""
        return {**self.site.environment, "PYTHONPATH": str(self.code), "FLOTILLA_CLOCK": "no"}

    def manage(self, *words: str) -> str:
        """Run a command of the next release."""
        done = subprocess.run(
            [sys.executable, str(self.code / "manage.py"), *words], cwd=self.code, env=self.environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)}: {done.stderr[-2000:]}")
        return done.stdout

    def start(self) -> None:
        """Serve, and wait until it is ready."""
        command = [sys.executable, str(self.code / "manage.py"), "serve", "--bind", f"127.0.0.1:{self.port}"]  # fmt: skip
        with (self.site.folder / "next.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.code, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while not ready(self.port):
            if time.monotonic() > until:
                raise RuntimeError(
                    f"The next release does not start: see {self.site.folder}/next.log"
                )
            time.sleep(0.1)

    def stop(self) -> None:
        """End it."""
        if self.process is not None:
            kill_all(self.process)


def ready(port: int) -> bool:
    """Whether the web on a port says that it is ready."""
    import http.client  # noqa: PLC0415 - only here

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def next_release(folder: Path) -> Path:
    """Copy the tree and give contributions a field, with its migration still to be written."""
    code = folder / "next"
    code.mkdir()
    for name in ("manage.py", "pyproject.toml", "config", "flotilla", "tests", "proofs"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, code / name)
    model = code / "flotilla" / "contributions" / "models" / "contribution.py"
    text = model.read_text()
    if text.count(MARK) != 1:
        raise RuntimeError(f"{model} has changed: there is not one line {MARK!r}")
    model.write_text(text.replace(MARK, FIELD + MARK))
    return code


def expand(beside: Beside) -> None:
    """Let Django write the migration, and have search restored after it, as docs/operate/upgrade.md asks."""
    beside.manage("makemigrations", "flotilla", "-n", "mood", "-v0")
    (path,) = (beside.code / "flotilla" / "migrations").glob("0*_mood.py")
    text = path.read_text().replace("    ]\n", f"        {RESTORE},\n    ]\n")
    end = text.rindex(f"        {RESTORE}")
    text = text[:end].replace(f"        {RESTORE},\n", "") + text[end:]
    path.write_text(
        text.replace("from django.db", "from flotilla.kit import fulltext\nfrom django.db", 1)
    )


def contract(beside: Beside) -> None:
    """Write a migration that renames a column which the present code uses."""
    folder = beside.code / "flotilla" / "migrations"
    before = max(path.stem for path in folder.glob("0*.py"))
    (folder / "0998_gone.py").write_text(
        '"""Renames what is still in use."""\n\nfrom django.db import migrations\n\n\n'
        "class Migration(migrations.Migration):\n"
        f'    dependencies = [("flotilla", "{before}")]\n'
        "    operations = [migrations.RenameField('contribution', 'words', 'wording')]\n"
    )


def run(engine: str, rounds: int, say: Say) -> Outcome:
    """Upgrade under load again and again, then play the control."""
    outcome = Outcome("side by side", engine, rounds)
    for number in range(1, rounds + 1):
        with a_site(engine) as site:
            site.extra = {"FLOTILLA_CLOCK": "no"}
            found, slowest = upgrade(site, outcome, say, f"round {number}")
        outcome.acknowledged += found
        outcome.facts["slowest answer"] = f"{max(slowest, float(str(outcome.facts.get('slowest answer', '0 s')).split()[0])):.1f} s"  # fmt: skip
    outcome.controls = [_control(engine, say)]
    return outcome


def upgrade(site: Site, outcome: Outcome, say: Say, what: str) -> tuple[int, float]:
    """Upgrade one site under load; return how many writes were acknowledged, and the slowest answer."""
    beside = Beside(site, next_release(site.folder), free_port())
    expand(beside)
    site.start()
    old, new = Ledger(), Ledger()
    try:
        with Load(site, old, clients=CLIENTS) as load:
            load.until_acknowledged(MANY)
            began = time.monotonic()
            beside.manage("migrate", "-v0")
            took = time.monotonic() - began
            outcome.must(ready(site.port), "the present code is not ready after the migration")
            beside.start()
            with Load(beside, new, clients=CLIENTS) as other:  # type: ignore[arg-type]
                in_time = other.until_acknowledged(MANY) and load.until_acknowledged(MANY)
        outcome.must(in_time, "the two did not get on in time")
        outcome.wrong += _errors("present", old) + _errors("next", new)
        both = Ledger(acknowledged=old.acknowledged + new.acknowledged, receipts={**old.receipts, **new.receipts})  # fmt: skip
        found = count(site, both)
        outcome.lost, outcome.doubled = outcome.lost + found.lost, outcome.doubled + found.doubled
        outcome.wrong += found.wrong
        _look_for(site, beside, both, outcome)
        say(f"side by side, {site.engine}, {what}: migrated in {took:.1f} s under load, {len(old.acknowledged)} by the present code and {len(new.acknowledged)} by the next, {found.lost} lost, {len(outcome.wrong)} wrong")  # fmt: skip
    finally:
        beside.stop()
    return len(both.acknowledged), max(old.slowest, new.slowest)


def _errors(which: str, ledger: Ledger) -> list[str]:
    """Say what was not acknowledged at once."""
    refused = [
        f"{many} answers {status} of the {which} code" for status, many in ledger.refused.items()
    ]
    return refused + ([f"{len(ledger.unsure)} requests to the {which} code had no answer"] if ledger.unsure else [])  # fmt: skip


def _look_for(site: Site, beside: Beside, ledger: Ledger, outcome: Outcome) -> None:
    """Search by both for what was written last by either."""
    for port in (site.port, beside.port):
        for title in list(ledger.receipts)[:: max(1, len(ledger.receipts) // 5)]:
            number = ledger.receipts[title]
            seeking = Site(site.folder, site.engine)
            seeking.port = port
            status, page = seeking.page(f"/search/?q={title.replace(' ', '+')}")
            there = status == 200 and re.search(rf"/c/{number}/", page)
            outcome.must(bool(there), f"search does not find {title!r} (status {status})")


def _control(engine: str, say: Say) -> Control:
    """Contract instead of expanding: the present code must fail."""
    with a_site(engine) as site:
        site.extra = {"FLOTILLA_CLOCK": "no"}
        beside = Beside(site, next_release(site.folder), free_port())
        contract(beside)
        site.start()
        ledger = Ledger()
        with Load(site, ledger, clients=CLIENTS) as load:
            load.until_acknowledged(MANY // 3)
            beside.manage("migrate", "-v0")
            load.run_for(3)
        failed = sum(many for status, many in ledger.refused.items() if status >= 500)
    said = f"{failed} requests to the present code failed after a column was renamed"
    say(f"side by side, {engine}, control: {said}")
    return Control("expanding only (a column in use is renamed)", failed > 0, said)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    alone(run, rounds=ROUNDS)
