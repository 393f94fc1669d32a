"""What every page knows: the body visited, the person, the languages."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from flotilla.bodies import rules
from flotilla.web import doors
from flotilla.web.shared import is_shared


def place_and_person(request: HttpRequest) -> dict[str, Any]:
    """Give templates `body`, `person`, `sees_desk`, `gives_awards`, `administers`, `languages`."""
    body = getattr(request, "public_body", None)
    person = doors.person(request) if hasattr(request, "user") else None
    shared = {"csrf_token": ""} if is_shared(request) else {}
    return {
        **shared,
        "body": body,
        "person": person,
        "sees_desk": bool(person and body and rules.may_see_desk(person, body)),
        "gives_awards": bool(person and body and rules.may(person, body, "award")),
        "administers": bool(person and body and rules.may_administer(person, body)),
        "languages": settings.LANGUAGES,
        "demo": settings.DEMO,
    }
