"""Keeps the words of answers ready for search."""

from django.db import migrations

from flotilla.kit import fulltext

TABLE, COLUMNS = "flotilla_answer", ("decided", "fit")


def install(apps, schema_editor):
    fulltext.install(schema_editor, TABLE, COLUMNS)


def uninstall(apps, schema_editor):
    fulltext.uninstall(schema_editor, TABLE)


class Migration(migrations.Migration):
    dependencies = [("flotilla", "0002_words_for_search")]
    operations = [migrations.RunPython(install, uninstall)]
