"""`manage.py post`: send letters and nothing else, beside the clock; any number may run at once."""

import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from flotilla.kit.moments import database_now
from flotilla.letters.post import send_due

PAUSE_SECONDS = 1.0


class Command(BaseCommand):
    """Sends what is due until it is stopped."""

    help = "Send letters beside the clock, until stopped. Several may run: each letter is taken by one."

    def handle(self, **options: Any) -> None:
        """Send until interrupted."""
        self.check(databases=["default"])
        while True:
            close_old_connections()
            if not send_due(at=database_now()):
                time.sleep(PAUSE_SECONDS)
