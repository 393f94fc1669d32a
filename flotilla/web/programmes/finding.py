"""Finding the programme of an address."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from flotilla.programmes.queries import of_body
from flotilla.programmes.rules import may_run_or_sign
from flotilla.web import doors


def programme_at(
    request: HttpRequest,
    address: str,
    rule: Callable[[Person | None, Any], bool] | None = None,
) -> Programme:
    """Return the programme of this address in the body visited, if the person may see it and the rule allows; else 404.

    The body's own comes before one that it owns jointly and that has the same address elsewhere.
    """
    return doors.find(request, of_body(doors.body(request)), rule, address=address)


def way_to(programme: Programme, person: Person | None) -> str:
    """Return the page of a programme on which this person works, or the one for everyone if they only look on."""
    page = "run_programme" if may_run_or_sign(person, programme) else "programme"
    return reverse(page, args=[programme.address])
