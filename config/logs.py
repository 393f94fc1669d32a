"""Logs: one line of JSON an event, to standard error, without personal data.

What may stand in a line is named here; addresses of people and machines, what follows a `?`, whatever looks like a secret,
and the messages of exceptions (which quote what was typed) are left out wherever they come from.
"""

import logging
import re
import traceback
from types import TracebackType
from typing import Any

import structlog

ALLOWED = ["door", "method", "status", "seconds", "job", "status_code"]
#: exceptions whose messages speak of machines and not of people
PLAIN = ("OperationalError", "InterfaceError", "OSError", "ConnectionRefusedError", "TimeoutError")
ADDRESS = re.compile(r"[^\s<>\"'(),;:=]+@[^\s<>\"'(),;]+")
MACHINE = re.compile(
    r"\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\w:])"
)
QUERY = re.compile(r"\?[^\s\"']*")
SECRET = re.compile(r"[A-Za-z0-9_\-]{24,}")
OF_DJANGO = "django."
OURS = "flotilla/"

Event = dict[str, Any]


def quiet(text: str) -> str:
    """Return a text without addresses, query strings and secrets."""
    for pattern, words in (
        (ADDRESS, "<address>"),
        (QUERY, "?…"),
        (MACHINE, "<machine>"),
        (SECRET, "…"),
    ):
        text = pattern.sub(words, text)
    return text


def without_personal_data(_logger: Any, _name: str, event: Event) -> Event:
    """Leave out of an event what tells about people."""
    record: logging.LogRecord | None = event.get("_record")
    request = getattr(record, "request", None)
    if record is not None and request is not None and record.name.startswith(OF_DJANGO):
        # Django writes the path, which can hold the token of a letter
        is_our_fault = getattr(record, "status_code", 500) >= 500
        event["event"] = "the request failed" if is_our_fault else "the request was refused"
        event["door"] = door_of(request)
    else:
        event["event"] = quiet(str(event["event"]))
    if "status_code" in event:
        event["status"] = event.pop("status_code")
    if isinstance(about := event.pop("exc_info", None), tuple) and about[1] is not None:
        event["exception"] = told(about[1])
    event.pop("stack_info", None)
    return event


def door_of(request: Any) -> str:
    """Return the pattern of the address that was asked for, never the address itself."""
    found = getattr(request, "resolver_match", None)
    return "-" if found is None else found.route or "/"


def told(fault: BaseException) -> list[Event]:
    """Return an exception and those behind it, the first cause last: kind and places, the message only where it is plain."""
    found: list[Event] = []
    now: BaseException | None = fault
    while now is not None and len(found) < 5:
        kinds = {kind.__name__ for kind in type(now).__mro__}
        one: Event = {"kind": type(now).__qualname__, "at": _places(now.__traceback__)}
        if kinds & set(PLAIN):
            one["says"] = quiet(str(now).strip().split("\n")[0])
        found.append(one)
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)
    return found


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    return [f"{_short(one.filename)}:{one.lineno} {one.name}" for one in frames][-12:]


def _short(path: str) -> str:
    for mark in ("/site-packages/", "/flotilla/"):
        if mark in path:
            return path.rpartition(mark)[2] if "site" in mark else OURS + path.partition(mark)[2]
    return path.rpartition("/")[2]


def setting(level: str, form: str) -> dict[str, Any]:
    """Return Django's LOGGING: `json` for machines, `words` for a person at a terminal."""
    chain = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(allow=ALLOWED),
        without_personal_data,
    ]
    written = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "words": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": chain,
                "processors": written,
            },
        },
        "handlers": {"error": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["error"], "level": level},
        # Django's own set-up would write and mail these once more; queries hold what people typed, so they are never logged
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            "django.db.backends": {"level": "INFO"},
        },
    }
