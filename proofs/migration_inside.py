"""The part of the drill `migration` that runs inside a site: a new column on a large table, in steps or all at once."""

import sys
import time
from datetime import timedelta
from typing import Any

from proofs import inside  # sets Django up

# isort: split
from django.db import OperationalError, connection, models, transaction

from flotilla.journal.models import Entry
from flotilla.kit.backfill import in_batches
from flotilla.kit.moments import database_now
from flotilla.letters.models import Reading

LOCK_TRIES = 20
READ_SINCE = timedelta(hours=2)
TABLE = "flotilla_entry"


class Wide(models.Model):
    """The journal's table with the column that is to come."""

    at = models.DateTimeField()
    drill_year = models.IntegerField(null=True)

    class Meta:
        app_label, managed, db_table = "proofs", False, TABLE

    def __str__(self) -> str:
        return f"{self.at} {self.drill_year}"


def fill(many: int) -> None:
    """Put so many rows into the table, as ten years of journal would."""
    columns = (
        "at, by_id, verb, subject_kind, subject_id, body_id, programme_id, contribution_id, details"
    )
    values = "NULL, 'programme.looked', 'programme', 1, 1, 1, NULL, '{}'"
    series = {
        "sqlite": f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many}) INSERT INTO {TABLE} ({columns}) SELECT '2020-01-01 00:00:00', {values} FROM n",
        "postgresql": f"INSERT INTO {TABLE} ({columns}) SELECT timestamptz '2020-01-01', {values} FROM generate_series(1, {many})",
    }  # fmt: skip
    _run(series[connection.vendor])
    newest = Entry.objects.order_by("-id").values_list("id", flat=True)[0]
    Reading.objects.create(
        entry_id=newest, read_at=database_now() - READ_SINCE
    )  # the post has read it all
    _run("ANALYZE")


def expand() -> None:
    """Add the column empty and fill it in batches; make its index beside the work of others.

    SQLite makes no index beside others: there it is made before the filling, of the rows that are filled, so that nothing
    is sorted while everybody waits, and each batch adds its own.
    """
    _patiently(f"ALTER TABLE {TABLE} ADD COLUMN drill_year integer NULL")
    if connection.vendor == "sqlite":
        _run(f"CREATE INDEX drill_year ON {TABLE} (drill_year) WHERE drill_year IS NOT NULL")
    in_batches(Wide.objects.filter(drill_year=None), _fill_batch, size=5_000)
    if connection.vendor == "postgresql":
        _run(f"CREATE INDEX CONCURRENTLY drill_year ON {TABLE} (drill_year)")


def naive() -> None:
    """Do all of it in one transaction, as a migration does that nobody thought about."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            _run(
                f"ALTER TABLE {TABLE} ADD COLUMN drill_words text NOT NULL DEFAULT md5(random()::text)"
            )
        else:
            _run(f"ALTER TABLE {TABLE} ADD COLUMN drill_words text NULL")
            _run(f"UPDATE {TABLE} SET drill_words = hex(randomblob(16))")
        _run(f"CREATE INDEX drill_words ON {TABLE} (drill_words)")


def _fill_batch(rows: Any) -> int:
    return int(rows.update(drill_year=models.functions.ExtractYear("at")))


def _patiently(sql: str) -> None:
    """Ask for the table for two seconds at most, again and again: who waits for a lock makes all others wait."""
    if connection.vendor == "sqlite":
        _run(sql)
        return
    for _try in range(LOCK_TRIES):
        try:
            with transaction.atomic():
                _run("SET LOCAL lock_timeout = '2s'")
                _run(sql)
        except OperationalError:
            time.sleep(1)
        else:
            return
    raise OperationalError("The table was never free.")


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


if __name__ == "__main__":
    assert inside.people()
    began = time.monotonic()
    if connection.vendor == "postgresql":  # requests may not take long, an operator may
        _run("SET statement_timeout = 0")
    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]))
    else:
        {"expand": expand, "naive": naive}[sys.argv[1]]()
    print(round(time.monotonic() - began, 1))
