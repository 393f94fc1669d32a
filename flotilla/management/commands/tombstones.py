"""Tombstones: write all erasures into a file, or erase again what they stand for, as after a backup was restored."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from flotilla.kit.moments import database_now
from flotilla.privacy import sweeping, tombstones


class Command(BaseCommand):
    """`bin/flotilla tombstones export FILE` and `bin/flotilla tombstones replay [FILE …]`."""

    help = "Keep erasures apart from the database, and erase again what they stand for in a restored one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which way, and which files."""
        parser.add_argument("way", choices=["export", "replay"])
        parser.add_argument("files", nargs="*", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it, and say how many."""
        at = database_now()
        if options["way"] == "export":
            tombstones.carry_outside(at=at)
            lines = tombstones.kept(*options["files"])
            for path in options["files"]:
                tombstones.write(path, lines)
            self.stdout.write(f"{len(lines)} tombstones kept")
            return
        lines = tombstones.kept(*options["files"])
        there = tombstones.replay(lines, at=at)
        sweeping.sweep(at=at)
        self.stdout.write(f"{len(lines)} tombstones, {there} things erased again")
