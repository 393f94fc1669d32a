"""`flotilla rebuild_log`: make the tree of the public log again from the commitments."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from flotilla.journal.rebuilding import NotRebuilt, rebuild


class Command(BaseCommand):
    """Rebuilds the tree of the log."""

    help = "Make leaves and tiles of the public log again from the commitments; they must add up to the newest checkpoint."

    def handle(self, **options: Any) -> None:
        """Rebuild, and say what was mended."""
        try:
            mended = rebuild()
        except NotRebuilt as trouble:
            raise CommandError(f"{trouble} See docs/operate/record.md.") from None
        for index in mended:
            self.stdout.write(f"entry {index} was mended")
        self.stdout.write(
            f"The log adds up to its newest checkpoint. {len(mended)} entries were mended."
        )
