"""Keeps the words of contributions and of answers ready for search."""

from django.db import migrations

from flotilla.kit import fulltext

ANSWERS, COLUMNS = "flotilla_answer", ("decided", "fit")


def install(apps, schema_editor):
    fulltext.install(schema_editor)
    fulltext.install(schema_editor, ANSWERS, COLUMNS)


def uninstall(apps, schema_editor):
    fulltext.uninstall(schema_editor, ANSWERS)
    fulltext.uninstall(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("flotilla", "0001_initial")]
    operations = [migrations.RunPython(install, uninstall)]
