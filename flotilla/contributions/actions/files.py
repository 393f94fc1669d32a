"""Files that come with a contribution."""

from datetime import datetime
from io import BytesIO

from django.core.files.base import ContentFile, File
from django.db import transaction

from flotilla.contributions.actions import refusals
from flotilla.contributions.models import Attachment, Contribution, Draft
from flotilla.contributions.verbs import Verb
from flotilla.journal.actions import record
from flotilla.kit import files, images
from flotilla.kit.tokens import new_token
from flotilla.people.models import Person

MOST_FILES = 5
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

    Raises TooManyFiles, and kit.files.FileRefused if the file is not what it says or not allowed.
    """
    if thing.attachments.count() >= MOST_FILES:
        raise refusals.TooManyFiles(most=MOST_FILES)
    inspected = files.inspect(upload.file, upload.name or "file")  # type: ignore[arg-type]
    upload.seek(0)
    owner = {"draft": thing} if isinstance(thing, Draft) else {"contribution": thing}
    attachment = Attachment(
        **owner,
        name=(upload.name or "file")[-120:],
        alt=alt[:200],
        media_type=inspected.media_type,
        size=inspected.size,
        sha256=inspected.sha256,
        added_at=at,
        added_by=by,
    )
    data = upload.read()
    if inspected.is_picture:
        data, preview = (
            images.safe_picture(BytesIO(data)),
            images.preview(BytesIO(data), PREVIEW_WIDTH),
        )
        attachment.preview.save(f"{new_token()}.jpg", ContentFile(preview), save=False)
    attachment.file.save(f"{new_token()}{inspected.extension}", ContentFile(data), save=False)
    attachment.save()
    if isinstance(thing, Contribution):
        record(Verb.ATTACHED, attachment, by=by, at=at)
    return attachment


@transaction.atomic
def detach(attachment: Attachment, *, by: Person | None, at: datetime) -> None:
    """Remove a file."""
    if attachment.contribution_id:
        record(Verb.DETACHED, attachment, by=by, at=at)
    attachment.file.delete(save=False)
    attachment.preview.delete(save=False)
    attachment.delete()
