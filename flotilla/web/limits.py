"""What a page does when something is tried too often: it says so, says when, and keeps what was typed."""

import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from flotilla.bodies import rules
from flotilla.bodies.roles import STAFF_ROLES
from flotilla.kit import limits
from flotilla.kit.visitors import network_of
from flotilla.people.models import Person
from flotilla.web.once import NOT_TYPED


def too_often(request: HttpRequest, what: str, person: Person | None) -> HttpResponse | None:
    """Count one more time; return the page to answer with if that is too often."""
    where = network_of(request.META, proxies=settings.PROXIES)
    factor = limits.STAFF if person and _is_staff(request, person) else 1
    seconds = limits.wait(
        what,
        person=person.pk if person else None,
        network=where,
        thing=request.path_info,
        now=time.time(),
        factor=factor,
    )
    return asked_to_wait(request, seconds) if seconds else None


def asked_to_wait(request: HttpRequest, seconds: int) -> HttpResponse:
    """Say how long to wait, with all that was typed, to be sent again as it is."""
    boxes = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_TYPED
        for value in values
    ]
    context = {
        "minutes": -(-seconds // 60),
        "boxes": boxes,
        "typed": [value for _name, value in boxes if " " in value.strip() or len(value) > 20],
        "had_files": bool(request.FILES),
        "address": request.get_full_path(),
    }
    answer = render(request, "_errors/429_wait.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


def _is_staff(request: HttpRequest, person: Person) -> bool:
    body = getattr(request, "public_body", None)
    return bool(body and rules.held_codes(person, body) & STAFF_ROLES)
