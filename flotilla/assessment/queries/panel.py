"""What can be asked of a panel."""

from django.db.models import Exists, Q, QuerySet

from flotilla.assessment.models import CriteriaSet, Interest, Panel, Seat
from flotilla.assessment.verbs import InterestState
from flotilla.contributions.models import Contribution
from flotilla.people.models import Person
from flotilla.programmes.models import Programme


def panel_of(programme: Programme) -> Panel | None:
    """Return the panel of a programme, or None."""
    found = Panel.objects.filter(programme=programme).first()
    if found is not None:
        found.programme = programme
    return found


def begun_panel_of(programme: Programme) -> Panel | None:
    """Return the panel of a programme whose assessing has begun, or None."""
    frozen = CriteriaSet.objects.filter(programme=programme, frozen_at__isnull=False)
    found = Panel.objects.filter(Exists(frozen), programme=programme).first()
    if found is not None:
        found.programme = programme
    return found


def seats_of(panel: Panel) -> "QuerySet[Seat]":
    """Return all seats of a panel, those that are left at the end."""
    return panel.seats.select_related("person").order_by("left_at", "id")


def entries(panel: Panel) -> "QuerySet[Contribution]":
    """Return what the panel judges: what stands in the list of the programme and was not decided otherwise."""
    standing = Contribution.objects.standing().filter(programme=panel.programme_id)
    return standing.filter(decided_at__isnull=True).order_by("number")


def entries_open_to(panel: Panel, person: Person) -> "QuerySet[Contribution]":
    """Return the entries that a person did not write and in which they have no interest: no other is counted for them."""
    wrote = person.authorships.values("contribution_id")
    mine = Interest.objects.keeping_out(person)
    return entries(panel).exclude(pk__in=mine).exclude(pk__in=wrote)


def suspected(panel: Panel, person: Person) -> "QuerySet[Interest]":
    """Return the interests that somebody has to look at, but for those of whoever asks."""
    waiting = Interest.objects.visible_to(person).filter(
        seat__panel=panel, seat__left_at__isnull=True, state=InterestState.SUSPECTED
    )
    others = waiting.filter(~Q(seat__person=person) | Q(seat__person__isnull=True))
    return others.select_related("seat__person", "contribution")
