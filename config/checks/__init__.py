"""What must be true before this copy answers anybody: asked by serve, clock and migrate, and by `check --deploy`.

Each finding is one sentence that says what to set. An error keeps the copy from starting, outside the demo and the tests;
an operator who knows better names it in FLOTILLA_ACCEPT_RISKS.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connections

from config.checks import postgresql, site, sqlite
from config.checks.finding import Finding


@register(Tags.security)
def check_site(app_configs: Any = None, **more: Any) -> list[CheckMessage]:
    """Ask how this copy is set up."""
    return [] if _is_play() else list(_said(site.findings()))


@register(Tags.database)
def check_database(
    app_configs: Any = None, databases: Any = None, **more: Any
) -> list[CheckMessage]:
    """Ask the database how it keeps what it acknowledges."""
    if _is_play() or "default" not in (databases or ()):
        return []
    connection = connections["default"]
    ask = sqlite.findings if connection.vendor == "sqlite" else postgresql.findings
    try:
        return list(_said(ask(connection)))
    except DatabaseError as trouble:
        return [Error(f"The database cannot be asked: {trouble}. See that it runs, and that FLOTILLA_DATABASE_URL is right.", id="flotilla.E010")]  # fmt: skip


@register(Tags.database, deploy=True)
def check_owner(app_configs: Any = None, databases: Any = None, **more: Any) -> list[CheckMessage]:
    """Ask, before going live, whether the site could change the shape of its tables."""
    connection = connections["default"]
    if _is_play() or connection.vendor != "postgresql" or "default" not in (databases or ()):
        return []
    try:
        return list(_said(postgresql.owning(connection)))
    except DatabaseError:  # said by check_database
        return []


def _is_play() -> bool:
    return settings.DEMO or settings.TESTING


def _said(found: Iterator[Finding]) -> Iterator[CheckMessage]:
    for one in found:
        kind = Error if one.refuses else Warning
        yield kind(one.sentence, id=f"flotilla.{'E' if one.refuses else 'W'}{one.number:03}")
