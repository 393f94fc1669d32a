"""The clock of the database, which alone decides whether something was in time."""

from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Func


def database_now() -> datetime:
    """Return what time it is where the rows are kept, to the microsecond (milliseconds on SQLite)."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")
            return datetime.fromisoformat(cursor.fetchone()[0]).replace(tzinfo=UTC)
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
        return moment


class DatabaseNow(Func):
    """The same moment beside the rows of a question, so that it need not be asked apart."""

    template = "clock_timestamp()"
    output_field = DateTimeField()

    def as_sqlite(self, *_compiler: Any, **_context: Any) -> Any:
        """Write it as SQLite keeps moments."""
        return "strftime(%s, 'now')", ("%Y-%m-%d %H:%M:%f",)
