"""Previous and next of a list whose pages go by number, as the part `key_pages` takes them."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


@dataclass(frozen=True)
class Numbered:
    """One page: Django's own, with the addresses of those beside it (empty where there is none)."""

    page: "Page[Any]"
    previous: str
    next: str


def numbered(request: HttpRequest, rows: Any, size: int) -> Numbered:
    """Return the page that is asked for as `?page=2`, the rest of the question kept; the nearest that there is if it is none."""
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    return Numbered(
        page,
        address_of(request, page.previous_page_number()) if page.has_previous() else "",
        address_of(request, page.next_page_number()) if page.has_next() else "",
    )


def address_of(request: HttpRequest, number: int) -> str:
    """Return the address of another page of the same list."""
    asked = request.GET.copy()
    asked["page"] = str(number)
    return f"?{asked.urlencode()}"
