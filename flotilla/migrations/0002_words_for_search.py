"""Keeps the words of contributions ready for search."""

from django.db import migrations

from flotilla.kit import fulltext


def install(apps, schema_editor):
    fulltext.install(schema_editor)


def uninstall(apps, schema_editor):
    fulltext.uninstall(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("flotilla", "0001_initial")]
    operations = [migrations.RunPython(install, uninstall)]
