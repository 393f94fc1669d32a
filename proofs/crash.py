"""Middleware that a drill puts before everything else: crashes on demand, and answers that come too early."""

import json
import os
import signal
import threading
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]
BEFORE_ANSWER = "answer"


def on_demand(get_response: Respond) -> Respond:
    """Kill -9 this process where the header X-Drill-Crash says: before the answer, or at one of the SQL statements."""

    def middleware(request: HttpRequest) -> HttpResponse:
        where = request.headers.get("X-Drill-Crash", "")
        if not where:
            return get_response(request)
        if where == BEFORE_ANSWER:
            get_response(request)
            _crash()
        with connection.execute_wrapper(_at_statement(int(where))):
            get_response(request)
        _crash()
        return HttpResponse(status=500)

    return middleware


def _at_statement(number: int) -> Callable[..., Any]:
    left = [number]

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            _crash()
        return execute(sql, params, many, context)

    return wrapper


def _crash() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def too_early(get_response: Respond) -> Respond:
    """Say that a write is kept before the transaction has committed; for controls, which must lose by it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return get_response(request)
        body = request.body
        threading.Thread(target=_later, args=(get_response, request), daemon=True).start()
        if request.path.endswith("/comments/"):
            return HttpResponse(status=302, headers={"Location": "#comment-0"})
        if request.path.endswith("/support"):
            return HttpResponse('{"supported_by_me": true}')
        said = {"title": json.loads(body)["title"], "number": 0}
        return HttpResponse(json.dumps(said), status=201)

    return middleware


def _later(get_response: Respond, request: HttpRequest) -> None:
    get_response(request)
    connection.close()
