"""SQLite with a queue for those who write: whoever came first is next, over all threads and processes of the machine.

SQLite itself has none. Whoever finds it taken looks again after 1, 2, 5 and at last every 100 milliseconds, so the longer
somebody has waited, the likelier a newcomer is to be quicker: under load some waited for twelve seconds where each
write took thirty milliseconds.
"""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from django.db.backends.sqlite3 import base

WRITES = re.compile(r"\s*(?:BEGIN (?:IMMEDIATE|EXCLUSIVE)|INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)  # fmt: skip
USUAL = 5.0  # seconds for which Python's sqlite3 waits when nothing is said
AT_ONCE = 0.05  # seconds; who had their turn by then has their whole patience left


class Queue:
    """A lock of the system's on a file beside the database: whoever waits for it is woken in the order of coming.

    It is held only until the write has begun, so the first in the queue alone asks SQLite for its lock. Nobody waits
    longer than their patience: each has what is left of it when their turn comes, and those before came earlier. A
    process that ends lets go of it, however it ends.
    """

    def __init__(self, database: str, patience: float) -> None:
        self.patience = patience
        self.file = os.open(f"{database}.queue", os.O_CREAT | os.O_RDWR, 0o600)

    @contextmanager
    def turn(self, connection: Any) -> Iterator[None]:
        """Wait until it is one's turn; others wait until what is done inside is done."""
        began = monotonic()
        fcntl.flock(self.file, fcntl.LOCK_EX)
        waited = monotonic() - began
        try:
            if waited > AT_ONCE:
                _be_patient(connection, max(self.patience - waited, 0))
            yield
        finally:
            fcntl.flock(self.file, fcntl.LOCK_UN)
            if waited > AT_ONCE:
                _be_patient(connection, self.patience)

    def close(self) -> None:
        """Leave it."""
        os.close(self.file)


class QueuedCursor(base.SQLiteCursorWrapper):
    """A cursor that stands in the queue before it begins to write."""

    queue: Queue | None = None

    def execute(self, query: Any, params: Any = None) -> Any:
        """Run a statement, when its turn has come if it begins to write."""
        if not self._begins(query):
            return super().execute(query, params)
        with self.queue.turn(self.connection):  # type: ignore[union-attr]
            return super().execute(query, params)

    def executemany(self, query: Any, param_list: Any) -> Any:
        """Run a statement many times, when its turn has come if it begins to write."""
        if not self._begins(query):
            return super().executemany(query, param_list)
        with self.queue.turn(self.connection):  # type: ignore[union-attr]
            return super().executemany(query, param_list)

    def _begins(self, query: str) -> bool:
        """Whether this connection holds nothing yet and is about to."""
        return self.queue is not None and not self.connection.in_transaction and bool(WRITES.match(query))  # fmt: skip


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite as Django has it, but for the queue; a database in memory belongs to one process and has none."""

    queue: Queue | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, and find where the queue is."""
        connection = super().get_new_connection(conn_params)
        if self.queue is None and not self.is_in_memory_db():
            patience = float(self.settings_dict["OPTIONS"].get("timeout", USUAL))
            self.queue = Queue(str(self.settings_dict["NAME"]), patience)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """Return a cursor that knows the queue."""
        cursor = self.connection.cursor(factory=QueuedCursor)
        cursor.queue = self.queue
        return cursor

    def _close(self) -> None:
        super()._close()  # type: ignore[misc]
        if self.queue is not None:
            self.queue.close()
            self.queue = None


def _be_patient(connection: Any, seconds: float) -> None:
    connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
