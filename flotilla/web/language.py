"""Which language a page speaks: the one chosen on this device, else the person's, else what the browser asks for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

COOKIE = settings.LANGUAGE_COOKIE_NAME


class LanguageMiddleware:
    """Speaks the language and shows the times of the visitor's body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language and by the clock of this request alone."""
        body = getattr(request, "public_body", None)
        with (
            translation.override(choose(request)),
            timezone.override(body.zone if body else None),
        ):
            request.LANGUAGE_CODE = translation.get_language()  # type: ignore[attr-defined]
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
            return response


def choose(request: HttpRequest) -> str:
    """Return a language that we have."""
    known = dict(settings.LANGUAGES)
    wanted = (
        request.COOKIES.get(COOKIE),
        getattr(getattr(request, "user", None), "language", None),
    )
    for code in wanted:
        if code in known:
            return code
    return translation.get_language_from_request(request)
