"""How what people sent, and they themselves, are named to others."""

from django.utils.translation import gettext as _

from flotilla.people.verbs import Sector


def shown_as(byline: str, sector: str) -> str:
    """Return how somebody is shown: in their own words, else by where they stand, else as anonymous."""
    if byline:
        return byline
    if sector:
        return str(Sector(sector).label)
    return _("Anonymous")
