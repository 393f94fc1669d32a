"""Letters that did not arrive: to whom, and why; whoever looks leaves a line that those people can read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from flotilla.bodies.rules import may
from flotilla.letters.models import Letter
from flotilla.letters.queries import given_up
from flotilla.privacy.actions import open_data
from flotilla.privacy.verbs import Opened, Purpose
from flotilla.web import doors
from flotilla.web.doors import Audience, door

MOST = 100


@door(Audience.DESK, shows=("letter", "disclosure"))
def letters(request: HttpRequest) -> HttpResponse:
    """List the letters that did not arrive, the newest first, so that somebody can be reached in another way."""
    body, person = doors.body(request), doors.person(request)
    if person is None or not may(person, body, "answer"):
        raise Http404
    found = given_up(body)
    rows = list(found.select_related("person")[:MOST])
    _tell(request, rows)
    return render(request, "desk/undelivered.html", {"rows": rows, "count": found.count()})


def _tell(request: HttpRequest, rows: list[Letter]) -> None:
    """Let each person whose address stands here read who looked at it."""
    me = doors.person(request)
    if me is not None and rows:
        open_data(
            doors.body(request),
            what=Opened.LETTER,
            purpose=Purpose.ANSWER,
            people=[one.person for one in rows if one.person],
            addresses=[one.email for one in rows if one.person is None],
            by=me,
            at=doors.now(request),
        )
