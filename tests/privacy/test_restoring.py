"""A backup from before an erasure comes back without a byte of what was erased, in no free page either."""

import re
from pathlib import Path

import pytest
from django.db import connection

from flotilla.privacy import actions, sweeping, tombstones
from flotilla.upkeep.backups import taking
from tests import factories
from tests.operating import a_server_of_its_own, database_url, ran
from tests.privacy import canaries
from tests.privacy.canaries import LATER, MARK

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def zoe(campaign, ada, noon, settings, tmp_path):
    """Somebody with a canary in every field, on a site that keeps its tombstones apart."""
    settings.TOMBSTONES = str(tmp_path / "outside" / "tombstones.jsonl")
    settings.MEDIA_ROOT = tmp_path / "files"
    other = factories.a_contribution(campaign, by=ada, title="A lower kerb")
    return canaries.zoe(campaign, other, noon)


@pytest.fixture
def empty(tmp_path):
    """The address of an empty database that nobody else uses."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'flotilla.sqlite3'}"
        return
    with a_server_of_its_own() as address:
        yield address


def raw(url):
    """Every byte of a database: its file, or the file of each of its tables and indexes, free pages and all."""
    if connection.vendor == "sqlite":
        connection.close()
        place = Path(url.removeprefix("sqlite:///"))
        return b"".join(path.read_bytes() for path in place.parent.glob(f"{place.name}*"))
    import psycopg  # noqa: PLC0415 - where PostgreSQL is used

    with psycopg.connect(url, autocommit=True) as there:
        there.execute("CHECKPOINT")
        files = there.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class WHERE relkind IN ('r', 'i', 't') AND relfilenode <> 0"
        )
        return b"".join(content for (content,) in files)


def found(content):
    """Which canaries are in it."""
    return sorted(set(re.findall(rf"{MARK}[\w-]*", content.decode("latin-1"))))


def test_no_byte_of_what_was_erased_is_in_the_restored_database(zoe, noon, empty, tmp_path):
    taking.take(tmp_path / "backup", at=noon)
    assert len(found(raw(database_url()))) > 40  # the control: so it lies there before
    actions.erase_account(zoe, with_words=True, by=zoe, at=noon + LATER)
    tombstones.carry_outside(at=noon + LATER)
    if connection.vendor == "sqlite":
        (tmp_path / "new").mkdir()
    done = ran(
        "restore", str(tmp_path / "backup"), FLOTILLA_DATABASE_URL=empty, FLOTILLA_VAR=str(tmp_path / "var"),
        FLOTILLA_TOMBSTONES=tombstones.settings.TOMBSTONES,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Erased again what had been erased since the backup: 4." in done.stdout
    assert "without the bytes of what was erased: 4 erasures." in done.stdout
    there = raw(empty)
    assert b"A lower kerb" in there  # what others wrote came back
    assert found(there) == []
    kept = [path for path in (tmp_path / "var" / "files").rglob("*") if path.is_file()]
    assert found(b"".join(str(path).encode() + path.read_bytes() for path in kept)) == []


def test_what_a_transaction_elsewhere_holds_is_not_called_swept(zoe, noon):
    """PostgreSQL keeps dead rows as long as one is open that is older than their end; the control is that it ends."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite writes its file without any dead row, and alone")
    import psycopg  # noqa: PLC0415 - where PostgreSQL is used

    with psycopg.connect(database_url("postgres")) as elsewhere:
        elsewhere.execute("SELECT pg_current_xact_id()")
        actions.erase_account(zoe, with_words=True, by=zoe, at=noon + LATER)
        assert sweeping.sweep(at=noon + LATER, is_idle=True, patience=0) == 0
        assert sweeping.is_waiting()
    assert sweeping.sweep(at=noon + LATER) > 0
    assert not sweeping.is_waiting()
