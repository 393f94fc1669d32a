"""The addresses of contributions, in the body that is visited or in another one of this server."""

from django.urls import get_script_prefix, reverse, set_script_prefix
from django.utils.text import slugify

from flotilla.bodies.models import Body
from flotilla.contributions.models import Contribution
from flotilla.letters import links


def page_of(contribution: Contribution) -> str:
    """Return the address of the page of a contribution, within the body that is visited."""
    return reverse("contribution", args=(contribution.programme.address, contribution.number))


class Ways:
    """The addresses of many pages that may be in several bodies, asking once for each body."""

    def __init__(self, visited: Body | None) -> None:
        self.visited = visited
        self.roots: dict[int, str] = {visited.pk: ""} if visited else {}

    def to(self, body: Body, name: str, *args: object) -> str:
        """Return the address of a page in a body: short in the one that is visited, else whole."""
        if self.visited and body.pk == self.visited.pk:
            return reverse(name, args=args)
        if body.pk not in self.roots:
            self.roots[body.pk] = links.root(body)
        return self.roots[body.pk] + at_home(name, *args)


def at_home(name: str, *args: object) -> str:
    """Return the address of a page without the body that is visited."""
    before = get_script_prefix()
    set_script_prefix("/")
    try:
        return reverse(name, args=args)
    finally:
        set_script_prefix(before)


def whole_page_of(contribution: Contribution) -> str:
    """Return the whole address, which leads to the body that the contribution went to, from anywhere."""
    return links.page(
        contribution.body, "contribution", contribution.programme.address, contribution.number
    )


def words_of(contribution: Contribution) -> str:
    """Return a few words of the title that may stand at the end of an address."""
    return slugify(contribution.title)[:60].strip("-")
