"""Finding the contribution of an address."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from flotilla.contributions.models import Contribution, Follow, Support
from flotilla.contributions.queries import to_body
from flotilla.contributions.verbs import Standing
from flotilla.people.models import Person
from flotilla.web import doors


def contribution_at(
    request: HttpRequest,
    address: str,
    number: int,
    rule: Callable[[Person | None, Any], bool] | None = None,
) -> Contribution:
    """Return the contribution of this number, if the person may see it and the rule allows; else 404."""
    found = to_body(doors.body(request))
    return doors.find(request, found, rule, programme__address=address, number=number)


def for_page(request: HttpRequest, address: str, number: int) -> Contribution:
    """Return the contribution with how many were joined to it, and what the viewer has done about it."""
    person = doors.person(request)
    mine = {"contribution": OuterRef("pk"), "person": person.pk if person else None}
    joined = (
        Contribution.objects.filter(merged_into=OuterRef("pk"), standing=Standing.MERGED)
        .order_by()
        .values("merged_into")
        .annotate(n=Count("pk"))
    )
    found = to_body(doors.body(request)).annotate(
        joined_count=Coalesce(Subquery(joined.values("n")), 0),
        supports_it=Exists(Support.objects.filter(**mine)),
        follows_it=Exists(Follow.objects.filter(**mine)),
    )
    return doors.find(request, found, programme__address=address, number=number)
