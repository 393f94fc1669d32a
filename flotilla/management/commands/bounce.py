"""`manage.py bounce < report`: take what came back to the mailbox for it; a mail system on this machine pipes it here."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from flotilla.kit.moments import database_now
from flotilla.letters.bounces import take_back

MOST = 1_000_000


class Command(BaseCommand):
    """Marks the letters that a report says did not arrive."""

    help = "Read one report of undelivered mail (RFC 3464) and mark the letters that it names; anything else is ignored."

    def handle(self, **options: Any) -> None:
        """Read one message."""
        count = take_back(sys.stdin.buffer.read(MOST), at=database_now())
        self.stdout.write(f"{count} marked as come back.")
