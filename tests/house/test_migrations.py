"""Old and new code run side by side on one schema: a migration expands, and contracts only one release later."""

import re
import tomllib
from pathlib import Path

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from flotilla.kit import fulltext
from tests.house.expanding import troubles

ROOT = Path(__file__).resolve().parents[2]
#: those that every installation began with: before them there was no code to live with
BEGINNING = {"0001_initial", "0002_words_for_search"}


def released():
    """The releases that are out, as the list of changes names them."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    return set(re.findall(r"^## (\d+\.\d+\.\d+)(?!.*not released)", text, re.MULTILINE))


def test_the_version_is_the_newest_of_the_list_of_changes():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert re.search(r"^## (\S+?),? ", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)[1] == version  # fmt: skip


def test_every_migration_can_be_lived_with_by_the_code_of_the_release_before():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    found = {}
    for app, name in sorted(loader.disk_migrations):
        if app == "flotilla" and name not in BEGINNING:
            migration = loader.disk_migrations[app, name]
            state = loader.project_state(migration.dependencies)
            if wrong := troubles(migration, state, released()):
                found[name] = wrong
    assert found == {}


def ideas():
    """A state with one table."""
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("title", models.CharField(max_length=100)),
        ("note", models.CharField(max_length=100, null=True)),
        ("mood", models.CharField(max_length=9, db_default="")),
    ]
    state = ProjectState()
    for name in ("Idea", "Contribution"):
        state.add_model(ModelState("flotilla", name, list(fields)))
    return state


def judged(*operations, after=None, out=frozenset()):
    migration = migrations.Migration("0009", "flotilla")
    migration.operations = list(operations)
    if after:
        migration.contracts_after = after
    return troubles(migration, ideas(), out)


CHAR = models.CharField
EXPANDS = [
    migrations.AddField("idea", "place", CHAR(max_length=9, null=True)),
    migrations.AddField("idea", "place", CHAR(max_length=9, db_default="")),
    migrations.AddField("idea", "near", models.ManyToManyField("flotilla.idea")),
    migrations.AlterField("idea", "title", CHAR(max_length=200)),
    migrations.AlterField("idea", "title", CHAR(max_length=100, null=True)),
    migrations.AlterField(
        "idea", "title", CHAR(max_length=100, choices=[("a", "A")], help_text="new")
    ),
    migrations.CreateModel("Place", [("id", models.BigAutoField(primary_key=True))]),
    migrations.AddIndex("idea", models.Index(fields=["title"], name="idea_title")),
    migrations.RunPython(migrations.RunPython.noop),
]
CONTRACTS = [
    migrations.AddField("idea", "place", CHAR(max_length=9)),
    migrations.AddField("idea", "place", CHAR(max_length=9, default="here")),
    migrations.AddField("idea", "place", CHAR(max_length=9, db_default="", unique=True)),
    migrations.AlterField("idea", "title", CHAR(max_length=50)),
    migrations.AlterField("idea", "title", models.IntegerField()),
    migrations.AlterField("idea", "title", CHAR(max_length=100, unique=True)),
    migrations.AlterField("idea", "title", CHAR(max_length=100, db_column="name")),
    migrations.AlterField("idea", "note", CHAR(max_length=100)),
    migrations.AlterField("idea", "mood", CHAR(max_length=9)),
    migrations.RemoveField("idea", "title"),
    migrations.RenameField("idea", "title", "name"),
    migrations.RenameModel("idea", "thought"),
    migrations.DeleteModel("idea"),
    migrations.AlterModelTable("idea", "thoughts"),
    migrations.AddConstraint("idea", models.UniqueConstraint(fields=["title"], name="idea_once")),
    migrations.RunSQL("SELECT 1"),
]


def named(operation):
    return f"{type(operation).__name__}-{operation.describe()}"


@pytest.mark.parametrize("operation", EXPANDS, ids=named)
def test_what_expands_is_taken(operation):
    assert judged(operation) == []


@pytest.mark.parametrize("operation", CONTRACTS, ids=named)
def test_what_contracts_is_refused_until_the_release_that_used_it_is_out(operation):
    assert len(judged(operation)) == 1
    assert len(judged(operation, after="0.4.0", out={"0.3.0"})) == 2
    assert judged(operation, after="0.3.0", out={"0.3.0"}) == []


def test_a_table_whose_words_are_kept_is_changed_only_with_search_restored():
    change = migrations.AddField("contribution", "place", CHAR(max_length=9, null=True))
    assert len(judged(change)) == 1
    restored = migrations.RunPython(fulltext.restore, migrations.RunPython.noop)
    assert judged(change, restored) == []
