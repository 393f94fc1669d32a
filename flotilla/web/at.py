"""Which body is being visited: by path prefix /at/<address>/, else by host name, else the home body."""

import re
from collections.abc import Callable

from django.conf import settings
from django.db.models import Case, Value, When
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, set_script_prefix

from flotilla.bodies.models import Body

PREFIX = re.compile(r"^/at/([-\w]{1,50})(/.*)$")


class BodyMiddleware:
    """Finds the body, and lets every link made during the request stay in it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer below the address of the body, and leave no trace of it for the next request."""
        before = get_script_prefix()
        try:
            self._enter(request)
            return self.get_response(request)
        finally:
            set_script_prefix(before)

    def _enter(self, request: HttpRequest) -> None:
        match = PREFIX.match(request.path_info)
        if match is None:
            request.public_body = visited_body(request.get_host())  # type: ignore[attr-defined]
            return
        address, rest = match.groups()
        prefix = f"/at/{address}/"
        set_script_prefix(prefix)
        request.path_info, request.path = rest, prefix.rstrip("/") + rest
        request.META["SCRIPT_NAME"] = prefix.rstrip("/")
        request.public_body = Body.objects.filter(address=address).first()  # type: ignore[attr-defined]
        if request.public_body is None:  # type: ignore[attr-defined]
            request.urlconf = "flotilla.web.nowhere"  # type: ignore[attr-defined]


def visited_body(host: str) -> Body | None:
    """Return the body with this host name, else the one that answers where no other is named: as set, or the first."""
    nearest = Case(
        When(host=host.split(":", maxsplit=1)[0].lower(), then=Value(0)),
        When(address=settings.HOME_BODY, then=Value(1)),
        default=Value(2),
    )
    return Body.objects.alias(nearest=nearest).order_by("nearest", "pk").first()
