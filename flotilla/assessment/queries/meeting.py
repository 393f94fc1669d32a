"""What can be asked of a meeting: in which order entries come, who is in the room, who must leave it, how they voted."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from flotilla.assessment.models import (
    AgendaItem,
    Assessment,
    Interest,
    Meeting,
    Panel,
    PanelVote,
    Presence,
    Recommendation,
    Seat,
)
from flotilla.assessment.queries.ranking import Ranking
from flotilla.assessment.verbs import AgendaGroup
from flotilla.contributions.models import Contribution
from flotilla.people.models import Person


def meeting_of(panel: Panel) -> Meeting | None:
    """Return the meeting of a panel, with what is discussed now, or None."""
    found = Meeting.objects.filter(panel=panel).select_related("now__contribution").first()
    if found is not None:
        found.panel = panel
    return found


def order_of_discussion(
    found: Ranking, entries: Iterable[Contribution]
) -> list[tuple[Contribution, AgendaGroup]]:
    """Return every entry in the order in which a meeting discusses them, and why it comes there.

    First those of which the scores do not say on which side of the line they belong, the most open ones first; then
    those whose assessors are split; then the rest by rank, and last what nobody has judged.
    """
    grey = sorted(found.grey, key=lambda one: abs(one.estimate.above - 0.5))
    groups = [(one.contribution, AgendaGroup.GREY) for one in grey]
    named = {one.contribution.pk for one in grey}
    for wanted, group in ((True, AgendaGroup.SPLIT), (False, AgendaGroup.REST)):
        rows = [one for one in found.rows if one.is_split is wanted]
        groups += [(one.contribution, group) for one in rows if one.contribution.pk not in named]
    known = {one.pk for one, _group in groups}
    return groups + [(one, AgendaGroup.REST) for one in entries if one.pk not in known]


def still_out(panel: Panel) -> int:
    """Return how many assessments are still to be sent."""
    return Assessment.objects.live().filter(seat__panel=panel, sent_at__isnull=True).count()


def in_the_room(meeting: Meeting) -> "QuerySet[Presence]":
    """Return who is at the meeting now, in the order in which they came."""
    there = Presence.objects.filter(meeting=meeting, went_at__isnull=True)
    return there.select_related("seat__person").order_by("came_at", "id")


def must_leave(meeting: Meeting, contribution: Contribution) -> "QuerySet[Seat]":
    """Return the seats of those at the meeting who have, or may have, an interest in an entry, or wrote it."""
    return _there(meeting).filter(pk__in=_tied(meeting, contribution)).order_by("pk")


def able_to_vote(meeting: Meeting, contribution: Contribution) -> "QuerySet[Seat]":
    """Return the seats of those at the meeting without an interest in an entry."""
    return _there(meeting).exclude(pk__in=_tied(meeting, contribution)).order_by("pk")


def _there(meeting: Meeting) -> "QuerySet[Seat]":
    inside = Presence.objects.filter(meeting=meeting, went_at__isnull=True)
    return Seat.objects.taken().filter(pk__in=inside.values("seat_id")).select_related("person")


def _tied(meeting: Meeting, contribution: Contribution) -> "QuerySet[Seat, int]":
    ties = Interest.objects.standing().filter(contribution=contribution)
    wrote = contribution.authorships.filter(person__isnull=False)
    seats = Seat.objects.filter(panel=meeting.panel_id)
    tied = Q(pk__in=ties.values("seat_id")) | Q(person__in=wrote.values("person_id"))
    return seats.filter(tied).values_list("pk", flat=True)


@dataclass(frozen=True)
class Agenda:
    """One entry of an agenda with what the panel says of it so far."""

    item: AgendaItem
    recommendation: Recommendation | None
    is_standing: bool


def agenda(meeting: Meeting, person: Person) -> list[Agenda]:
    """Return the agenda as somebody may see it: nothing about entries in which they have an interest, not even a gap."""
    items = list(meeting.items.open_to(person).select_related("contribution").order_by("position"))
    stands = Exists(Recommendation.objects.standing().filter(pk=OuterRef("pk")))
    current = Recommendation.objects.current().filter(item__in=items).annotate(stands=stands)
    votes = {one.item_id: one for one in current}
    return [
        Agenda(one, found, found is not None and found.stands)  # type: ignore[attr-defined]
        for one in items
        for found in [votes.get(one.pk)]
    ]


def vote_on(item: AgendaItem) -> Recommendation | None:
    """Return the vote on an entry that counts, open or closed, or None."""
    found = Recommendation.objects.current().filter(item=item).first()
    if found is not None:
        found.item = item
    return found


def votes_of(recommendation: Recommendation) -> dict[int, PanelVote]:
    """Return how they voted, by seat."""
    return {one.seat_id: one for one in recommendation.votes.select_related("seat__person")}
