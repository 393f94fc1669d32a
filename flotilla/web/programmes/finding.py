"""Finding the programme of an address."""

from collections.abc import Callable
from typing import Any

from django.db.models import Case, Value, When
from django.http import HttpRequest

from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from flotilla.web import doors


def programme_at(
    request: HttpRequest,
    address: str,
    rule: Callable[[Person | None, Any], bool] | None = None,
) -> Programme:
    """Return the programme of this address in the body visited, if the person may see it and the rule allows; else 404.

    The body's own comes before one that it owns jointly and that has the same address elsewhere.
    """
    body = doors.body(request)
    owned = Programme.objects.owned_by(body).with_life()
    own_first = Case(When(body=body, then=Value(0)), default=Value(1))
    return doors.find(request, owned.order_by(own_first, "pk"), rule, address=address)
