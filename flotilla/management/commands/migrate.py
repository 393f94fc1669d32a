"""`manage.py migrate`: Django's own, without the limit on how long one statement may take."""

from typing import Any

from django.core.management.commands.migrate import Command as DjangosCommand
from django.db import connections


class Command(DjangosCommand):
    """Brings the database to the shape that the code expects."""

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Let a statement over many rows take its time; who waits for a lock still gives up, so that the site goes on."""
        connection = connections[options["database"]]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET statement_timeout = 0")
        super().handle(*arguments, **options)
