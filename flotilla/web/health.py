"""Whether this process lives, and whether it is ready: asked by what starts processes and leads requests to them."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from flotilla.upkeep import queries
from flotilla.web.doors import Audience, door
from flotilla.web.metrics import metrics


def _said(words: str, status: int = 200) -> HttpResponse:
    return HttpResponse(
        words, status=status, content_type="text/plain", headers={"Cache-Control": "no-store"}
    )


@door(Audience.MACHINE, shows="upkeep")
def live(request: HttpRequest) -> HttpResponse:
    """Say that this process answers; asks nothing of anything else, so that a fault elsewhere restarts nobody."""
    return _said("alive\n")


@door(Audience.MACHINE, shows="upkeep")
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether requests may be led here; why not is on the status page and in the log, not here."""
    return _said("ready\n") if queries.is_ready() else _said("not ready\n", status=503)


ADDRESSES = {"/health/live": live, "/health/ready": ready, "/metrics": metrics}


def before_all_else(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer machines before anything asks the database, the host name or for https: they ask by number and in plain."""

    def middleware(request: HttpRequest) -> HttpResponse:
        view = ADDRESSES.get(request.path_info)
        if view is None:
            return get_response(request)
        try:
            return view(request)  # type: ignore[return-value]
        except Http404:
            return _said("There is nothing here.\n", status=404)

    return middleware
