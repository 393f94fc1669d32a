"""Runs the operator's commands as an operator does: a process of its own, on the database of the test."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def database_url(name: str = "") -> str:
    """The address of the database of this test, or of another one on its server."""
    facts = connection.settings_dict
    name = name or str(facts["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"postgres://{facts['USER']}@{facts['HOST']}:{facts['PORT']}/{name}"


def started(*words: str, **settings: str) -> "subprocess.Popen[str]":
    """Start `bin/flotilla WORDS` with these settings; whoever starts it ends it."""
    there: dict[str, Any] = {**os.environ, "FLOTILLA_DATABASE_URL": database_url(), **settings}
    return subprocess.Popen(
        [str(ROOT / "bin" / "flotilla"), *words], env=there, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )  # fmt: skip


def ran(*words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Run `bin/flotilla WORDS` to its end, and return how it ended and what it said."""
    with started(*words, **settings) as process:
        said, complained = process.communicate(timeout=600)
    return subprocess.CompletedProcess(words, process.returncode, said, complained)


@contextmanager
def a_server_of_its_own() -> Iterator[str]:
    """The address of an empty database on a PostgreSQL that nobody else uses, as the one is into which a backup is brought back.

    On the server of the tests others keep transactions open, and as long as they do no dead row of any database there goes.
    """
    command = [str(ROOT / "tools" / "postgres.sh"), "sh", "-c", "echo $FLOTILLA_DATABASE_URL; exec cat"]  # fmt: skip
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.stdin.close()
