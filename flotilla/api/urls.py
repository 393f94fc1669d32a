"""Every address of the programming interface."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from flotilla.api.description import openapi, people
from flotilla.api.doors import door, entered
from flotilla.api.interface import interface
from flotilla.kit.census import Audience


@door(Audience.EVERYONE, shows=())
def nothing(request: HttpRequest) -> HttpResponse:
    """Say of any other address that nothing is there, in the way of the interface and not with a page."""
    raise Http404


def operations() -> list[URLPattern]:
    """Return the addresses of all operations, each opened by the doors and carrying what its operations declare."""
    found: dict[str, URLPattern] = {}
    for bound in interface._get_bound_routers():
        for pattern, view in zip(
            bound.urls_paths(bound.prefix), _views(bound.path_operations), strict=True
        ):
            opened: Any = entered(pattern.callback)
            opened.doors = [getattr(one.view_func, "door", None) for one in view.operations]
            route = f"api/{pattern.pattern}"
            found.setdefault(route, path(route, opened, name=f"api_{pattern.name}"))
    return list(found.values())


def _views(operations: Any) -> list[Any]:
    """Repeat each path as often as it has operations, as its addresses are."""
    return [view for view in operations.values() for _one in view.operations]


urlpatterns = [
    path("api/", people, name="api"),
    path("api/openapi.json", entered(openapi), name="api_openapi"),
    *operations(),
    re_path(r"^api/", entered(nothing)),
]
