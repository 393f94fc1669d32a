"""`flotilla import contributions FILE --programme body/address` or `flotilla import awards FILE --body address`."""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from flotilla.bodies.models import Body
from flotilla.exchange import actions, mapping
from flotilla.exchange.giving.bringing import bring_awards
from flotilla.exchange.models import ImportRun
from flotilla.kit import fulltext, spreadsheet
from flotilla.kit.moments import database_now
from flotilla.kit.refusal import Refusal
from flotilla.kit.wording import say
from flotilla.people.models import Person
from flotilla.programmes.models import Programme


class Command(BaseCommand):
    """Brings contributions, or awards as 360Giving has them, over from CSV, TSV, XLSX, JSON or JSON Lines."""

    help = "Bring contributions or awards over from a file. Can be stopped, repeated and tried first; importing twice adds nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what, from where, whereto and how."""
        parser.add_argument("what", choices=["contributions", "awards"])
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--programme", help="of contributions: body/address, for example marlhaven/short-trips"
        )
        parser.add_argument(
            "--body", help="of awards: the address of the body, for example marlhaven"
        )
        parser.add_argument(
            "--mapping",
            help=f"of contributions: a TOML file, or one that ships: {', '.join(mapping.shipped())}",
        )
        parser.add_argument(
            "--links", type=Path, help="a second file that says which belongs to which"
        )
        parser.add_argument("--by", help="e-mail address of the officer in whose name it is done")
        parser.add_argument("--dry-run", action="store_true", help="report, change nothing")
        parser.add_argument(
            "--allow-refused", action="store_true", help="end well even if rows were refused"
        )

    def handle(self, **options: Any) -> None:
        """Bring the file over and end with one line that says how it went."""
        if options["what"] == "awards":
            self._awards(options)
            return
        for needed in ("programme", "mapping"):
            if not options[needed]:
                raise CommandError(f"Give --{needed}.")
        try:
            run = self._begin(options)
            while not run.finished_at:
                run = actions.go_on(run, by=run.begun_by, at=database_now())
                self._progress(run)
        except (Refusal, spreadsheet.Unreadable) as problem:
            raise CommandError(str(problem)) from None
        fulltext.refresh(connection)
        self._report(run)
        if run.refused and not options["allow_refused"]:
            sys.exit(1)

    def _awards(self, options: dict[str, Any]) -> None:
        body = Body.objects.filter(address=options["body"] or "").first()
        if body is None:
            raise CommandError(f"There is no body {options['body']}. Name it with --body.")
        by, path = self._by(options), options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        try:
            with path.open("rb") as file:
                brought = bring_awards(
                    body,
                    file=file,
                    name=path.name,
                    is_rehearsal=options["dry_run"],
                    by=by,
                    at=database_now(),
                )
        except spreadsheet.Unreadable as problem:
            raise CommandError(str(problem)) from None
        for line, reference, reason in brought.refused:
            self.stdout.write(f"line {line} ({reference}): {reason}")
        if brought.left_out:
            self.stdout.write(f"columns left out: {', '.join(brought.left_out)}")
        for total in brought.totals:
            self.stdout.write(f"{total} to {len(brought.recipients)} recipients")
        self.stdout.write(brought.last_line)
        if brought.refused and not options["allow_refused"]:
            sys.exit(1)

    def _by(self, options: dict[str, Any]) -> Person | None:
        by = Person.objects.filter(email=(options["by"] or "").lower()).first()
        if options["by"] and by is None:
            raise CommandError(f"There is no account {options['by']}.")
        return by

    def _begin(self, options: dict[str, Any]) -> ImportRun:
        body, _slash, address = options["programme"].partition("/")
        programme = Programme.objects.filter(body__address=body, address=address).first()
        if programme is None:
            raise CommandError(
                f"There is no programme {options['programme']}. Name it as body/address."
            )
        by = self._by(options)
        for path in (options["file"], options["links"]):
            if path and not path.is_file():
                raise CommandError(f"There is no file {path}.")
        facts = mapping.load(options["mapping"])
        links = options["links"]
        with options["file"].open("rb") as file, ExitStack() as more:
            links_file = (
                File(more.enter_context(links.open("rb")), name=links.name) if links else None
            )
            return actions.begin_import(
                programme,
                file=File(file, name=options["file"].name),
                mapping=facts,
                links_file=links_file,
                is_rehearsal=options["dry_run"],
                by=by,
                at=database_now(),
            )

    def _progress(self, run: ImportRun) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{run.last_line}", ending="")

    def _report(self, run: ImportRun) -> None:
        for refusal in run.refusals.all():
            self.stdout.write(f"line {refusal.line} ({refusal.reference}): {refusal.reason}")
        for tally in run.tallies:
            self.stdout.write(f"{say(tally['words'])}: {tally['total']:,}")
        if run.joined:
            self.stdout.write(f"joined to another: {run.joined:,}")
        self.stdout.write(run.last_line)
