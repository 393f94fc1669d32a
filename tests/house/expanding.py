"""Which changes of the tables the code of the release before can live with, so that old and new run side by side."""

from collections.abc import Iterator
from typing import Any

from django.db import migrations
from django.db.models import NOT_PROVIDED

#: tables whose words search keeps by triggers, which SQLite loses when a table is changed (kit/fulltext)
WORDS_ARE_KEPT = {"contribution", "answer"}
CHANGES = (migrations.AddField, migrations.AlterField, migrations.RemoveField, migrations.RenameField, migrations.AddConstraint, migrations.RemoveConstraint)  # fmt: skip
HARMLESS = (
    migrations.CreateModel, migrations.AddIndex, migrations.RemoveIndex, migrations.RemoveConstraint, migrations.AlterModelOptions,
    migrations.AlterModelManagers, migrations.RunPython,
)  # fmt: skip


def troubles(migration: Any, state: Any, released: set[str]) -> list[str]:
    """Return why the code of the release before could not live with a migration, operation by operation.

    `state` is that of the migrations before, and is moved on. A migration that contracts names in `contracts_after` the
    last release whose code still used what it takes away; that one must be out.
    """
    after = getattr(migration, "contracts_after", None)
    found = [] if after is None or after in released else [f"{after} is not released, so its code may still run"]  # fmt: skip
    changed = False
    for operation in migration.operations:
        why = "" if after in released else _why_not(operation, state)
        if why:
            found.append(f"{operation.describe()}: {why}")
        changed |= isinstance(operation, CHANGES) and operation.model_name_lower in WORDS_ARE_KEPT
        operation.state_forwards("flotilla", state)
    if changed and not _restores_words(migration):
        found.append("changes a table whose words are kept: end with RunPython(fulltext.restore)")
    return found


def _restores_words(migration: Any) -> bool:
    last = migration.operations[-1]
    return isinstance(last, migrations.RunPython) and last.code.__qualname__ == "restore"


def _why_not(operation: Any, state: Any) -> str:
    if isinstance(operation, migrations.AddField):
        return _added(operation.field)
    if isinstance(operation, migrations.AlterField):
        before = state.models["flotilla", operation.model_name_lower].fields[operation.name]
        return "; ".join(_narrower(before, operation.field))
    if isinstance(operation, HARMLESS):
        return ""
    if isinstance(operation, migrations.AddConstraint):
        return "what the old code writes may not fit it"
    return "the old code still asks for what this takes away, renames or rewrites"


def _added(field: Any) -> str:
    if field.many_to_many or field.null or field.db_default is not NOT_PROVIDED:
        return "the old code knows nothing of a unique value" if field.unique and not field.null else ""  # fmt: skip
    return "the old code writes rows without it: give it null=True or a db_default"


def _narrower(before: Any, after: Any) -> Iterator[str]:
    if type(before) is not type(after):
        yield "another type of column"
    if before.null and not after.null:
        yield "the old code may write null"
    if after.unique and not before.unique:
        yield "the old code may write a value twice"
    longest = (before.max_length, after.max_length)
    if longest[1] is not None and (longest[0] is None or longest[0] > longest[1]):
        yield "the old code may write longer words"
    if before.db_default is not NOT_PROVIDED and after.db_default is NOT_PROVIDED:
        yield "the old code may write rows without it"
    if before.db_column != after.db_column:
        yield "the old code asks for the column by its name"
