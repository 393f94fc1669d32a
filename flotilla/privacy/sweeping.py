"""Sweeping out what was erased: the bytes that a database keeps of rows that are not there any more."""

from datetime import datetime

from django.apps import apps
from django.db import connection

from flotilla.people.models import Person
from flotilla.privacy.models import Erasure

WORDS = ("flotilla_contribution_words", "flotilla_answer_words")


def sweep(*, by: Person | None = None, at: datetime, is_idle: bool = False) -> int:
    """Write the database anew without the bytes of what was erased since the last time; return how many erasures.

    On SQLite the search index is made anew without deleted words, the file is written anew and the log is emptied: no byte is left.
    On PostgreSQL the space of dead rows is given back to be written over; see docs/operate/privacy.md for what is promised.
    Where nobody uses the database yet, as after a restore, each table is written anew there too.
    """
    waiting = list(Erasure.objects.filter(is_swept=False).values_list("pk", flat=True))
    if not waiting or connection.in_atomic_block:
        return 0
    with connection.cursor() as cursor:
        for statement in _statements(is_idle):
            cursor.execute(statement)
    Erasure.objects.filter(pk__in=waiting).update(is_swept=True)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return len(waiting)


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
