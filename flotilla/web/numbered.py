"""Pages of a list that is known as a whole, by their number in the address."""

from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Numbered:
    """One page: which part of the list it shows, and the addresses of those beside it (empty where there is none)."""

    start: int
    stop: int
    number: int
    of: int
    previous: str
    next: str


def numbered(request: HttpRequest, count: int, size: int) -> Numbered:
    """Return the page that is asked for as `?page=2`, the rest of the question kept; the nearest that there is if it is none."""
    of = max(1, -(-count // size))
    asked = request.GET.get("page", "")
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1
    number = min(max(wanted, 1), of)
    return Numbered(
        start=(number - 1) * size,
        stop=min(number * size, count),
        number=number,
        of=of,
        previous=address_of(request, number - 1) if number > 1 else "",
        next=address_of(request, number + 1) if number < of else "",
    )


def address_of(request: HttpRequest, number: int) -> str:
    """Return the address of another page of the same list."""
    asked = request.GET.copy()
    asked["page"] = str(number)
    return f"?{asked.urlencode()}"
