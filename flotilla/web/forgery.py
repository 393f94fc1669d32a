"""Forms that come from our own pages and from nowhere else.

Whoever has a session shows the token of their form, as Django asks. A page that everybody is shown the same carries
no token; who sends its form without a session is believed where the browser says that the form was on our own page.
There is nothing in such a request that another site could misuse: it acts for nobody.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware


class ForgeryMiddleware(CsrfViewMiddleware):
    """Django's own, and the word of the browser for those without a session."""

    def process_view(
        self, request: HttpRequest, callback: Any, callback_args: Any, callback_kwargs: Any
    ) -> HttpResponseForbidden | None:
        """Let a form in that comes from our own page."""
        nobody = settings.SESSION_COOKIE_NAME not in request.COOKIES
        if request.method == "POST" and nobody and self._is_from_here(request):
            return self._accept(request)  # type: ignore[attr-defined,no-any-return]
        return super().process_view(request, callback, callback_args, callback_kwargs)

    def _is_from_here(self, request: HttpRequest) -> bool:
        """Whether the browser says so: by the origin, else by the page before."""
        if "HTTP_ORIGIN" in request.META:
            return bool(self._origin_verified(request))  # type: ignore[attr-defined]
        if "HTTP_SEC_FETCH_SITE" in request.META:
            return bool(request.META["HTTP_SEC_FETCH_SITE"] == "same-origin")
        try:
            before = urlsplit(request.META.get("HTTP_REFERER", ""))
        except ValueError:
            return False
        return (before.scheme, before.netloc) == (request.scheme, request.get_host())
