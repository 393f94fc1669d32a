"""Lets no posting of a pot be changed or deleted."""

from django.db import migrations

from flotilla.kit import kept

POSTINGS = "flotilla_posting"


def keep(apps, schema_editor):
    kept.keep(schema_editor, POSTINGS)


def loosen(apps, schema_editor):
    kept.loosen(schema_editor, POSTINGS)


class Migration(migrations.Migration):
    dependencies = [("flotilla", "0002_words_for_search")]
    operations = [migrations.RunPython(keep, loosen)]
