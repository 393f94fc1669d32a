"""The clock of the database, which alone decides whether something was in time."""

from datetime import UTC, datetime

from django.db import connection


def database_now() -> datetime:
    """Return what time it is where the rows are kept, to the microsecond (milliseconds on SQLite)."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")
            return datetime.fromisoformat(cursor.fetchone()[0]).replace(tzinfo=UTC)
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
        return moment
