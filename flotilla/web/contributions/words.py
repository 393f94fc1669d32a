"""How contributions and the people who made them are named."""

from django.utils.functional import Promise

from flotilla.contributions.models import Authorship, Contribution
from flotilla.contributions.naming import shown_as
from flotilla.kit.wording import say
from flotilla.people.verbs import Sector

__all__ = ["COLOURS", "FACES", "credit_of", "face_of", "kind_of", "numbered", "shown_as"]

FACES = {
    Sector.RESIDENT: "resident",
    Sector.STAFF: "staff",
    Sector.FIRM: "firm",
    Sector.CHARITY: "charity",
    Sector.UNIVERSITY: "uni",
    Sector.BODY: "body",
}
COLOURS = ("coral", "", "plum", "sand")


def face_of(sector: str) -> str:
    """Return the sign of a person by where they stand."""
    return FACES.get(Sector(sector), "resident") if sector else "resident"


def numbered(contribution: Contribution) -> str:
    """Return “Idea 57”."""
    noun = say(contribution.programme.plan.noun)
    return f"{noun[:1].upper()}{noun[1:]} {contribution.number}"


def kind_of(contribution: Contribution) -> str:
    """Return which kind of contribution it is, such as “A story”; nothing if the programme has no kinds."""
    labels = {one["code"]: one["label"] for one in contribution.programme.plan.kinds}
    label = labels.get(contribution.kind)
    return say(label) if label else ""


def credit_of(authorship: Authorship) -> str | Promise:
    """Return for what somebody is credited: in their own words, else what their part was."""
    return authorship.did or authorship.get_credit_display()
