"""`manage.py search --anew`: make what search needs anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from flotilla.kit import fulltext


class Command(BaseCommand):
    """Says whether search keeps up with what is written, and makes it anew where asked."""

    help = "Say whether search keeps up with what is written; --anew makes it so."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to make it anew."""
        parser.add_argument("--anew", action="store_true", help="make its tables and triggers anew")

    def handle(self, **options: Any) -> None:
        """Look, and mend."""
        for table, columns in fulltext.KEPT.items():
            if options["anew"]:
                with connection.schema_editor() as editor:
                    fulltext.install(editor, table, columns)
            kept = fulltext.is_installed(connection, table)
            self.stdout.write(f"{table}: {'kept' if kept else 'NOT kept'}")
