"""What somebody is writing: kept on the server with every step, found again by cookie, link or account."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from flotilla.contributions import actions, queries
from flotilla.contributions.models import Draft
from flotilla.kit.tokens import new_token
from flotilla.programmes.models import Programme
from flotilla.web import doors

SALT = "flotilla.draft"
KEPT = 60 * 24 * 60 * 60


def _cookie(programme_id: int) -> str:
    return f"draft_{programme_id}"


def token_of(request: HttpRequest, programme_id: int) -> str:
    """Return the secret of the draft that this browser is writing, if there is one."""
    return request.get_signed_cookie(_cookie(programme_id), "", salt=SALT, max_age=KEPT) or ""


def keep(response: HttpResponse, programme_id: int, token: str) -> None:
    """Let this browser find the draft again."""
    response.set_signed_cookie(
        _cookie(programme_id),
        token,
        salt=SALT,
        max_age=KEPT,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget(response: HttpResponse, programme_id: int) -> None:
    """Let this browser begin anew."""
    response.delete_cookie(_cookie(programme_id), samesite="Lax")


def draft_in(request: HttpRequest, programme: Programme) -> Draft | None:
    """Return the draft that this browser, else this person, is writing for a programme."""
    person = doors.person(request)
    token = token_of(request, programme.pk)
    found = queries.draft_by_token(token, person) if token else None
    if found is None and person is not None:
        found = queries.newest_draft(programme, person)
    if found is None or found.programme_id != programme.pk:
        return None
    found.programme = programme  # known already: nobody need ask for it again
    return found


def may_read_draft(request: HttpRequest, draft: Draft) -> bool:
    """Whether this browser or this person is the one who writes the draft."""
    found = draft_in(request, draft.programme)
    return found is not None and found.pk == draft.pk


def save(
    request: HttpRequest, programme: Programme, draft: Draft | None, content: dict[str, Any]
) -> tuple[Draft, str]:
    """Keep what was typed; return the draft, and its secret if it was begun now."""
    person, at = doors.person(request), doors.now(request)
    token = ""
    if draft is None:
        token = new_token()
        draft = actions.begin_draft(programme, token=token, by=person, at=at)
    return actions.save_draft(draft, content=content, by=person, at=at), token
