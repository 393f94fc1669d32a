"""`manage.py backup TARGET`: copy everything to another place while the site goes on."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from flotilla.kit.moments import database_now
from flotilla.upkeep.actions import note_backup
from flotilla.upkeep.backups import taking
from flotilla.upkeep.backups.engines import ToolMissing


class Command(BaseCommand):
    """Takes a backup."""

    help = "Copy the database and the files into a new folder, with a list of sums; the site goes on meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("target", help="a folder that is not there yet, on another disk")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Copy, and write down that it was done."""
        at, began = database_now(), time.monotonic()
        try:
            taken = taking.take(Path(options["target"]), at=at)
        except (taking.NotEmpty, ToolMissing, OSError) as trouble:
            raise CommandError(str(trouble)) from None
        kept = note_backup(
            place=str(taken.place),
            bytes_kept=taken.manifest.size,
            rows=sum(taken.manifest.rows.values()),
            sha256=taken.sha256,
            by=None,
            at=at,
        )
        self.stdout.write(
            f"{kept.rows:,} rows and {len(taken.manifest.files)} files, {kept.bytes_kept:,} bytes, in {taken.place} "
            f"after {time.monotonic() - began:.1f} s. The SHA-256 of its list is {kept.sha256}.\n"
            "The keys (FLOTILLA_SECRET_KEY and that of the log) are not in it: keep them apart."
        )
