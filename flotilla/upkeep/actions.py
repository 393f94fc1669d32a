"""Writing down how the clock's jobs went."""

from datetime import datetime, timedelta

from django.db import transaction

from flotilla.people.models import Person
from flotilla.upkeep.models import Backup, Tick


@transaction.atomic
def note_tick(
    job: str, *, every: timedelta, place: str, fault: str, by: Person | None, at: datetime
) -> Tick:
    """Write down that a job ran through, or with which kind of fault it did not. Not an act, so the journal says nothing."""
    outcome = {"failed_at": at, "fault": fault[:100]} if fault else {"ran_at": at}
    tick, _is_new = Tick.objects.update_or_create(
        job=job, defaults={"every_seconds": every.total_seconds(), "place": place[:100], **outcome}
    )
    return tick


@transaction.atomic
def note_backup(
    *, place: str, bytes_kept: int, rows: int, sha256: str, by: Person | None, at: datetime
) -> Backup:
    """Write down that a backup was taken and where it lies. An operator's doing, so the journal says nothing."""
    return Backup.objects.create(
        taken_at=at,
        taken_by=by,
        place=place[-300:],
        bytes_kept=bytes_kept,
        rows=rows,
        sha256=sha256,
    )
