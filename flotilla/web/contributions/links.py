"""The addresses of contributions, in the body that is visited or in another one of this server."""

from django.urls import reverse
from django.utils.text import slugify

from flotilla.contributions.models import Contribution
from flotilla.letters import links


def page_of(contribution: Contribution) -> str:
    """Return the address of the page of a contribution, within the body that is visited."""
    return reverse("contribution", args=(contribution.programme.address, contribution.number))


def whole_page_of(contribution: Contribution) -> str:
    """Return the whole address, which leads to the body that the contribution went to, from anywhere."""
    return links.page(
        contribution.body, "contribution", contribution.programme.address, contribution.number
    )


def words_of(contribution: Contribution) -> str:
    """Return a few words of the title that may stand at the end of an address."""
    return slugify(contribution.title)[:60].strip("-")
