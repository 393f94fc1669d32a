"""Files that come with a contribution."""

import hashlib
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO

from django.core.files.base import ContentFile, File
from django.db import models, transaction
from django.db.models import Q, Sum

from flotilla.contributions.actions import refusals
from flotilla.contributions.actions.standing import CHANGEABLE, locked
from flotilla.contributions.actions.words import taken
from flotilla.contributions.models import Attachment, Contribution, Draft
from flotilla.contributions.verbs import Verb
from flotilla.journal.actions import record
from flotilla.kit import files, images
from flotilla.kit.tokens import new_token
from flotilla.people.models import Person
from flotilla.programmes.queries import open_verbs

MOST_FILES = 5
MOST_BYTES = 10_000_000
MOST_BYTES_A_DAY = 200_000_000
MOST_BYTES_OF_GUESTS_A_DAY = 5_000_000_000  # of all guests of a body, whom nothing tells apart
DAY = timedelta(days=1)
PREVIEW_WIDTH = 640


@transaction.atomic
def attach(
    thing: Draft | Contribution,
    *,
    upload: "File[bytes]",
    alt: str = "",
    by: Person | None,
    at: datetime,
) -> Attachment:
    """Add a file. Its type is decided by its content; of a picture a new copy is kept, without place and time.

    Raises TooManyFiles, TooMuchToday, TooMuchOfGuestsToday, NotStanding, StageClosed, and kit.files.FileRefused if the file
    is not what it says or not allowed.
    """
    _held(thing, at)
    if thing.attachments.count() >= MOST_FILES:
        raise refusals.TooManyFiles(most=MOST_FILES)
    inspected = files.inspect(upload.file, upload.name or "file", most_bytes=MOST_BYTES)  # type: ignore[arg-type]
    _check_today(thing, by, inspected.size, at)
    owner = {"draft": thing} if isinstance(thing, Draft) else {"contribution": thing}
    attachment = Attachment(
        **owner,
        name=(upload.name or "file")[-120:],
        alt=taken(alt, 200, field="alt"),
        media_type=inspected.media_type,
        size=inspected.size,
        sha256=inspected.sha256,
        added_at=at,
        added_by=by,
    )
    _keep(attachment, upload, inspected)
    if isinstance(thing, Contribution):
        record(Verb.ATTACHED, attachment, by=by, at=at)
    return attachment


def _held(thing: Draft | Contribution, at: datetime) -> None:
    """Hold what the file comes with, so that two at once are counted one after the other."""
    if isinstance(thing, Draft):
        Draft.objects.select_for_update().get(pk=thing.pk)
        return
    held = locked(thing)
    if held.standing not in CHANGEABLE:
        raise refusals.NotStanding
    if Verb.REVISED not in open_verbs(held.programme, at):
        raise refusals.StageClosed


def _check_today(thing: Draft | Contribution, by: Person | None, size: int, at: datetime) -> None:
    """Refuse a person, or the guests of a body together, who have sent more in a day than anybody needs."""
    today = Attachment.objects.filter(added_by=by, added_at__gt=at - DAY)
    if by is None:
        body = thing.programme.body_id
        today = today.filter(Q(draft__programme__body=body) | Q(contribution__body=body))
    sent = today.aggregate(all=Sum("size"))["all"] or 0
    if by is None and sent + size > MOST_BYTES_OF_GUESTS_A_DAY:
        raise refusals.TooMuchOfGuestsToday
    if by is not None and sent + size > MOST_BYTES_A_DAY:
        raise refusals.TooMuchToday


def _keep(attachment: Attachment, upload: "File[bytes]", inspected: files.Inspected) -> None:
    upload.seek(0)
    data = upload.read()
    if inspected.is_picture:
        small = images.preview(BytesIO(data), PREVIEW_WIDTH)
        data = images.safe_picture(BytesIO(data))
        attachment.preview.save(f"{new_token()}.jpg", ContentFile(small), save=False)
        attachment.size, attachment.sha256 = len(data), hashlib.sha256(data).hexdigest()
    attachment.file.save(f"{new_token()}.{inspected.extension}", ContentFile(data), save=False)
    attachment.save()


@transaction.atomic
def detach(attachment: Attachment, *, by: Person | None, at: datetime) -> None:
    """Remove a file. From what was sent it is removed as long as the text may be changed. Raises NotStanding, StageClosed."""
    if attachment.contribution:
        _held(attachment.contribution, at)
        record(Verb.DETACHED, attachment, by=by, at=at)
    forget_files([attachment])
    attachment.delete()


def forget_files(attachments: "models.QuerySet[Attachment] | list[Attachment]") -> None:
    """Throw the stored files away once it is certain that their rows are gone."""
    for one in attachments:
        for stored in (one.file, one.preview):
            if stored:
                transaction.on_commit(partial(stored.storage.delete, stored.name))
