"""A backup from before an erasure comes back without a byte of what was erased, in no free page either."""

import re
from pathlib import Path

import pytest
from django.db import connection

from flotilla.privacy import actions, tombstones
from flotilla.upkeep.backups import taking
from tests import factories
from tests.operating import database_url, ran
from tests.privacy import canaries
from tests.privacy.canaries import LATER, MARK

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "restored_copy"


@pytest.fixture
def zoe(campaign, ada, noon, settings, tmp_path):
    """Somebody with a canary in every field, on a site that keeps its tombstones apart."""
    settings.TOMBSTONES = str(tmp_path / "outside" / "tombstones.jsonl")
    settings.MEDIA_ROOT = tmp_path / "files"
    other = factories.a_contribution(campaign, by=ada, title="A lower kerb")
    return canaries.zoe(campaign, other, noon)


@pytest.fixture
def empty(tmp_path):
    """The address of an empty database beside that of the test."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'flotilla.sqlite3'}"
        return
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {NEW}")
        cursor.execute(f"CREATE DATABASE {NEW} TEMPLATE template0")
    yield database_url(NEW)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {NEW}")


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
