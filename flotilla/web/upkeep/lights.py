"""What the status page says: each light with its state in words, and what to do when it is not green."""

import platform
from dataclasses import dataclass
from datetime import datetime, timedelta

import django
from django.db import connection
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from flotilla.kit import written
from flotilla.upkeep import queries
from flotilla.upkeep.models import Tick

LETTER_LATE = timedelta(minutes=10)
BACKUP_OLD = timedelta(hours=26)  # one a day, and two hours for it to be late
LITTLE_SPACE, HARDLY_SPACE = 0.2, 0.05


@dataclass(frozen=True)
class Light:
    """One thing that is well or not: its name, the shape and word of its state, what is so, and what to do."""

    name: str
    shape: str
    word: str
    so: str
    do: str = ""


def lights(at: datetime) -> list[Light]:
    """Return every light, in the order in which trouble spreads."""
    return [
        _database(),
        _search(),
        _cache(),
        _clock(at),
        _seal(at),
        _letters(at),
        _given_up(at),
        _disk(),
        _backup(at),
    ]


def _well(name: str, so: str) -> Light:
    return Light(name, "good", _("Well"), so)


def _look(name: str, so: str, do: str) -> Light:
    return Light(name, "warn", _("Look at it"), so, do)


def _act(name: str, so: str, do: str) -> Light:
    return Light(name, "stop", _("Act now"), so, do)


def _database() -> Light:
    name = _("Database")
    if queries.is_ready():
        return _well(name, _("It takes writes, and its tables are those of this version."))
    return _act(
        name,
        _("It takes no writes, or its tables are not those of this version."),
        _("Run “bin/flotilla migrate”. If that does not help, see whether the database runs and has space."),
    )  # fmt: skip


def _search() -> Light:
    name = _("Search")
    if queries.is_searchable():
        return _well(name, _("It keeps up with what is written."))
    return _act(
        name,
        _(
            "It does not notice what is written: a change of the tables has taken its triggers away."
        ),
        _("Run “bin/flotilla search --anew”. Nothing is lost."),
    )


def _cache() -> Light:
    name = _("Shared cache")
    if queries.cache_answers():
        return _well(name, _("It answers."))
    return _look(
        name,
        _("It does not answer. Pages work, but each process counts tries at signing in by itself."),
        _("See whether Valkey runs and can be reached at the address in FLOTILLA_CACHE_URL."),
    )


def _clock(at: datetime) -> Light:
    name = _("What runs by itself")
    if not Tick.objects.exists():
        return _act(
            name,
            _("The clock has never run: no letter leaves and no decision is released."),
            _("Start “bin/flotilla clock”, or let the web run it with FLOTILLA_CLOCK=yes."),
        )
    if late := queries.late_jobs(at):
        jobs = ", ".join(f"{tick.job} ({tick.fault})" if tick.fault else tick.job for tick in late)
        return _act(
            name,
            _("Not done in time, or failed: %(jobs)s.") % {"jobs": jobs},
            _("See whether “bin/flotilla clock” runs, and read its log. Nothing is lost: it catches up."),
        )  # fmt: skip
    last = max(tick.ran_at for tick in Tick.objects.all() if tick.ran_at)
    so = _("Every job was done in time. The last note is of %(moment)s.")
    return _well(name, so % {"moment": written.moment_text(last)})


def _seal(at: datetime) -> Light:
    name = _("Public log")
    sealed = queries.seal()
    if sealed.signed_at is None and not sealed.waiting:
        return _well(name, _("Nothing has happened yet that belongs in it."))
    so = (
        _("Signed last on %(moment)s.") % {"moment": written.moment_text(sealed.signed_at)}
        if sealed.signed_at
        else _("Not signed yet.")
    )
    if sealed.waiting:
        waits = ngettext(
            "%(n)s entry waits for its place.",
            "%(n)s entries wait for their place.",
            sealed.waiting,
        )
        so = f"{so} {waits % {'n': written.number_text(sealed.waiting)}}"
    if not sealed.is_late(at):
        return _well(name, so)
    return _act(
        name,
        so,
        _("See whether the clock runs, and whether every process has the same FLOTILLA_LOG_KEY. Receipts promise a place within minutes."),
    )  # fmt: skip


def _letters(at: datetime) -> Light:
    name = _("Letters")
    count, oldest = queries.waiting(at)
    if oldest is None:
        return _well(name, _("None waits."))
    words = {"n": written.number_text(count), "time": timesince(oldest, at)}
    so = (
        ngettext(
            "%(n)s waits to leave, since %(time)s.",
            "%(n)s wait to leave, the oldest since %(time)s.",
            count,
        )
        % words
    )
    if at - oldest < LETTER_LATE:
        return _well(name, so)
    return _act(name, so, _("See whether the mail server answers and the clock runs. No letter is lost; they leave once it does."))  # fmt: skip


def _given_up(at: datetime) -> Light:
    name = _("Letters given up")
    count = queries.given_up(at)
    if not count:
        return _well(name, _("None in the last seven days."))
    so = ngettext("%(n)s in the last seven days.", "%(n)s in the last seven days.", count)
    return _look(
        name,
        so % {"n": written.number_text(count)},
        _("The desk shows whose they are. Ask those people for another address."),
    )


def _disk() -> Light:
    name = _("Space on the disk")
    space = queries.disk()
    so = _("%(share)s is free: %(free)s of %(total)s GB.") % {
        "share": written.share_text(space.share_free),
        "free": written.number_text(space.free / 1e9, 1),
        "total": written.number_text(space.total / 1e9, 1),
    }
    if space.share_free >= LITTLE_SPACE:
        return _well(name, so)
    do = _(
        "Make space or a larger disk. When it is full nothing more is accepted; what was accepted stays."
    )
    return (_look if space.share_free >= HARDLY_SPACE else _act)(name, so, do)


def _backup(at: datetime) -> Light:
    name = _("Last backup")
    last = queries.last_backup()
    do = _("Run “bin/flotilla backup” every day and keep the copy on another machine. Try the restore.")  # fmt: skip
    if last is None:
        return _act(name, _("None was ever taken."), do)
    words = {
        "moment": written.moment_text(last.taken_at),
        "size": written.number_text(last.bytes_kept / 1e6, 1),
        "place": last.place,
    }
    so = _("Taken %(moment)s: %(size)s MB in %(place)s.") % words
    return _well(name, so) if at - last.taken_at < BACKUP_OLD else _look(name, so, do)


def versions() -> list[dict[str, str]]:
    """Return what runs here, for whoever asks for help."""
    return [
        {"name": "Flotilla", "text": queries.version()},
        {"name": "Django", "text": django.get_version()},
        {"name": "Python", "text": platform.python_version()},
        {"name": connection.display_name, "text": _database_version()},
    ]


def _database_version() -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
        else:
            cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])
