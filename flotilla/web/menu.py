"""What stands in the menus and in the footer of every page: one table, a row an entry."""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Row = tuple[str, str | Promise, str, str]

#: key (a page names it in `{% block nav %}{% main_menu "answers" %}`), words, URL name, place on that page
MAIN: list[Row] = [
    ("open", _("Open now"), "home", "#open"),
    ("answers", _("Answers"), "answers", ""),
    ("record", _("Our record"), "record", ""),
]

DESK: list[Row] = [
    ("desk", _("Desk"), "desk", ""),
    ("programmes", _("Programmes"), "desk_programmes", ""),
]

MONEY: list[Row] = [
    ("money", _("Money"), "pots", ""),
]

ADMINISTRATION: list[Row] = [
    ("body", _("Organisation"), "administration", ""),
]

ACCOUNT: list[Row] = [
    ("mine", _("What I sent and follow"), "sent", ""),
    ("assessing", _("What I judge"), "seats", ""),
    ("settings", _("Settings"), "settings", ""),
]

FOOTER: list[tuple[str | Promise, list[Row]]] = [
    (
        _("Take part"),
        [
            ("open", _("Open now"), "home", "#open"),
            ("ways", _("Other ways to take part"), "pages:ways", ""),
        ],
    ),
    (
        _("How we decide"),
        [
            ("promises", _("How promises were kept"), "record", ""),
            ("answers", _("All answers"), "answers", ""),
            ("awards", _("Awards"), "awards", ""),
            ("log", _("The public log"), "log", ""),
            ("rules", _("House rules"), "pages:house-rules", ""),
            ("glossary", _("Words we use"), "pages:glossary", ""),
        ],
    ),
    (
        _("Open by default"),
        [
            ("terms", _("What you agree to"), "pages:terms", ""),
            ("code", _("Source code"), "pages:source", ""),
        ],
    ),
    (
        _("Help"),
        [
            ("accessibility", _("Accessibility"), "pages:accessibility", ""),
            ("privacy", _("Privacy and your data"), "pages:privacy", ""),
            ("language", _("Language"), "pages:language", ""),
        ],
    ),
]


@dataclass(frozen=True)
class Entry:
    """One link of a menu."""

    key: str
    label: str
    href: str


def entries(table: list[Row]) -> list[Entry]:
    """Return the entries of a table with their addresses; a page that is not there is a fault."""
    prefix = get_script_prefix()
    return [Entry(key, str(label), _address(name, prefix) + at) for key, label, name, at in table]


@lru_cache(maxsize=1_000)
def _address(name: str, _prefix: str) -> str:
    """The same below one address, on every page."""
    return reverse(name)
