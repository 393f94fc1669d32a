"""Each request has a number, which stands in its log lines and in the header of its answer, and is counted."""

import logging
import re
import time
from collections.abc import Callable
from uuid import uuid4

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from config.logs import door_of
from flotilla.web import metrics

log = logging.getLogger(__name__)
HEADER = "X-Request-ID"
NUMBER = re.compile(r"^[A-Za-z0-9-]{8,64}$")


class TracedMiddleware:
    """Gives each request its number, and writes one line when it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, count, and say so in the log: which door, which status, how long; never who or what."""
        number, began = number_of(request), time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=number):
            response = self.get_response(request)
            seconds = time.perf_counter() - began
            which, how = door_of(request), metrics.method_of(request)
            metrics.answered(which, how, response.status_code, seconds)
            facts = {"door": which, "method": how, "status": response.status_code}
            if which != "-" or response.status_code >= 400:  # style and scripts are only counted
                log.info("answered", extra={**facts, "seconds": round(seconds, 4)})
        response[HEADER] = number
        return response


def number_of(request: HttpRequest) -> str:
    """Return the number that the proxy in front of us gave, if there is one, else a new one."""
    given = request.headers.get(HEADER, "") if settings.BEHIND_PROXY else ""
    return given if NUMBER.match(given) else uuid4().hex
