"""What everyone may load of a body: its colours, its logo, its roles."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from flotilla.bodies import roles
from flotilla.kit.wording import say
from flotilla.web import colours, doors
from flotilla.web.doors import Audience, door

TYPES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp"}


@cache_control(public=True, max_age=3600)
@door(Audience.EVERYONE, shows="body", cacheable=True)
def stylesheet(request: HttpRequest) -> HttpResponse:
    """Give the colours of the body visited."""
    return HttpResponse(colours.stylesheet(doors.body(request).accent), content_type="text/css")


@cache_control(public=True, max_age=3600)
@door(Audience.EVERYONE, shows="body", cacheable=True)
def logo(request: HttpRequest) -> FileResponse:
    """Give the logo of the body visited."""
    body = doors.body(request)
    kind = TYPES.get(body.logo.name.rpartition(".")[2].lower()) if body.logo else None
    if kind is None:
        raise Http404
    response = FileResponse(body.logo.open("rb"), content_type=kind)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@door(Audience.EVERYONE, shows="membership")
def roles_explained(request: HttpRequest) -> HttpResponse:
    """Say what each role is and what it may do: the same data that the rules ask."""
    rows = [
        {"role": role, "may": [say(roles.INTENTIONS[intention]) for intention in sorted(role.may)]}
        for role in roles.ROLES.values()
    ]
    return render(request, "bodies/roles.html", {"rows": rows})
