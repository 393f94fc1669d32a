"""The copy of the database, as each engine makes it while the site goes on: a whole moment, never a file in motion."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection, transaction

SQLITE, POSTGRES = "database.sqlite3", "database.dump"


class ToolMissing(Exception):
    """A program that is needed is not installed, or refuses."""


def copy_out(folder: Path) -> dict[str, int]:
    """Copy the database into a folder; return how many rows each table has in the copy."""
    return (
        _copy_sqlite(folder / SQLITE) if connection.vendor == "sqlite" else _dump(folder / POSTGRES)
    )


def copy_in(folder: Path) -> dict[str, int]:
    """Bring the copy into the empty database; return how many rows each table has now."""
    if connection.vendor == "sqlite":
        _read_sqlite(folder / SQLITE)
    else:
        _run("pg_restore", "--no-owner", "--no-acl", "--exit-on-error", "--single-transaction", "-d", _address(), str(folder / POSTGRES))  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")  # counting many rows takes its time
    return rows()


def rows() -> dict[str, int]:
    """Return how many rows each table has that Django knows."""
    with connection.cursor() as cursor:

        def ask(sql: str) -> int:
            cursor.execute(sql)
            return int(cursor.fetchone()[0])

        return _counted(ask)


def is_empty() -> bool:
    """Whether the database has no table of ours."""
    return not _tables()


def _tables() -> list[str]:
    known = connection.introspection.django_table_names(only_existing=True)
    names = connection.introspection.table_names()
    return sorted({*known, *({"django_migrations"} & set(names))})


def _counted(ask: Callable[[str], int]) -> dict[str, int]:
    quote = connection.ops.quote_name
    return {name: ask(f"SELECT count(*) FROM {quote(name)}") for name in _tables()}  # noqa: S608 - our own names


def _copy_sqlite(target: Path) -> dict[str, int]:
    """By SQLite's online backup: one read transaction, beside which others write."""
    import sqlite3  # noqa: PLC0415 - the one that the site runs on

    connection.ensure_connection()
    copy = sqlite3.connect(target)
    try:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        (sound,) = copy.execute("PRAGMA integrity_check").fetchone()
        if sound != "ok":
            raise ToolMissing(f"SQLite finds the copy unsound: {sound}")
        return _counted(lambda sql: int(copy.execute(sql).fetchone()[0]))
    finally:
        copy.close()


def _read_sqlite(source: Path) -> None:
    import sqlite3  # noqa: PLC0415

    connection.ensure_connection()
    copy = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    try:
        copy.backup(connection.connection)
    finally:
        copy.close()
    connection.close()  # the next one sets the journal as the settings say


def _dump(target: Path) -> dict[str, int]:
    """By pg_dump, on the snapshot in which the rows are counted."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
            cursor.execute(
                f"SET LOCAL {limit} = 0"
            )  # the snapshot is held for as long as the dump takes
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--snapshot={snapshot}", f"--file={target}", "-d", _address())  # fmt: skip
        return rows()


def _address() -> str:
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415 - where PostgreSQL is used

    known = {"host", "port", "user", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey", "target_session_attrs"}  # fmt: skip
    given = connection.get_connection_params()
    return str(make_conninfo(**{name: value for name, value in given.items() if name in known}))


def _run(program: str, *words: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise ToolMissing(f"{program} is not installed. Debian has it in postgresql-client.")
    secret: dict[str, Any] = {"PGPASSWORD": connection.settings_dict["PASSWORD"]}
    done = subprocess.run(  # noqa: S603 - no shell, and the words are ours
        [found, *words],
        env={**os.environ, **{name: value for name, value in secret.items() if value}},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ToolMissing(f"{program} did not do it: {done.stderr.strip()[-600:]}")
