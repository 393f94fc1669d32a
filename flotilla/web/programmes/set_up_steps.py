"""The steps of the set-up in their order, and the way to each."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

#: people before tool settings: who runs it is asked before how it is set
ORDER = [
    ("question", _("Question")),
    ("people", _("People")),
    ("promise", _("Promise")),
    ("dates", _("Dates")),
    ("settings", _("Settings")),
    ("owners", _("Joint owners")),
    ("review", _("Review and open")),
]
FORMS = {"question", "promise", "dates", "settings"}
CODES = [code for code, _name in ORDER]


def steps_shown(address: str, now: str) -> dict[str, Any]:
    """Return the steps for the line on top of each page, all of them links, and which one it is."""
    links = [{"label": str(name), "href": way_to(address, code)} for code, name in ORDER]
    return {"steps": links, "step_number": CODES.index(now) + 1, "step": now}


def way_to(address: str, code: str) -> str:
    """Return the address of one step."""
    if code in FORMS:
        return reverse("set_up", args=(address, code))
    names = {"people": "set_up_people", "owners": "set_up_owners", "review": "review_programme"}
    return reverse(names[code], args=(address,))


def next_after(address: str, code: str) -> str:
    """Return the address of the step after this one."""
    return way_to(address, CODES[CODES.index(code) + 1])
