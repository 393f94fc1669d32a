"""Puts a sound SQLite in the place of Python's own, before Django loads it."""

import sys

SOUND = (
    3,
    51,
    3,
)  # 3.7.0 to 3.51.2 can lose a commit when the WAL is reset (sqlite.org, March 2026)


def replace() -> None:
    """Let `import sqlite3` mean the pysqlite3 wheel, where that wheel is to be had."""
    try:
        import pysqlite3.dbapi2
    except ImportError:  # only Linux has wheels; the start-up check says so where it matters
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def is_sound() -> bool:
    """Whether the SQLite in use is free of the WAL-reset race."""
    import sqlite3

    return sqlite3.sqlite_version_info >= SOUND
