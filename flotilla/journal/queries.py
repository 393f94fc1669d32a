"""What the journal can be asked."""

from collections.abc import Collection

from django import db
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from flotilla.journal.models import Entry


def head(**place: int) -> int:
    """Return the number of the newest entry of a body_id, programme_id or contribution_id; 0 if there is none.

    It changes when and only when something happened there, so it validates cached pages.
    """
    newest = Entry.objects.filter(**place).aggregate(newest=models.Max("id"))["newest"]
    return newest or 0


# taken by their order from the end of the key: of "those above the newest but 256" PostgreSQL does not know that they are few
LATEST = "FROM (SELECT id, verb FROM flotilla_entry ORDER BY id DESC LIMIT 256) latest"
NEWEST = {
    "postgresql": (
        "SELECT floor(extract(epoch FROM clock_timestamp()) / 60)::bigint, coalesce(max(id), 0),"  # noqa: S608 - of constants
        f" coalesce(sum(id), 0)::bigint {LATEST}"
    ),
    "sqlite": (
        "SELECT CAST(strftime('%s', 'now') AS integer) / 60, coalesce(max(id), 0),"
        f" coalesce(sum(id), 0) {LATEST}"
    ),
}


NEWEST_BUT = (
    "SELECT coalesce(max(id), 0), coalesce(max(id) FILTER (WHERE verb NOT IN ({gaps})), 0),"
    " CAST(coalesce(sum(id) FILTER (WHERE verb NOT IN ({gaps})), 0) AS bigint) "
    f"{LATEST}"
)


def newest(connection: BaseDatabaseWrapper) -> tuple[int, ...]:
    """Return what changes with every entry that is written anywhere, and with every minute of the database's clock.

    The number of the newest entry alone would not do: PostgreSQL gives numbers before it commits, so an
    entry with a smaller one may come to light later. So the numbers of the last few are added up too: which they
    are changes with every entry among them, and none is ever deleted.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEWEST[connection.vendor])
        return tuple(cursor.fetchone())


def newest_but(quiet: Collection[str]) -> tuple[int, ...]:
    """Return what changes with every entry that is written anywhere, except those that say one of a few verbs.

    The last 256 entries are looked at: which is the newest that counts, what their numbers add up to, and, should all
    of them be quiet ones, which hundred of entries it is.
    """
    gaps = ", ".join(["%s"] * len(quiet))
    with db.connection.cursor() as cursor:
        cursor.execute(NEWEST_BUT.format(gaps=gaps), [*sorted(quiet), *sorted(quiet)])
        top, newest, added_up = cursor.fetchone()
    return top // 128, newest, added_up


def timeline(verbs: frozenset[str], **place: int) -> models.QuerySet[Entry]:
    """Return the entries of a place that say one of these verbs, oldest first."""
    return Entry.objects.filter(**place).with_verbs(verbs)
