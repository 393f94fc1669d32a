"""`flotilla export awards FILE --body address`: write what a body has published, as 360Giving has it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from flotilla.awards import queries
from flotilla.bodies.models import Body
from flotilla.exchange.giving import writing
from flotilla.kit.moments import database_now
from flotilla.kit.money import Money


class Command(BaseCommand):
    """Writes awards as JSON, CSV or XLSX."""

    help = "Write the published awards of a body into a file: JSON, CSV or XLSX, by the ending of its name."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what, whereto and of which body."""
        parser.add_argument("what", choices=["awards"])
        parser.add_argument("file", type=Path)
        parser.add_argument("--body", required=True, help="its address, for example marlhaven")

    def handle(self, **options: Any) -> None:
        """Write the file beside its name and then put it there, so that nobody finds half of one."""
        path, ending = options["file"], options["file"].suffix.lower().lstrip(".")
        body = Body.objects.filter(address=options["body"]).first()
        if body is None:
            raise CommandError(f"There is no body {options['body']}.")
        if ending not in writing.ENDINGS:
            raise CommandError(
                f"End the name of the file with one of: {', '.join(writing.ENDINGS)}."
            )
        awards = list(queries.published(body))
        half = path.with_name(path.name + ".part")
        try:
            with half.open("wb") as target:
                writing.write(body, awards, ending, target, at=database_now())
            half.replace(path)
        except OSError as problem:
            raise CommandError(f"{path} cannot be written: {problem.strerror}.") from None
        for code, minor in sorted(queries.sums(awards).items()):
            self.stdout.write(f"{code} {Money(minor, code).amount:,}")
        self.stdout.write(
            f"wrote {len(awards)} awards to {len({one.recipient_ref for one in awards})} recipients"
        )
