"""The part of the drill `appends` that runs inside a site: writers of entries beside an open transaction, and a sealer."""

import json
import sys
import threading
import time

from proofs import inside  # sets Django up

# isort: split
from django.db import connection, transaction

from flotilla.contributions.models import Contribution
from flotilla.journal.actions import record
from flotilla.journal.sealing import seal
from flotilla.kit.moments import database_now

EVERY = 5.0  # seconds, as the clock does
VERB = "contribution.considered"
PATIENCE = "SET lock_timeout = '60s'; SET idle_in_transaction_session_timeout = 0"


class Writers:
    """Threads with a connection each, that begin together when somebody has a transaction open."""

    def __init__(self, seconds: float, many: int) -> None:
        self.seconds = seconds
        self.begin, self.end = threading.Barrier(many + 1), threading.Event()
        self.appended, self.slowest, self.worked, self.lock = 0, 0.0, 0.0, threading.Lock()
        self.threads = [threading.Thread(target=self._write, args=(number,)) for number in range(many)]  # fmt: skip

    def run(self) -> None:
        """Hold a transaction with an entry open while the others write."""
        _be_patient()
        for one in self.threads:
            one.start()
        held = Contribution.objects.order_by("-pk")[0]
        with transaction.atomic():
            record(VERB, held, by=None, at=database_now())
            self.begin.wait()
            before = time.process_time()
            self.end.wait(self.seconds)
            self.end.set()
            seen, self.worked = self.appended, time.process_time() - before
        for one in self.threads:
            one.join()
        self.appended = seen

    def _write(self, number: int) -> None:
        one = Contribution.objects.order_by("pk")[number]
        _be_patient()
        self.begin.wait()
        while not self.end.is_set():
            began = time.monotonic()
            record(VERB, one, by=None, at=database_now())
            took = time.monotonic() - began
            with self.lock:
                self.appended += 1
                self.slowest = max(self.slowest, took)
        connection.close()


def _be_patient() -> None:
    with connection.cursor() as cursor:
        cursor.execute(PATIENCE)


def seal_on() -> None:
    """Give places every few seconds, as the clock does."""
    while True:
        seal(at=database_now())
        time.sleep(EVERY)


if __name__ == "__main__":
    assert inside.people()
    does, seconds, many = sys.argv[1:]
    if does == "seal":
        seal_on()
    writers = Writers(float(seconds), int(many))
    writers.run()
    said = {"appended": writers.appended, "seconds": float(seconds), "slowest": writers.slowest, "worked": writers.worked}  # fmt: skip
    json.dump(said, sys.stdout)
