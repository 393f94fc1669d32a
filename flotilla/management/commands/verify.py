"""`flotilla verify URL`: check the public log of a site from outside, as the one file does that anybody can download."""

import runpy
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

FILE = settings.ROOT / "verify" / "flotilla_verify.py"


class Command(BaseCommand):
    """Hands over to the verifier."""

    help = "Check the public log of a site from outside; `flotilla verify URL --help` says how."
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Leave every argument to the verifier."""
        parser = super().create_parser(prog_name, subcommand, add_help=False, **kwargs)
        parser.add_argument("words", nargs="*")
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        """Run the one file with what was given."""
        sys.argv = [f"{argv[0]} {argv[1]}", *argv[2:]]
        runpy.run_path(str(FILE), run_name="__main__")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run as from the command line, for those who call the command from code."""
        self.run_from_argv(["flotilla", "verify", *options["words"]])
