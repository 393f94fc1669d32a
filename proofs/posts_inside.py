"""The part of the drill `posts` that runs inside a site: one post that reads the journal and sends, as fast as it can.

Of several `manage.py clock` on PostgreSQL one leads and the others wait; this is what happens when two lead at once.
"""

import time

from proofs import inside  # sets Django up

# isort: split
from django.db import DatabaseError

from flotilla.kit.moments import database_now
from flotilla.letters.actions import read_journal
from flotilla.letters.post import send_due

assert inside.people()

while True:
    for job in (read_journal, send_due):
        try:
            job(at=database_now())
        except (
            DatabaseError
        ) as met:  # the other read the same entries; the clock tries again as well
            print(type(met).__name__, flush=True)
    time.sleep(0.1)
