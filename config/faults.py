"""Answers to what no view could answer: as a page to people, as data to programs."""

from django.http import HttpRequest, HttpResponse

from flotilla.api import refusing
from flotilla.web import errors

INTERFACE = "/api/"


def _is_program(request: HttpRequest) -> bool:
    return request.path_info.startswith(INTERFACE) and request.path_info != INTERFACE


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that it could not be read."""
    if _is_program(request):
        too_much = isinstance(exception, errors.TOO_MUCH)
        return refusing.answer(413 if too_much else 400)
    return errors.bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours; asks nothing of the database."""
    if not _is_program(request):
        return errors.server_error(request)
    if errors.is_away():
        again = str(refusing.SENTENCES[500])
        return refusing.answer(503, {"Retry-After": errors.RETRY_AFTER}, sentence=again)
    return refusing.answer(500)
