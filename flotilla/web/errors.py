"""Pages for when something did not work: plain, in the page's language, with a way on."""

import sys
from collections.abc import Callable
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

TOO_MUCH = (RequestDataTooBig, TooManyFilesSent)

RETRY_AFTER = "30"  # seconds

#: If even the page for our own faults cannot be drawn.
LAST_WORDS = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Something broke</title>"
    "<h1>Something broke on our side</h1><p>Please try again in a few minutes.</p></html>"
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that we could not read what was sent, or that it was too much at once."""
    if isinstance(exception, TOO_MUCH):
        return without_database("_errors/413.html", 413)
    return without_database("_errors/400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that this is not open to the person."""
    return render(request, "_errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page, or none that this person may see."""
    return render(request, "_errors/404.html", status=404)


def too_often(request: HttpRequest) -> HttpResponse:
    """Say that something was tried too often (sign-in asks for this page)."""
    return render(request, "_errors/429.html", status=429)


def is_away() -> bool:
    """Whether what is being handled is that the database is away, locked or full."""
    return isinstance(sys.exc_info()[1], (OperationalError, InterfaceError))


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours. Asks nothing of the database, which may be the fault: away, locked or full."""
    try:
        if is_away():
            response = without_database("_errors/503.html", 503)
            response["Retry-After"] = RETRY_AFTER
            return response
        return without_database("_errors/500.html", 500)
    except Exception:
        return HttpResponse(LAST_WORDS, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old or came from elsewhere, and lead back to it."""
    return render(request, "_errors/403_csrf.html", {"back": _page_before(request)}, status=403)


def without_database(template: str, status: int) -> HttpResponse:
    """Draw a page that knows neither the body nor the person."""
    return HttpResponse(loader.get_template(template).render({}), status=status)


def in_words(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Put a page where Django answers with an empty refusal: a wrong method, too much, too often."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        empty = not response.streaming and not response.content
        if response.status_code in {405, 413, 429} and empty:
            page = render(request, f"_errors/{response.status_code}.html")
            response.content = page.content
            response["Content-Type"] = page["Content-Type"]
        return response

    return middleware


def _page_before(request: HttpRequest) -> str:
    try:
        before = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    return before.path if before.netloc == request.get_host() else ""
