"""The log as static files: the newest checkpoint, tiles of hashes and of entries; the latter never change.

Whoever fetches a tile may keep it for ever. The site itself keeps none: what it gives out is what its rows say now.
"""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from flotilla.journal import keys, tree
from flotilla.journal.models import Checkpoint
from flotilla.web.doors import Audience, door

PLACE = re.compile(r"((?:x\d{3}/)*)(\d{3})(?:\.p/([1-9]\d{0,2}))?")
FOR_EVER = 365 * 24 * 3600
DEEPEST = 7


@door(Audience.MACHINE, shows="checkpoint")
@cache_control(public=True, max_age=5)
def checkpoint(request: HttpRequest) -> HttpResponse:
    """Give the newest signed checkpoint."""
    return HttpResponse(newest().note, content_type="text/plain; charset=utf-8")


def newest() -> Checkpoint:
    """Return the newest checkpoint; 404 before the first."""
    found = Checkpoint.objects.order_by("-id").first()
    if found is None:
        raise Http404
    return found


@door(Audience.MACHINE, shows="log")
@cache_control(public=True, max_age=3600)
def key(request: HttpRequest) -> HttpResponse:
    """Give the key by which signatures are checked, as c2sp.org/signed-note writes it."""
    return HttpResponse(keys.verifier() + "\n", content_type="text/plain; charset=utf-8")


@door(Audience.MACHINE, shows="node")
@cache_control(public=True, max_age=FOR_EVER, immutable=True)
def tile(request: HttpRequest, level: int, place: str) -> HttpResponse:
    """Give the hashes of a tile."""
    position, width = _asked(level, place)
    try:
        return _bytes(b"".join(tree.hashes(level, position, width)))
    except tree.NotThere:
        raise Http404 from None


@door(Audience.MACHINE, shows="leaf")
@cache_control(public=True, max_age=FOR_EVER, immutable=True)
def entries(request: HttpRequest, place: str) -> HttpResponse:
    """Give what the leaves of a tile say, each after its length in two bytes."""
    position, width = _asked(0, place)
    try:
        return _bytes(tree.bundle([data.encode() for data in tree.leaves(position, width)]))
    except tree.NotThere:
        raise Http404 from None


def _bytes(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="application/octet-stream")


def _asked(level: int, place: str) -> tuple[int, int]:
    """Return which tile is asked for and how wide; 404 for one that no checkpoint covers yet."""
    found = PLACE.fullmatch(place)
    if found is None or level > DEEPEST:
        raise Http404
    above, last, part = found.groups()
    position = int("".join(re.findall(r"\d{3}", above)) + last)
    width = int(part) if part else tree.WIDTH
    there = (newest().size >> (tree.HEIGHT * level)) - position * tree.WIDTH
    if width > min(there, tree.WIDTH) or (part and width == tree.WIDTH):
        raise Http404
    return position, width
