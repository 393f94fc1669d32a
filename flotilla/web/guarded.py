"""What guards every answer: which powers of the browser a page has, and that a session counts at one host only."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from flotilla.web.sessions import SessionStore

HOST = "host"
#: where somebody is, asked by the page that takes a point; passkeys; nothing else
POWERS = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(self), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-create=(self), "
    "publickey-credentials-get=(self), usb=(), xr-spatial-tracking=()"
)
Answer = Callable[[HttpRequest], HttpResponseBase]


def headers(get_response: Answer) -> Answer:
    """Let a page use few powers of the browser, and nobody else's page use what we answer."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", POWERS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def sessions_of_one_host(get_response: Answer) -> Answer:
    """Let a session that was begun at one host count for nothing at another, whoever carries its cookie there."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        here = request.get_host()
        has_cookie = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_cookie and request.session.get(HOST, here) != here:
            request.session = SessionStore()
        response = get_response(request)
        if not request.session.accessed:
            return response
        if "_auth_user_id" in request.session and HOST not in request.session:
            request.session[HOST] = here
        return response

    return middleware
