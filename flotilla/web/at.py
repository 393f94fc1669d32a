"""Which body is being visited: by path prefix /at/<address>/, else by host name, else the home body."""

import re
from collections.abc import Callable

from django.conf import settings
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, set_script_prefix

from flotilla.bodies.models import Body
from flotilla.kit.asked_often import asked_often
from flotilla.kit.moments import DatabaseNow

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
            self._visit(request, visited_body(request.get_host()))
            return
        address, rest = match.groups()
        prefix = f"/at/{address}/"
        set_script_prefix(prefix)
        request.path_info, request.path = rest, prefix.rstrip("/") + rest
        request.META["SCRIPT_NAME"] = prefix.rstrip("/")
        if self._visit(request, _named.first(address)) is None:
            request.urlconf = "flotilla.web.nowhere"  # type: ignore[attr-defined]

    @staticmethod
    def _visit(request: HttpRequest, body: Body | None) -> Body | None:
        """Note the body, and for a page the moment that came with it; what changes something asks when it has come in whole."""
        request.public_body = body  # type: ignore[attr-defined]
        if body is not None and request.method in {"GET", "HEAD"}:
            request._database_now = body.asked_at  # type: ignore[attr-defined]
        return body


def visited_body(host: str) -> Body | None:
    """Return the body with this host name, else the one that answers where no other is named: as set, or the first."""
    return _nearest.first(host.split(":", maxsplit=1)[0].lower(), settings.HOME_BODY)


@asked_often
def _nearest(host: str, home: str) -> "QuerySet[Body]":
    nearest = Case(
        When(host=host, then=Value(0)), When(address=home, then=Value(1)), default=Value(2)
    )
    known = Body.objects.alias(nearest=nearest).annotate(asked_at=DatabaseNow())
    return known.order_by("nearest", "pk")[:1]


@asked_often
def _named(address: str) -> "QuerySet[Body]":
    return Body.objects.filter(address=address).annotate(asked_at=DatabaseNow())
