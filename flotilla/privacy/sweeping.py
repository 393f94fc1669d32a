"""Sweeping out what was erased: the bytes that a database keeps of rows that are not there any more."""

from datetime import datetime

from django.apps import apps
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

from flotilla.people.models import Person
from flotilla.privacy.models import Erasure

PATIENCE = 60  # seconds; nobody uses a database that was just brought back, but its server may serve others
WORDS = ("flotilla_contribution_words", "flotilla_answer_words")


def sweep(
    *, by: Person | None = None, at: datetime, is_idle: bool = False, patience: int = PATIENCE
) -> int:
    """Write the database anew without the bytes of what was erased since the last time; return how many erasures.

    On SQLite the search index is made anew without deleted words, the file is written anew and the log is emptied: no byte is left.
    On PostgreSQL the space of dead rows is given back to be written over; see docs/operate/privacy.md for what is promised.
    Where nobody uses the database yet, as after a restore, each table is written anew there too. PostgreSQL keeps dead rows in
    it as long as a transaction is open anywhere on the server that began before they died, in whatever database: those are
    waited for, `patience` seconds at most, and if they do not end nothing counts as swept, so that the next sweep tries again.
    """
    waiting = list(_waiting().values_list("pk", flat=True))
    if not waiting or connection.in_atomic_block:
        return 0
    with connection.cursor() as cursor:
        if is_idle and connection.vendor == "postgresql" and not _are_gone(cursor, patience):
            return 0
        for statement in _statements(is_idle):
            cursor.execute(statement)
    Erasure.objects.filter(pk__in=waiting).update(is_swept=True)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return len(waiting)


def is_waiting() -> bool:
    """Say whether something was erased whose bytes are not swept out yet."""
    return _waiting().exists()


def _waiting() -> "QuerySet[Erasure]":
    return Erasure.objects.filter(is_swept=False)


def _are_gone(cursor: CursorWrapper, patience: int) -> bool:
    """Wait until every transaction has ended that was open on the server before now; say whether they have."""
    cursor.execute("SELECT pg_current_xact_id()::text")
    fence = cursor.fetchone()[0]
    for _second in range(patience + 1):
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot()) > %s::xid8", [fence])
        if cursor.fetchone()[0]:
            return True
        cursor.execute("SELECT pg_sleep(1)")
    return False


def _statements(is_idle: bool) -> list[str]:
    if connection.vendor == "sqlite":
        there = set(connection.introspection.table_names())
        # 'optimize' would do nothing where one segment is left, with the deleted words and their marks in it
        anew = [f"INSERT INTO {name}({name}) VALUES ('rebuild')" for name in WORDS if name in there]
        return [*anew, "VACUUM"]
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})
    if is_idle:
        return ["SET statement_timeout = 0", *(f'VACUUM (FULL) "{table}"' for table in tables)]
    return [f'VACUUM (INDEX_CLEANUP ON) "{table}"' for table in tables]
