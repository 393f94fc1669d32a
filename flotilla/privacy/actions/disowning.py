"""Taking down at once what was sent in somebody else's name, at the word of whoever was falsely named."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from flotilla.contributions.actions import remove
from flotilla.contributions.models import Contribution
from flotilla.contributions.verbs import Standing
from flotilla.kit.working_days import add_working_days
from flotilla.people.models import Person
from flotilla.privacy.actions.asking import ask
from flotilla.privacy.models import DataRequest
from flotilla.privacy.verbs import RequestKind

FALSE_NAME = "false_name"
GONE = frozenset({Standing.REMOVED, Standing.WITHDRAWN})


@transaction.atomic
def disown(
    contribution: Contribution,
    *,
    words: str,
    email: str,
    language: str = "",
    by: Person | None = None,
    at: datetime,
) -> DataRequest:
    """Say that one did not send what bears one's address: it is out of sight at once, and the body looks at it by the next working day.

    The count is put right by the removal, whose reason everybody can read. Saying it twice is saying it once.
    """
    contribution = Contribution.objects.select_for_update(of=("self",), no_key=True).get(
        pk=contribution.pk
    )
    waiting = DataRequest.objects.waiting().filter(
        contribution=contribution, kind=RequestKind.NOT_ME
    )
    if earlier := waiting.first():
        return earlier
    if contribution.standing not in GONE:
        remove(contribution, reason=FALSE_NAME, by=by, at=at)
    made = ask(
        contribution.body,
        kind=RequestKind.NOT_ME,
        words=words,
        email=email,
        language=language,
        contribution=contribution,
        by=by,
        at=at,
    )
    holidays = contribution.body.holidays.values_list("on", flat=True)
    today = timezone.localtime(at, contribution.body.zone).date()
    made.due_on = add_working_days(today, 1, holidays=set(holidays))
    made.save(update_fields=["due_on"])
    return made
