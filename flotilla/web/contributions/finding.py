"""Finding the contribution of an address."""

from collections.abc import Callable
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When
from django.http import HttpRequest

from flotilla.contributions.models import Contribution, ContributionQuerySet, Follow, Support
from flotilla.contributions.verbs import Standing
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from flotilla.web import doors


def contributions_of(request: HttpRequest) -> ContributionQuerySet:
    """Return the contributions to programmes of the body visited, the body's own first, with all that pages show."""
    body = doors.body(request)
    own_first = Case(When(programme__body=body, then=Value(0)), default=Value(1))
    found: ContributionQuerySet = (
        Contribution.objects.filter(programme__in=Programme.objects.owned_by(body))
        .select_related(
            *("body", "place", "withdrawal", "merged_into__programme", "split_from__programme"),
            *("programme__body", "programme__opening", "programme__closure"),
            "programme__rehearsal",
        )
        .order_by(own_first, "pk")
    )
    return found


def contribution_at(
    request: HttpRequest,
    address: str,
    number: int,
    rule: Callable[[Person | None, Any], bool] | None = None,
) -> Contribution:
    """Return the contribution of this number, if the person may see it and the rule allows; else 404."""
    found = contributions_of(request)
    return doors.find(request, found, rule, programme__address=address, number=number)


def for_page(request: HttpRequest, address: str, number: int) -> Contribution:
    """Return the contribution with how many were joined to it, and what the viewer has done about it."""
    person = doors.person(request)
    mine = {"contribution": OuterRef("pk"), "person": person.pk if person else None}
    found = contributions_of(request).annotate(
        joined_count=Count("joined", filter=Q(joined__standing=Standing.MERGED)),
        supports_it=Exists(Support.objects.filter(**mine)),
        follows_it=Exists(Follow.objects.filter(**mine)),
    )
    return doors.find(request, found, programme__address=address, number=number)
