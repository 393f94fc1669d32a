"""Finding the contribution of an address."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest

from flotilla.bodies.models import Body
from flotilla.bodies.rules import Standpoint, somebody, standpoint_of
from flotilla.contributions.models import Contribution, Follow, Support
from flotilla.contributions.queries import to_body
from flotilla.contributions.verbs import Standing
from flotilla.kit.asked_often import asked_often
from flotilla.kit.moments import DatabaseNow
from flotilla.people.models import Person
from flotilla.web import doors


def contribution_at(
    request: HttpRequest,
    address: str,
    number: int,
    rule: Callable[[Person | None, Any], bool] | None = None,
) -> Contribution:
    """Return the contribution of this number, if the person may see it and the rule allows; else 404."""
    body, person = doors.body(request), doors.person(request)
    standpoint = standpoint_of(person)
    who = () if person is None or standpoint is None else (person.pk,)
    found = _contribution.first(body.pk, address, number, *who, standpoint=standpoint)
    if found is None or (rule is not None and not rule(person, found)):
        raise Http404
    doors.came_at(request, found.asked_at)  # type: ignore[attr-defined]
    return found


@asked_often
def _contribution(
    body: int, address: str, number: int, person: int = 0, *, standpoint: Standpoint | None
) -> "QuerySet[Contribution]":
    found = to_body(Body(pk=body)).visible_to(somebody(person, standpoint))
    found = found.filter(programme__address=address, number=number)
    return found.annotate(asked_at=DatabaseNow())[:1]


def pressed_at(request: HttpRequest, address: str, number: int) -> Contribution:
    """Return the contribution of this number for a button that needs no more of it than who it is; else 404."""
    body, person = doors.body(request), doors.person(request)
    standpoint = standpoint_of(person)
    who = () if person is None or standpoint is None else (person.pk,)
    found = _pressed.first(body.pk, address, number, *who, standpoint=standpoint)
    if found is None:
        raise Http404
    doors.came_at(request, found.asked_at)  # type: ignore[attr-defined]
    return found


@asked_often
def _pressed(
    body: int, address: str, number: int, person: int = 0, *, standpoint: Standpoint | None
) -> "QuerySet[Contribution]":
    found = to_body(Body(pk=body)).visible_to(somebody(person, standpoint))
    found = found.filter(programme__address=address, number=number).select_related(None)
    few = found.select_related("programme").only("number", "programme__address")
    return few.annotate(asked_at=DatabaseNow())[:1]


def for_page(request: HttpRequest, address: str, number: int) -> Contribution:
    """Return the contribution with how many were joined to it, and what the viewer has done about it."""
    body, person = doors.body(request), doors.person(request)
    standpoint = standpoint_of(person)
    who = () if person is None or standpoint is None else (person.pk,)
    found = _for_page.first(body.pk, address, number, *who, standpoint=standpoint)
    if found is None:
        raise Http404
    return found


@asked_often
def _for_page(
    body: int,
    address: str,
    number: int,
    person: int | None = None,
    *,
    standpoint: Standpoint | None,
) -> "QuerySet[Contribution]":
    mine = {"contribution": OuterRef("pk"), "person": person}
    joined = (
        Contribution.objects.filter(merged_into=OuterRef("pk"), standing=Standing.MERGED)
        .order_by()
        .values("merged_into")
        .annotate(n=Count("pk"))
    )
    found = to_body(Body(pk=body)).visible_to(somebody(person or 0, standpoint))
    found = found.filter(programme__address=address, number=number)
    return found.annotate(
        joined_count=Coalesce(Subquery(joined.values("n")), 0),
        supports_it=Exists(Support.objects.filter(**mine)),
        follows_it=Exists(Follow.objects.filter(**mine)),
    )[:1]
