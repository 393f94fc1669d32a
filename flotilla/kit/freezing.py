"""Triggers by which the database itself refuses to change what was published or frozen, whatever way the change comes."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def install(
    schema_editor: BaseDatabaseSchemaEditor,
    name: str,
    *,
    table: str,
    moment: str,
    when: str,
    says: str,
) -> None:
    """Refuse, before a moment such as `INSERT`, `UPDATE OF a, b` or `DELETE`, whatever the condition holds for.

    The condition is SQL that both databases know, about `OLD` and `NEW`. The name of what refuses `DELETE` ends in
    `_undeleted`, by which tests find it that empty all tables. What is refused is an IntegrityError, as for
    any other constraint. On SQLite a migration that alters the table drops its triggers and must install them again.
    """
    uninstall(schema_editor, name, table=table)
    make = _postgresql if schema_editor.connection.vendor == "postgresql" else _sqlite
    for statement in make(name, table, moment, when, says):
        schema_editor.execute(statement, params=None)


def uninstall(schema_editor: BaseDatabaseSchemaEditor, name: str, *, table: str) -> None:
    """Take a trigger away, if it is there."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}", params=None)
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()", params=None)
    else:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}", params=None)


def _sqlite(name: str, table: str, moment: str, when: str, says: str) -> Sequence[str]:
    refusing = f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
    return (f"CREATE TRIGGER {name} BEFORE {moment} ON {table} WHEN {when} {refusing}",)


def _postgresql(name: str, table: str, moment: str, when: str, says: str) -> Sequence[str]:
    raising = f"RAISE EXCEPTION '{says}' USING ERRCODE = 'check_violation'"
    body = f"BEGIN IF {when} THEN {raising}; END IF; RETURN COALESCE(NEW, OLD); END"
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
        f"CREATE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )
