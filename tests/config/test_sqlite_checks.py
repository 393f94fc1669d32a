"""SQLite asked through a real connection that is set wrongly, each thing in turn; and the command line that refuses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.utils import ConnectionHandler

from config import stores
from config.checks import sqlite

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def asked(tmp_path, django_db_blocker):
    """Ask a database of its own, set as the site sets it but for what is changed; return the numbers of what is found."""
    opened = []

    def ask(pragmas: str = "", **changed: object) -> list[int]:
        given = stores.database(f"sqlite:///{tmp_path}/one.sqlite3")
        given["OPTIONS"] = {**given["OPTIONS"], **changed}
        given["OPTIONS"]["init_command"] = given["OPTIONS"]["init_command"] + pragmas
        connection = DatabaseWrapper(ConnectionHandler({"default": given}).settings["default"])
        opened.append(connection)
        return [one.number for one in sqlite.findings(connection)]

    with django_db_blocker.unblock():
        yield ask
    for connection in opened:
        connection.close()


def test_as_the_site_sets_it_nothing_is_found(asked):
    assert asked() == []


@pytest.mark.parametrize(
    ("pragmas", "number"),
    [
        ("PRAGMA journal_mode=DELETE;", 32),
        ("PRAGMA synchronous=NORMAL;", 33),
        ("PRAGMA synchronous=OFF;", 33),
        ("PRAGMA foreign_keys=OFF;", 34),
        ("PRAGMA busy_timeout=4999;", 35),
        ("PRAGMA mmap_size=1048576;", 37),
    ],
)
def test_a_setting_that_is_wrong_is_found(asked, pragmas, number):
    assert asked(pragmas) == [number]


def test_transactions_that_do_not_queue_are_found(asked):
    assert asked(transaction_mode="DEFERRED") == [36]
    assert asked(transaction_mode=None) == [36]


@pytest.mark.parametrize(("version", "numbers"), [((3, 51, 2), [31]), ((3, 40, 1), [31]), ((3, 51, 3), []), ((4, 0, 0), [])])  # fmt: skip
def test_an_unsound_version_is_found(version, numbers):
    sound = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20_000, "mmap_size": 0}  # fmt: skip
    assert [one.number for one in sqlite.judged(version, sound, "IMMEDIATE")] == numbers


MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 22 0:45 / /srv rw - nfs4 store:/srv rw,vers=4.2
41 40 254:1 / /srv/fast rw - xfs /dev/vdb rw
42 22 0:46 / /mnt/two\\040words rw - fuse.sshfs store: rw
43 22 0:47 / /mnt/share rw - cifs //store/share rw
"""


@pytest.mark.parametrize(
    ("path", "kind", "is_elsewhere"),
    [
        ("/var/lib/flotilla/a.sqlite3", "ext4", False),
        ("/srv/flotilla/a.sqlite3", "nfs4", True),
        ("/srvs/a.sqlite3", "ext4", False),
        ("/srv/fast/a.sqlite3", "xfs", False),
        ("/mnt/two words/a.sqlite3", "fuse.sshfs", True),
        ("/mnt/share/a.sqlite3", "cifs", True),
    ],
)
def test_a_disk_of_another_machine_is_known(path, kind, is_elsewhere):
    assert sqlite.file_system(Path(path), MOUNTS) == kind
    assert bool(sqlite.ELSEWHERE.match(kind)) is is_elsewhere


def test_layers_of_a_container_are_a_disk_of_this_machine():
    kinds = ("overlay", "btrfs", "zfs", "tmpfs", "fuseblk", "fuse.fuse-overlayfs", "virtiofs")
    assert [kind for kind in kinds if sqlite.ELSEWHERE.match(kind)] == []


def started(tmp_path: Path, *words: str, **changed: str) -> subprocess.CompletedProcess[str]:
    """Run a command as an operator does, not as a demo."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("FLOTILLA_", "DJANGO_"))
    }
    environment = {
        **kept,
        "FLOTILLA_SITE_URL": "https://together.council.gov.uk",
        "FLOTILLA_HOSTS": "together.council.gov.uk",
        "FLOTILLA_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
        "FLOTILLA_SENDER": "together@council.gov.uk",
        "FLOTILLA_VAR": str(tmp_path),
        **changed,
    }
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        timeout=300,
    )  # fmt: skip


@pytest.mark.parametrize("command", ["serve", "clock", "migrate"])
def test_a_copy_that_is_not_sound_does_not_start_and_says_why_in_one_sentence(tmp_path, command):
    refused = started(tmp_path, command, FLOTILLA_SECRET_KEY="short")
    assert refused.returncode != 0
    assert "(flotilla.E041) FLOTILLA_SECRET_KEY can be guessed: set fifty random characters" in refused.stderr  # fmt: skip
    assert "Traceback" not in refused.stderr


def test_an_operator_can_take_a_risk_upon_themselves_by_its_name(tmp_path):
    accepted = {"FLOTILLA_SECRET_KEY": "short", "FLOTILLA_ACCEPT_RISKS": "flotilla.E041"}
    done = started(tmp_path, "migrate", "--plan", **accepted)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_operator_sees_all_of_it_before_going_live(tmp_path):
    sound = started(tmp_path, "check", "--deploy")
    assert (sound.returncode, "flotilla." in sound.stderr) == (0, False), sound.stderr
    wrong = started(tmp_path, "check", "--deploy", FLOTILLA_SENDER="flotilla@localhost")
    assert (wrong.returncode != 0, "flotilla.E045" in wrong.stderr) == (True, True)
