"""Finding the programme of an address."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse

from flotilla.assessment.models import CriteriaSet
from flotilla.bodies.models import Body
from flotilla.bodies.rules import Standpoint, somebody, standpoint_of
from flotilla.contributions.models import Follow
from flotilla.kit.asked_often import asked_often
from flotilla.kit.together import load_together
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from flotilla.programmes.queries import of_body
from flotilla.programmes.rules import may_run_or_sign
from flotilla.web import doors

#: what pages ask of a programme, loaded at once
LIFE = ("stages", "pauses", "promises", "crew", "missing_voices", "ownerships")


def programme_at(
    request: HttpRequest,
    address: str,
    rule: Callable[[Person | None, Any], bool] | None = None,
) -> Programme:
    """Return the programme of this address in the body visited, if the person may see it and the rule allows; else 404.

    The body's own comes before one that it owns jointly and that has the same address elsewhere.
    """
    body, person = doors.body(request), doors.person(request)
    standpoint = standpoint_of(person)
    who = () if person is None or standpoint is None else (person.pk,)
    found = _programme.first(body.pk, address, *who, standpoint=standpoint)
    if found is None or (rule is not None and not rule(person, found)):
        raise Http404
    if found.body_id == body.pk:
        found.body = body
    if request.method in {"GET", "HEAD"}:
        load_together(([found], LIFE), ([found.body], ["holidays"]))
    return found


@asked_often
def _programme(
    body: int, address: str, person: int | None = None, *, standpoint: Standpoint | None
) -> "QuerySet[Programme]":
    mine = Follow.objects.filter(programme=OuterRef("pk"), person=person)
    criteria = CriteriaSet.objects.filter(programme=OuterRef("pk"), published_at__isnull=False)
    known = of_body(Body(pk=body)).visible_to(somebody(person or 0, standpoint))
    known = known.filter(address=address)
    return known.annotate(is_followed=Exists(mine), has_criteria=Exists(criteria))[:1]


def way_to(programme: Programme, person: Person | None) -> str:
    """Return the page of a programme on which this person works, or the one for everyone if they only look on."""
    page = "run_programme" if may_run_or_sign(person, programme) else "programme"
    return reverse(page, args=[programme.address])
