"""Writes 0001_initial.py anew with each model's constraints and indexes in its creation.

Django adds them one by one afterwards, and SQLite copies the whole table for each: with a hundred of them migrating took
twenty seconds of processor time in every test run, drill and demo. They mean the same where they stand now.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django
from django.db import migrations
from django.db.migrations.writer import MigrationWriter

KINDS = {migrations.AddConstraint: "constraint", migrations.AddIndex: "index"}
OPTIONS = {"constraint": "constraints", "index": "indexes"}


def together(operations: list[migrations.operations.base.Operation]) -> list[object]:
    """Move into a table's creation what names none of the fields that it is given later; the rest stays where it was."""
    created = {one.name_lower: one for one in operations if isinstance(one, migrations.CreateModel)}
    later: dict[str, set[str]] = {}
    for one in operations:
        if isinstance(one, migrations.AddField):
            later.setdefault(one.model_name_lower, set()).add(one.name)
    rest: list[object] = []
    for one in operations:
        kind = KINDS.get(type(one))
        if kind is None or _names(one, later.get(one.model_name_lower, set())):
            rest.append(one)
            continue
        options = created[one.model_name_lower].options
        options[OPTIONS[kind]] = [*options.get(OPTIONS[kind], []), getattr(one, kind)]
    return rest


def _names(one: object, fields: set[str]) -> bool:
    said = repr(getattr(one, KINDS[type(one)]).deconstruct())
    return any(f"{quote}{field}" in said for field in fields for quote in ("'", '"', "-"))


if __name__ == "__main__":
    django.setup()
    from importlib import import_module

    module = import_module("flotilla.migrations.0001_initial")
    migration = module.Migration("0001_initial", "flotilla")
    migration.operations = together(list(migration.operations))
    Path(module.__file__ or "").write_text(
        MigrationWriter(migration, include_header=False).as_string()
    )
