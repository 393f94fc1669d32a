"""The letters of the story."""

from datetime import timedelta

from flotilla.journal.models import Entry
from flotilla.letters.actions import read_journal
from flotilla.letters.models import Reading
from flotilla.letters.post import send_due
from flotilla.management.story.teller import DAY, Teller

LETTERS_OF = timedelta(days=12)  # letters older than this were read long ago


def send_letters(teller: Teller) -> None:
    """Write and send the letters of the last days, each on its day; earlier ones were read long ago."""
    start = teller.now - LETTERS_OF
    old = Entry.objects.filter(at__lt=start).values_list("pk", flat=True)
    Reading.objects.bulk_create([Reading(entry_id=pk, read_at=start) for pk in old])
    day = start
    while day <= teller.now:
        fresh = Entry.objects.filter(at__gt=day).values_list("pk", flat=True)
        later = [Reading(entry_id=pk, read_at=day) for pk in fresh]
        Reading.objects.bulk_create(later)
        while read_journal(at=day):
            pass
        send_due(at=day, limit=1000, turn=3600)
        Reading.objects.filter(pk__in=[one.pk for one in later]).delete()
        day = teller.now if day < teller.now < day + DAY else day + DAY
