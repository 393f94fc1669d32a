"""From rehearsal to the real thing: what was made while trying out is wiped, then the programme opens, or is discarded."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction

from flotilla.contributions.actions.files import forget_files
from flotilla.contributions.models import Attachment, Contribution, Draft
from flotilla.contributions.verbs import Channel
from flotilla.people.models import Person
from flotilla.programmes import actions as programmes
from flotilla.programmes.actions.refusals import AlreadyOpen, HoldsContributions
from flotilla.programmes.models import Opening, Programme, Rehearsal
from flotilla.programmes.queries import Finding

NOTHING: Mapping[str, str] = {}


@transaction.atomic
def launch(
    programme: Programme,
    *,
    findings: Iterable[Finding] = (),
    overrides: Mapping[str, str] = NOTHING,
    confirmed: Collection[str] = (),
    by: Person | None,
    at: datetime,
) -> Opening:
    """Open a programme, wiping the rehearsal first if there was one: the only way in which doors open it.

    Refuses as programmes.actions.open does; then the rehearsal stays as it was.
    """
    if Programme.objects.get(pk=programme.pk).is_rehearsing:
        wipe_rehearsal(programme, by=by, at=at)
    return programmes.open(
        programme, findings=findings, overrides=overrides, confirmed=confirmed, by=by, at=at
    )


@transaction.atomic
def wipe_rehearsal(programme: Programme, *, by: Person | None, at: datetime) -> Rehearsal:
    """Delete all that was sent, said and answered in a rehearsal, with its files and drafts; themes stay.

    Raises AlreadyOpen, NoRehearsal.
    """
    rehearsal = programmes.end_rehearsal(programme, by=by, at=at)
    drafts = Draft.objects.filter(programme=programme)
    sent = Contribution.objects.filter(programme=programme)
    files = Attachment.objects.filter(contribution__in=sent) | Attachment.objects.filter(
        draft__in=drafts
    )
    forget_files(files)
    drafts.delete()
    sent.delete()
    return rehearsal


@transaction.atomic
def discard(programme: Programme, *, by: Person | None, at: datetime) -> None:
    """Throw away a draft, wiping its rehearsal first if there was one: the only way in which doors discard it.

    What came from outside a rehearsal is never lost: with it in the draft, this is refused.
    Raises AlreadyOpen, HoldsContributions.
    """
    held = Programme.objects.select_for_update().get(pk=programme.pk)
    sent = Contribution.objects.filter(programme=held)
    strange = sent.filter(channel=Channel.IMPORT) if held.is_rehearsing else sent
    if held.has_opened:
        raise AlreadyOpen
    if strange.exists():
        raise HoldsContributions
    if held.is_rehearsing:
        wipe_rehearsal(held, by=by, at=at)
    forget_files(Attachment.objects.filter(draft__programme=held))
    programmes.discard(held, by=by, at=at)
