"""Giving out files that came with contributions, to whoever may read their words, and to nobody else."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.http import content_disposition_header

from flotilla.contributions import rules
from flotilla.contributions.models import Attachment, Contribution
from flotilla.web import doors
from flotilla.web.contributions.drafting import may_read_draft
from flotilla.web.doors import Audience, door

SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


@door(Audience.EVERYONE, shows="file")
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give out a file: pictures to look at, everything else to keep."""
    found = _file(request, pk)
    if not found.file:
        raise Http404
    return _given(found.file, found.media_type, found.name)


@door(Audience.EVERYONE, shows="file")
def file_preview(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give out the small copy of a picture."""
    found = _file(request, pk)
    if not found.preview:
        raise Http404
    return _given(found.preview, "image/jpeg", found.name)


def _file(request: HttpRequest, pk: int) -> Attachment:
    found = Attachment.objects.select_related("contribution", "draft").filter(pk=pk).first()
    if found is None or not _may_read(request, found):
        raise Http404
    return found


def _may_read(request: HttpRequest, found: Attachment) -> bool:
    person = doors.person(request)
    if found.contribution_id is None:
        return found.draft is not None and may_read_draft(request, found.draft)
    seen = Contribution.objects.visible_to(person).select_related("programme__body")
    contribution = seen.filter(pk=found.contribution_id).first()
    return contribution is not None and rules.may_read_words(person, contribution)


def _given(stored: "object", media_type: str, name: str) -> HttpResponseBase:
    try:
        opened = stored.open("rb")  # type: ignore[attr-defined]
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(opened, content_type=media_type)
    keep = media_type not in SHOWN
    answer["Content-Disposition"] = content_disposition_header(keep, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
