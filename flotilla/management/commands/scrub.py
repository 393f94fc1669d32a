"""Scrub: make a copy of the database for testing, in which nobody can be found. Never in place."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from config import stores
from flotilla.people.models import Person
from flotilla.privacy import scrubbing

COPY = "scrubbed"


class Command(BaseCommand):
    """`bin/flotilla scrub sqlite:///copy.sqlite3` or `bin/flotilla scrub postgres://user@host/empty`."""

    help = "Make a copy of the database for testing, in which nobody can be found, in an empty database named by its address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("target")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Refuse the database itself and one that is not empty; then copy."""
        wanted = stores.database(options["target"])
        if _place(wanted) == _place(connections["default"].settings_dict):
            raise CommandError(
                "This is the database itself. A copy is made elsewhere, never in place."
            )
        connections.databases[COPY] = {**connections.databases["default"], **wanted}
        try:
            self._copy()
        finally:
            connections[COPY].close()
            del connections[COPY], connections.databases[COPY]

    def _copy(self) -> None:
        there = connections[COPY].introspection.table_names()
        if Person._meta.db_table in there and Person.objects.using(COPY).exists():
            raise CommandError("There is something in that database already. Name an empty one.")
        count = scrubbing.scrub(COPY, said=self.stdout.write)
        self.stdout.write(f"{count} rows copied, with every personal value made up anew")


def _place(database: dict[str, Any]) -> tuple[str, ...]:
    """Say which database this is, however its file is written."""
    name = str(database["NAME"])
    if database["ENGINE"].endswith("sqlite3"):
        name = str(Path(name).resolve())
    return (database["ENGINE"], name, *(str(database.get(one) or "") for one in ("HOST", "PORT")))
