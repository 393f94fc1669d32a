"""Pages that are the same for everybody without an account: kept as they left, until the journal says that something happened.

Every act is an entry of the journal, so a page that shows nothing else is right as long as no entry was added; and for
a minute at most, because stages open by the clock. Kept in the memory of the process, compressed, each by address,
host, scheme and language. A page that was made for somebody, or that sets a cookie, is never kept.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from flotilla.journal.queries import newest
from flotilla.web.language import choose

Key = tuple[str | bool, ...]
Happening = Callable[[datetime], None]
LONGEST_QUERY = 300
MEGABYTE = 1_000_000
PERSONAL = (settings.SESSION_COOKIE_NAME, "messages")
NOT_IN_304 = {"Content-Length", "Content-Encoding", "Content-Type"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it left: its body, its headers, what it is true for, and what happens each time it is seen."""

    body: bytes
    headers: dict[str, str]
    validator: tuple[int, ...]
    each_time: tuple[Happening, ...]
    match: Any = None  # the door, for the log


class Keeper:
    """The pages that this process keeps, the ones asked for longest ago given up first."""

    def __init__(self) -> None:
        self.pages: OrderedDict[Key, Kept] = OrderedDict()
        self.size = 0
        self.lock = Lock()

    def get(self, key: Key, validator: tuple[int, ...]) -> Kept | None:
        """Return the page if it is kept and still true."""
        kept = self.pages.get(key)
        if kept is None or kept.validator != validator:
            return None
        with self.lock:
            if key in self.pages:
                self.pages.move_to_end(key)
        return kept

    def keep(self, key: Key, page: Kept, most: int) -> None:
        """Keep a page, and give up others until all fit in so many bytes."""
        with self.lock:
            self._drop(key)
            self.pages[key] = page
            self.size += len(page.body)
            while self.size > most and self.pages:
                self._drop(next(iter(self.pages)))

    def clear(self) -> None:
        """Give up all pages."""
        with self.lock:
            self.pages.clear()
            self.size = 0

    def _drop(self, key: Key) -> None:
        if old := self.pages.pop(key, None):
            self.size -= len(old.body)


keeper = Keeper()


class SharedPages:
    """Answers from what is kept where it can; stands before everything else, so that such an answer costs nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        key = key_of(request) if settings.PAGES_KEPT_MB else None
        if key is None:
            return self.get_response(request)
        validator = newest(connection)  # before anything is read that the page shows
        if kept := keeper.get(key, validator):
            request.resolver_match = kept.match
            for happening in kept.each_time:
                happening(datetime.fromtimestamp(validator[0] * 60, UTC))
            return answer(request, kept)
        request.may_be_shared = True  # type: ignore[attr-defined]
        response = self.get_response(request)
        if not is_shared(request) or not _is_for_all(request, response):
            return response
        kept = _kept(request, response, validator)  # type: ignore[arg-type]
        keeper.keep(key, kept, settings.PAGES_KEPT_MB * MEGABYTE)
        return answer(request, kept)

    def process_view(self, request: HttpRequest, view: Any, *_given: Any) -> None:
        """Note before anything is made that the page is for everybody: its forms then carry no token of one visitor."""
        door = getattr(view, "door", None)
        if getattr(request, "may_be_shared", False) and door is not None and door.cacheable:
            request.is_shared = True  # type: ignore[attr-defined]


def is_shared(request: HttpRequest) -> bool:
    """Say whether the page that is being made will be shown to others too."""
    return getattr(request, "is_shared", False)


def make_own(request: HttpRequest) -> None:
    """Say that this answer is for this visitor alone after all."""
    request.is_shared = False  # type: ignore[attr-defined]


def each_time(request: HttpRequest, happening: Happening, at: datetime) -> None:
    """Let something happen now and each time this page is seen, kept or not."""
    happening(at)
    request.each_time = (*getattr(request, "each_time", ()), happening)  # type: ignore[attr-defined]


def key_of(request: HttpRequest) -> Key | None:
    """Return by what a page is told from others; None for what is never kept."""
    query = request.META.get("QUERY_STRING", "")
    if (
        request.method != "GET"
        or len(query) > LONGEST_QUERY
        or any(name in request.COOKIES for name in PERSONAL)
        or "HTTP_AUTHORIZATION" in request.META
        or request.path.startswith(settings.STATIC_URL)
    ):
        return None
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    packed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    return request.is_secure(), host, request.path, query, choose(request), packed


def _is_for_all(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether it is a whole page, made without a token, a cookie or a session for one visitor."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and not request.session.modified
    )


def _kept(request: HttpRequest, response: HttpResponse, validator: tuple[int, ...]) -> Kept:
    patch_vary_headers(response, ("Accept-Language", "Accept-Encoding", "Cookie"))
    response.headers.setdefault("Cache-Control", "no-cache")
    response["ETag"] = f'W/"{blake2b(response.content, digest_size=12).hexdigest()}"'
    response["Content-Length"] = str(len(response.content))
    happenings = getattr(request, "each_time", ())
    return Kept(
        response.content, dict(response.items()), validator, happenings, request.resolver_match
    )


def answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    """Return a kept page, or that the visitor has it already."""
    known = request.META.get("HTTP_IF_NONE_MATCH")
    if known and kept.headers["ETag"] in known:
        response: HttpResponse = HttpResponseNotModified()
        for name, value in kept.headers.items():
            if name not in NOT_IN_304:
                response[name] = value
        return response
    return HttpResponse(kept.body, headers=kept.headers)
