"""PostgreSQL servers that are really set wrongly, each thing in turn; and the command line that refuses."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection as of_the_tests
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.utils import ConnectionHandler

from config import stores
from config.checks import postgresql
from proofs.databases import Postgres
from tests.config.test_sqlite_checks import started


@pytest.fixture(scope="module")
def cluster(django_db_blocker) -> Iterator[Postgres]:
    """A cluster of its own: SQLite's run of the tests leaves it to PostgreSQL's."""
    if of_the_tests.vendor != "postgresql":
        pytest.skip("The run of the tests on PostgreSQL does this")
    with tempfile.TemporaryDirectory() as folder, django_db_blocker.unblock():
        Path(folder).chmod(0o755)  # PostgreSQL does not run as root
        made = Postgres(Path(folder) / "database")
        made.prepare()
        yield made
        made.stop()


def started_with(cluster: Postgres, *settings: str) -> Postgres:
    """Start the cluster with settings put in the place of the durable ones."""
    cluster.stop()
    cluster.without = settings
    cluster.start()
    return cluster


def found(url: str) -> list[int]:
    """Return the numbers of what is found by a connection as the site makes it."""
    given = ConnectionHandler({"default": stores.database(url)}).settings["default"]
    connection = DatabaseWrapper(given)
    try:
        return [one.number for one in postgresql.findings(connection)]
    finally:
        connection.close()


SAID = [21, 22]  # no checksums and a superuser: said, not refused


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ((), None),
        (("fsync=off",), 11),
        (("full_page_writes=off",), 12),
        (("synchronous_commit=off",), 13),
        (("synchronous_commit=local",), 13),
        (("synchronous_commit=remote_apply",), None),
    ],
)
def test_a_server_that_may_lose_what_it_acknowledged_is_found(cluster, given, number):
    url = started_with(cluster, *given).url
    assert found(url) == [*([number] if number else []), *SAID]


def test_limits_that_an_address_takes_away_are_found(cluster):
    url = started_with(cluster).url
    off = "-c%20statement_timeout%3D0%20-c%20lock_timeout%3D0%20-c%20idle_in_transaction_session_timeout%3D0"
    assert found(f"{url}?options={off}") == [16, 17, 18, *SAID]


def test_what_is_set_for_a_role_counts(cluster):
    """What matters is what the connection of the site gets, whoever set it where."""
    url = started_with(cluster).url
    with psycopg.connect(url, autocommit=True) as maker:
        maker.execute("CREATE ROLE site LOGIN")
        maker.execute("ALTER ROLE site SET synchronous_commit = off")
    as_site = url.replace("flotilla@", "site@")
    assert found(as_site) == [13, 21]


def test_an_old_server_is_found():
    facts = dict.fromkeys(
        ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"), "on"
    )
    facts |= dict.fromkeys(postgresql_timeouts(), "1") | {"is_superuser": "false"}
    for version, numbers in (("140013", [14]), ("150000", []), ("180004", [])):
        judged = postgresql.judged({**facts, "server_version_num": version})
        assert [one.number for one in judged] == numbers


def postgresql_timeouts() -> list[str]:
    """Return the names of the limits."""
    return [name for name, _harm in postgresql.TIMEOUTS.values()]


@pytest.mark.parametrize("command", ["serve", "migrate"])
def test_a_server_without_fsync_is_refused_in_one_sentence(cluster, tmp_path, command):
    url = started_with(cluster, "fsync=off").url
    refused = started(tmp_path, command, FLOTILLA_DATABASE_URL=url)
    assert refused.returncode != 0
    assert "(flotilla.E011) PostgreSQL runs with fsync=off, so a power cut loses or spoils what was acknowledged: set fsync = on" in refused.stderr  # fmt: skip
    assert "Traceback" not in refused.stderr


def test_a_sound_server_is_taken_and_what_is_only_said_is_said(cluster, tmp_path):
    url = started_with(cluster).url
    done = started(tmp_path, "migrate", "--plan", FLOTILLA_DATABASE_URL=url)
    assert (done.returncode, "flotilla.E" in done.stderr) == (0, False)
    assert "flotilla.W021" in done.stderr


def test_a_server_that_is_not_there_is_named_plainly(cluster, tmp_path):
    cluster.stop()
    refused = started(tmp_path, "check", "--deploy", FLOTILLA_DATABASE_URL=cluster.url)
    assert (refused.returncode != 0, "flotilla.E010" in refused.stderr) == (True, True)
    assert "Traceback" not in refused.stderr
