"""Puts a sound SQLite in the place of Python's own, before Django loads it."""

import sys


def replace() -> None:
    """Let `import sqlite3` mean the pysqlite3 wheel, where that wheel is to be had.

    SQLite 3.7.0 to 3.51.2 can lose a commit when the WAL is reset (sqlite.org, March 2026).
    """
    try:
        import pysqlite3.dbapi2  # noqa: PLC0415 - it may not be there
    except ImportError:  # only Linux has wheels; elsewhere Python's own serves
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
