"""Whether this copy is set up as a site that people can trust."""

from collections.abc import Iterator
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings

from config.checks.finding import Finding

SHORTEST_KEY, FEWEST_SIGNS = 50, 10
KNOWN_KEYS = ("demo-only-", "django-insecure-", "fifty random characters")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
SMTP = "django.core.mail.backends.smtp.EmailBackend"
NO_DOMAINS = ("localhost", "localdomain", "invalid", "example", "test")


def findings() -> Iterator[Finding]:
    """Look at the settings."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    is_trial = host in LOOPBACK  # nobody else can reach it
    yield from _secrets()
    yield from _counting()
    if settings.DEBUG:
        yield Finding(42, "FLOTILLA_DEBUG shows the inside of this copy to everybody: leave it out.")  # fmt: skip
    if not settings.SECURE:
        yield Finding(43, "FLOTILLA_SITE_URL must begin with https://, or whoever is on the way reads and changes what people send.", refuses=not is_trial)  # fmt: skip
    if not _answers(host):
        yield Finding(44, f"FLOTILLA_HOSTS does not name {host}, the host of FLOTILLA_SITE_URL: add it, or every page is refused.")  # fmt: skip
    yield from _mail(is_trial=is_trial)


def _counting() -> Iterator[Finding]:
    if not settings.LIMITS:
        yield Finding(48, "FLOTILLA_LIMITS is off, so a script can do anything as often as it likes: leave it out.", refuses=False)  # fmt: skip
    if settings.BEHIND_PROXY and not settings.PROXIES:
        yield Finding(49, "FLOTILLA_PROXIES is 0 behind a proxy, so all visitors count as one: set how many proxies stand before this copy.")  # fmt: skip


def _secrets() -> Iterator[Finding]:
    key = settings.SECRET_KEY
    weak = len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_SIGNS or key.startswith(KNOWN_KEYS)
    if weak:
        yield Finding(41, "FLOTILLA_SECRET_KEY can be guessed: set fifty random characters, for example those of `openssl rand -base64 48`.")  # fmt: skip


def _answers(host: str) -> bool:
    hosts = {one.strip("[]").lower() for one in settings.ALLOWED_HOSTS}
    return bool(hosts & {"*", host}) or any(
        one.startswith(".") and f".{host}".endswith(one) for one in hosts
    )


def _mail(*, is_trial: bool) -> Iterator[Finding]:
    if settings.EMAIL_BACKEND != SMTP:
        if ".backends.dummy." in settings.EMAIL_BACKEND or ".backends.console." in settings.EMAIL_BACKEND:  # fmt: skip
            yield Finding(46, "No letter leaves this copy, not even a code to sign in: leave FLOTILLA_EMAIL_BACKEND out.", refuses=False)  # fmt: skip
        return
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2].lower()
    if domain.rpartition(".")[2] in NO_DOMAINS or "." not in domain:
        yield Finding(45, "FLOTILLA_SENDER is no address that anybody can answer, so letters are thrown away: set one at a domain of yours, such as together@council.gov.uk.", refuses=not is_trial)  # fmt: skip
    if settings.EMAIL_HOST_PASSWORD and not (settings.EMAIL_USE_TLS or settings.EMAIL_HOST in LOOPBACK):  # fmt: skip
        yield Finding(47, "The password of the mail server crosses the network in clear: set FLOTILLA_SMTP_TLS=yes.", refuses=False)  # fmt: skip
