"""How this copy is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from flotilla.web import doors
from flotilla.web.doors import Audience, door
from flotilla.web.upkeep.lights import lights, versions


@never_cache
@door(Audience.ADMINISTRATORS, shows="tick")
def status(request: HttpRequest) -> HttpResponse:
    """Show what is well and what is not, and what to do about it."""
    at = doors.now(request)
    shown = lights(at)
    return render(
        request,
        "upkeep/status.html",
        {
            "lights": shown,
            "troubles": [light for light in shown if light.shape != "good"],
            "versions": versions(),
            "at": at,
        },
    )
