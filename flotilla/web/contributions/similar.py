"""Contributions like the one being written: one place that asks, for the panel and the page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from flotilla.contributions import queries
from flotilla.programmes.models import Programme
from flotilla.web import doors
from flotilla.web.contributions.links import page_of
from flotilla.web.contributions.sent import state_of

ENOUGH = 12
MOST = 1_500
SHOWN = 3
DEGREES = {"very close": _("Very close."), "close": _("Close."), "related": _("Related.")}


def alike(request: HttpRequest, programme: Programme, text: str) -> list[dict[str, Any]]:
    """Return contributions like a text, nearest first, with what the panel shows; none for too few words."""
    text = " ".join(text.replace("\x00", "").split())[:MOST]
    if len(text) < ENOUGH:
        return []
    found = queries.similar(programme, text, doors.person(request), limit=SHOWN)
    return [_row(one) for one in found]


def _row(one: queries.Similar) -> dict[str, Any]:
    return {
        "contribution": one.contribution,
        "title": one.contribution.title,
        "href": page_of(one.contribution),
        "degree": DEGREES.get(one.degree, ""),
        "support": one.contribution.support_count,
        "words": state_of(one.contribution)[1],
    }
