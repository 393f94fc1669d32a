"""Tables whose rows stay as they were written: the database refuses to change or delete one, whoever asks."""

from typing import Any

UNCHANGED = "rows of this table are never changed"
UNDELETED = "rows of this table are never deleted"


def keep(schema_editor: Any, table: str) -> None:
    """Refuse UPDATE and DELETE on a table. Emptying a whole table needs the right of its owner, which the site has not.

    SQLite loses triggers when a table is rebuilt: a migration that alters it must call this again at its end.
    """
    loosen(schema_editor, table)
    for statement in _written(schema_editor.connection.vendor, table):
        schema_editor.execute(statement, params=None)


def loosen(schema_editor: Any, table: str) -> None:
    """Take the guard away again, to undo a migration."""
    on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    for moment in ("unchanged", "undeleted"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{moment}{on}", params=None)


def _written(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{UNCHANGED}'); END",
            f"CREATE TRIGGER {table}_undeleted BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{UNDELETED}'); END",
        ]
    refuse = f"RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = '{UNCHANGED} or deleted'"
    return [
        f"CREATE OR REPLACE FUNCTION flotilla_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse}; END $$",
        f"CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION flotilla_kept()",
        f"CREATE TRIGGER {table}_undeleted BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION flotilla_kept()",
    ]
