"""What every operation does first: who asks, in which language they read, and finding only what they may see.

The declaration `@door(...)` on each operation is its entry in the census of surfaces. Who asks is said by an access token
alone: a cookie counts for nothing here, so no page of somebody else's can act for a visitor.
"""

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial, wraps
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from flotilla.api import once, refusing
from flotilla.bodies.models import Body
from flotilla.kit import limits
from flotilla.kit.census import Audience, declared, seen
from flotilla.kit.moments import database_now
from flotilla.kit.visitors import network_of
from flotilla.people import actions
from flotilla.people.models import Person
from flotilla.people.queries import token_of

Thing = TypeVar("Thing", bound=models.Model)
View = Callable[..., HttpResponseBase]
SCHEME = "bearer"
LONGEST_SECRET = 200


def door(
    audience: Audience, *, shows: tuple[str, ...] | str
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare for whom an operation is and what it shows, and let nobody else in."""

    def wrap(operation: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(operation)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if audience is Audience.SIGNED_IN:
                known(request)
            return operation(request, *args, **kwargs)

        guarded.door = declared(audience, shows)  # type: ignore[attr-defined]
        return guarded

    return wrap


def entered(view: View) -> View:
    """Open an address: in the language asked for, as whoever the token says, and with a sentence for what is not taken."""

    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override(language_of(request)):
            response = _answered(view, request, *args, **kwargs)
            response["Content-Language"] = translation.get_language() or ""
        patch_vary_headers(response, ("Accept-Language", "Authorization"))
        if request.headers.get("Authorization"):
            response["Cache-Control"] = "private, no-store"
        return response

    return opened


def _answered(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    try:
        if seconds := _too_often(request):
            return refusing.answer(429, {"Retry-After": str(seconds)})
        if request.method in {"POST", "PUT", "PATCH"} and request.body and request.content_type != "application/json":  # fmt: skip
            return refusing.answer(415)
        response = once.answered(request, partial(view, request, *args, **kwargs), by=request.token_person, now=partial(now, request))  # type: ignore[attr-defined]  # fmt: skip
    except refusing.Unknown:
        return refusing.answer(401)
    except Http404:
        return refusing.answer(404)
    except RequestDataTooBig:
        return refusing.answer(413)
    except OSError:  # the connection broke while it was read
        return refusing.answer(400)
    if response.status_code == 405:
        return refusing.answer(405, {"Allow": response["Allow"]})
    return response


def _too_often(request: HttpRequest) -> int:
    """Learn who asks and count it, tokens that open nothing too; return after how many seconds to ask again, or 0."""
    request.token_person = None  # type: ignore[attr-defined]
    unknown: refusing.Unknown | None = None
    try:
        request.token_person = _who(request)  # type: ignore[attr-defined]
    except refusing.Unknown as refused:
        unknown = refused
    found: Person | None = request.token_person  # type: ignore[attr-defined]
    seconds = limits.wait(
        "ask the API" if request.method in {"GET", "HEAD", "OPTIONS"} else "change by the API",
        person=found.pk if found else None,
        network=network_of(request.META, proxies=settings.PROXIES),
        now=time.time(),
    )
    if unknown and not seconds:
        raise unknown
    return seconds


def _who(request: HttpRequest) -> Person | None:
    """Return for whom the token of a request acts; None if it brings none. Raises Unknown if it opens nothing.

    The roles of staff rest: they need a second factor, which a program does not have.
    """
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != SCHEME:
        return None
    at = now(request)
    token = None
    if secret and len(secret) <= LONGEST_SECRET:
        token = token_of(secret.strip(), timezone.localtime(at).date())
    if token is None:
        raise refusing.Unknown
    actions.see_token_used(token, at=at)
    token.person.has_second_factor = lambda: False  # type: ignore[attr-defined]
    return token.person


def language_of(request: HttpRequest) -> str:
    """Return the best language that we have of those asked for, whatever a browser keeps in its cookies."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return translation.get_supported_language_variant(code)
        except LookupError:
            continue
    return translation.get_supported_language_variant("en-gb")


def person(request: HttpRequest) -> Person | None:
    """Return for whom the request acts, or None for a guest."""
    found: Person | None = request.token_person  # type: ignore[attr-defined]
    return found


def known(request: HttpRequest) -> Person:
    """Return for whom the request acts, where guests are not let in. Raises Unknown."""
    found = person(request)
    if found is None:
        raise refusing.Unknown
    return found


def body(request: HttpRequest) -> Body:
    """Return the body being visited, by host or by prefix; 404 on a server that has none yet."""
    found: Body | None = request.public_body  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


def now(request: HttpRequest) -> datetime:
    """Return the moment of this request by the clock of the database, asked once."""
    if not hasattr(request, "_database_now"):
        request._database_now = database_now()  # type: ignore[attr-defined]
    moment: datetime = request._database_now  # type: ignore[attr-defined]
    return moment


def find(request: HttpRequest, things: "models.QuerySet[Thing]", **lookup: Any) -> Thing:
    """Load a thing that the person may see; for all else answer as if it were not there."""
    thing = seen(things, person(request), **lookup)
    if thing is None:
        raise Http404
    return thing
