"""Keeps the words of a table ready for search; nothing in Python has to remember it."""

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "flotilla_contribution"
COLUMNS = ("title", "words")
KEPT = {TABLE: COLUMNS, "flotilla_answer": ("decided", "fit")}  # every table whose words are kept
MOST_CHARACTERS = 100_000  # PostgreSQL keeps at most a megabyte of words a row
PUNCTUATION = r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u2000-\u206f\u2e00-\u2e7f\u3000-\u303f\uff01-\uff0f]+"


def install(
    schema_editor: BaseDatabaseSchemaEditor,
    table: str = TABLE,
    columns: Sequence[str] = COLUMNS,
) -> None:
    """Make, and fill, what search needs for the first (title) and second (text) of the columns.

    On SQLite an FTS5 table `<table>_words` without a copy of the text, kept by three triggers. On
    PostgreSQL a generated column `search` with an index. Both see every change, however it is made.

    Called again, it makes everything anew. **On SQLite, Django changes a table by copying and
    dropping it, and the triggers go with it: a migration that alters the table must call this
    after it.** `is_installed` tells.
    """
    uninstall(schema_editor, table)
    make = _postgresql if schema_editor.connection.vendor == "postgresql" else _sqlite
    for statement in make(table, *columns):
        schema_editor.execute(statement)


def uninstall(schema_editor: BaseDatabaseSchemaEditor, table: str = TABLE) -> None:
    """Take away what `install` made; the table itself stays as it is."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {table} DROP COLUMN IF EXISTS search")
        return
    for moment in ("added", "changed", "removed"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_words_{moment}")
    schema_editor.execute(f"DROP TABLE IF EXISTS {table}_words")


def is_installed(connection: BaseDatabaseWrapper, table: str = TABLE) -> bool:
    """Say whether search keeps up with the table."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass(%s)"
                " AND attname = 'search' AND NOT attisdropped",
                [table],
            )
            return bool(cursor.fetchone()[0] == 1)
        cursor.execute(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
            " AND name IN (%s, %s, %s)",
            [table, *(f"{table}_words_{moment}" for moment in ("added", "changed", "removed"))],
        )
        return bool(cursor.fetchone()[0] == 3)


def restore(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make anew what a migration has taken away; for `RunPython` as the last operation of one that alters such a table."""
    for table, columns in KEPT.items():
        if not is_installed(schema_editor.connection, table):
            install(schema_editor, table, columns)


def refresh(connection: BaseDatabaseWrapper, table: str = TABLE) -> None:
    """Put the words in order after a large import; search is right without it, but slower."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ANALYZE {table}")
        else:
            cursor.execute(f"INSERT INTO {table}_words({table}_words) VALUES ('optimize')")


def _sqlite(table: str, title: str, text: str) -> list[str]:
    index = f"{table}_words"
    forget = (
        f"INSERT INTO {index}({index}, rowid, {title}, {text})"
        f" VALUES ('delete', old.id, old.{title}, old.{text});"
    )
    learn = f"INSERT INTO {index}(rowid, {title}, {text}) VALUES (new.id, new.{title}, new.{text});"
    return [
        (
            f"CREATE VIRTUAL TABLE {index} USING fts5({title}, {text}, content='{table}',"
            " content_rowid='id', prefix='2 3',"
            " tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co Mc Mn'\")"
        ),
        f"INSERT INTO {index}({index}) VALUES ('rebuild')",
        f"CREATE TRIGGER {index}_added AFTER INSERT ON {table} BEGIN {learn} END",
        f"CREATE TRIGGER {index}_removed AFTER DELETE ON {table} BEGIN {forget} END",
        (
            f"CREATE TRIGGER {index}_changed AFTER UPDATE OF {title}, {text} ON {table}"
            f" WHEN old.{title} IS NOT new.{title} OR old.{text} IS NOT new.{text}"
            f" BEGIN {forget} {learn} END"
        ),
    ]


def _postgresql(table: str, title: str, text: str) -> list[str]:
    def vector(column: str, weight: str) -> str:
        plain = f"normalize(left({column}, {MOST_CHARACTERS}), NFD)"
        for pattern, replacement in ((r"[\u0300-\u036f]+", ""), (PUNCTUATION, " ")):
            # Else the parser would take “and/or” for the path of a file and “a-b” for one word.
            plain = f"regexp_replace({plain}, '{pattern}', '{replacement}', 'g')"
        return f"setweight(to_tsvector('simple'::regconfig, coalesce({plain}, '')), '{weight}')"

    return [
        (
            f"ALTER TABLE {table} ADD COLUMN search tsvector GENERATED ALWAYS AS"
            f" ({vector(title, 'A')} || {vector(text, 'B')}) STORED"
        ),
        # Statistics on more words than usual let the planner tell rare words from common ones.
        f"ALTER TABLE {table} ALTER COLUMN search SET STATISTICS 1000",
        (
            f"CREATE INDEX {table}_search ON {table} USING gin (search)"
            " WITH (gin_pending_list_limit = 512)"
        ),
    ]
