"""`manage.py restore SOURCE`: bring a backup back into an empty place."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from flotilla.kit.moments import database_now
from flotilla.management.restoring import after_restore
from flotilla.upkeep.backups import taking
from flotilla.upkeep.backups.engines import ToolMissing
from flotilla.upkeep.backups.manifest import Spoiled

TROUBLES = (Spoiled, taking.NotEmpty, taking.CountsDiffer, ToolMissing, OSError)


class Command(BaseCommand):
    """Brings a backup back."""

    help = "Bring a backup back into an empty database and an empty place for files, and count that all is there."

    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("source", help="the folder that `backup` made")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Hold every sum against the list, bring it back, count, bring its tables to this version, and do what follows."""
        source = Path(options["source"])
        try:
            brought = taking.bring_back(source)
        except TROUBLES as trouble:
            raise CommandError(str(trouble)) from None
        self.stdout.write(
            f"{sum(brought.rows.values()):,} rows in {len(brought.rows)} tables and {len(brought.files)} files, as they "
            f"were on {brought.taken_at} under version {brought.version}."
        )
        call_command("migrate", verbosity=0)  # a backup may be older than this version
        for said in after_restore(source, at=database_now()):
            self.stdout.write(said)
