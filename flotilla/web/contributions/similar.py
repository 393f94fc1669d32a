"""Contributions like the one being written: one place that asks, for the panel, the page and the receipt."""

from typing import Any

from django.http import HttpRequest

from flotilla.contributions import queries
from flotilla.contributions.models import Contribution
from flotilla.programmes.models import Programme
from flotilla.web import doors
from flotilla.web.contributions.links import page_of
from flotilla.web.contributions.sent import state_of

ENOUGH = 12
MOST = 1_500


def alike(request: HttpRequest, programme: Programme, text: str) -> list[dict[str, Any]]:
    """Return contributions like a text, nearest first, with what the panel shows; none for too few words."""
    find = getattr(queries, "similar", None)
    text = " ".join(text.replace("\x00", "").split())[:MOST]
    if find is None or len(text) < ENOUGH:
        return []
    found = find(programme, text, doors.person(request))
    return [_row(getattr(one, "contribution", one)) for one in found]


def _row(contribution: Contribution) -> dict[str, Any]:
    return {
        "contribution": contribution,
        "title": contribution.title,
        "href": page_of(contribution),
        "support": contribution.support_count,
        "words": state_of(contribution)[1],
    }
