"""The units are what systemd takes, run commands that there are, and are closed."""

import re
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest
from django.core.management import get_commands

FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "systemd"
UNITS = sorted(FOLDER.glob("*.service"))
CLOSED = {
    "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes",
    "PrivateDevices": "yes", "RestrictNamespaces": "yes", "LockPersonality": "yes", "CapabilityBoundingSet": "",
}  # fmt: skip


def read(path):
    parser = RawConfigParser(strict=False)
    parser.optionxform = str
    parser.read(path)
    return parser


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_runs_a_command_that_there_is_as_nobody_in_particular_and_closed(path):
    service = read(path)["Service"]
    command = re.search(r"/srv/flotilla/bin/flotilla (\w+)", service["ExecStart"])[1]
    assert command in get_commands()
    assert service["User"] == "flotilla"
    assert {name: service[name] for name in CLOSED} == CLOSED


def test_systemd_takes_them(tmp_path):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("there is no systemd-analyze here")
    for path in [*UNITS, *FOLDER.glob("*.timer")]:
        text = path.read_text("utf-8").replace("/srv/flotilla/bin/flotilla", "/bin/true")
        (tmp_path / path.name.replace("@", "@8001")).write_text(text.replace("User=flotilla\nGroup=flotilla\n", ""))  # fmt: skip
    found = subprocess.run(
        [program, "verify", "--man=no", "--recursive-errors=no", *map(str, tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [
        line
        for line in found.stderr.splitlines()
        if "flotilla" in line and "Documentation" not in line
    ]
    assert (found.returncode, ours) == (0, [])
