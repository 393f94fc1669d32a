"""`manage.py clock`: run what runs by itself, apart from the web."""

from typing import Any

from django.core.management.base import BaseCommand

from flotilla.clock import Clock


class Command(BaseCommand):
    """Runs the clock in this process until it is stopped."""

    help = "Send letters, release decisions and do all else that runs by itself, until stopped."

    def handle(self, **options: Any) -> None:
        """Run until interrupted."""
        self.check(databases=["default"])
        clock = Clock()
        self.stdout.write("The clock runs. Ctrl+C stops it.")
        try:
            clock.run_until_stopped()
        except KeyboardInterrupt:
            clock.stopped.set()
