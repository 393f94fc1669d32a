"""Opening the meeting of a panel, who is there, one entry after the other, freezing the scores, closing."""

from datetime import datetime

from django.db import transaction

from flotilla.assessment.actions import meeting_refusals, refusals
from flotilla.assessment.models import AgendaItem, Meeting, Panel, Presence, Recusal, Seat
from flotilla.assessment.queries import criteria_set_of, entries
from flotilla.assessment.queries.meeting import must_leave, order_of_discussion, still_out
from flotilla.assessment.queries.ranking import whole_ranking
from flotilla.assessment.verbs import Verb
from flotilla.journal.actions import record
from flotilla.people.models import Person
from flotilla.programmes.actions.locking import locked, locked_unclosed

MOST_PLACES = 500


@transaction.atomic
def open_meeting(panel: Panel, *, places: int, by: Person | None, at: datetime) -> Meeting:
    """Open the meeting once everything that is due was sent; the order of discussion is worked out and stays.

    Raises NotBegun, StillOut, WrongPlaces, AlreadyClosed. Posted twice it is done once.
    """
    panel.programme = locked_unclosed(panel.programme)
    found = Meeting.objects.filter(panel=panel).first()
    if found is not None:
        return found
    criteria_set = criteria_set_of(panel.programme)
    if criteria_set is None or criteria_set.frozen_at is None:
        raise refusals.NotBegun
    if waiting := still_out(panel):
        raise meeting_refusals.StillOut(number=waiting)
    if not 1 <= places <= MOST_PLACES:
        raise meeting_refusals.WrongPlaces
    meeting = Meeting.objects.create(panel=panel, places=places, opened_at=at, opened_by=by)
    order = order_of_discussion(whole_ranking(panel, criteria_set, line=places), entries(panel))
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, contribution=one, position=position, group=group)
        for position, (one, group) in enumerate(order, start=1)
    )
    record(Verb.MEETING_OPENED, meeting, by=by, at=at, number=len(order))
    return meeting


@transaction.atomic
def record_coming(meeting: Meeting, seat: Seat, *, by: Person | None, at: datetime) -> Presence:
    """Record that somebody came; if they have an interest in what is discussed, they stay outside meanwhile.

    Raises MeetingOver, NotSeated, NotStated. Posted twice it is done once.
    """
    held = held_meeting(meeting)
    if seat.panel_id != held.panel_id or not seat.is_taken:
        raise refusals.NotSeated
    if seat.stated_at is None:
        raise refusals.NotStated
    there = Presence.objects.filter(meeting=held, seat=seat, went_at__isnull=True).first()
    if there is not None:
        return there
    presence = Presence.objects.create(meeting=held, seat=seat, came_at=at, came_by=by)
    record(Verb.CAME, presence, by=by, at=at)
    if held.now is not None:
        step_out(held.now, by=by, at=at)
    return presence


@transaction.atomic
def record_going(presence: Presence, *, by: Person | None, at: datetime) -> Presence:
    """Record that somebody went. Raises MeetingOver. Posted twice it is done once."""
    meeting = held_meeting(presence.meeting)
    held = Presence.objects.select_for_update(of=("self",)).get(pk=presence.pk)
    held.meeting = meeting
    if held.went_at is None:
        held.went_at, held.went_by = at, by
        held.save(update_fields=["went_at", "went_by"])
        outside = Recusal.objects.filter(seat=held.seat_id, back_at__isnull=True)
        outside.filter(item__meeting=meeting).update(back_at=at, back_by=by)
        record(Verb.WENT, held, by=by, at=at)
    return held


@transaction.atomic
def call_entry(item: AgendaItem, *, by: Person | None, at: datetime) -> AgendaItem:
    """Call an entry: whoever was outside for the one before comes back, and whoever has an interest in this one leaves.

    Raises MeetingOver, NobodyThere, VoteOpen. Posted twice it is done once.
    """
    meeting = held_meeting(item.meeting)
    if meeting.now_id == item.pk:
        return item
    if not Presence.objects.filter(meeting=meeting, went_at__isnull=True).exists():
        raise meeting_refusals.NobodyThere
    _end(meeting, by=by, at=at)
    held = AgendaItem.objects.select_related("contribution__programme").get(pk=item.pk)
    held.meeting = meeting
    held.called_at, held.called_by = at, by
    held.save(update_fields=["called_at", "called_by"])
    meeting.now = held
    meeting.save(update_fields=["now"])
    record(Verb.ENTRY_CALLED, held, by=by, at=at)
    step_out(held, by=by, at=at)
    return held


@transaction.atomic
def end_discussion(meeting: Meeting, *, by: Person | None, at: datetime) -> Meeting:
    """End the discussion of an entry; whoever was outside for it comes back. Raises MeetingOver, VoteOpen. Posted twice it is done once."""
    held = held_meeting(meeting)
    item = held.now
    if item is not None:
        _end(held, by=by, at=at)
        record(Verb.DISCUSSED, item, by=by, at=at)
    return held


@transaction.atomic
def freeze_scores(meeting: Meeting, *, by: Person | None, at: datetime) -> Meeting:
    """Freeze the scores: from here on only corrections that two persons agree to. Raises MeetingOver. Posted twice it is done once."""
    held = held_meeting(meeting)
    if held.frozen_at is None:
        held.frozen_at, held.frozen_by = at, by
        held.save(update_fields=["frozen_at", "frozen_by"])
        record(Verb.SCORES_FROZEN, held, by=by, at=at)
    return held


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: Person | None, at: datetime) -> Meeting:
    """Close the meeting, and with it the scores; everybody goes. Raises VoteOpen. Posted twice it is done once."""
    if Meeting.objects.filter(pk=meeting.pk, closed_at__isnull=False).exists():
        return Meeting.objects.select_related("panel__programme").get(pk=meeting.pk)
    held = freeze_scores(meeting, by=by, at=at)
    _end(held, by=by, at=at)
    for one in held.presences.filter(went_at__isnull=True).select_related("seat__panel"):
        record_going(one, by=by, at=at)
    held.closed_at, held.closed_by = at, by
    held.save(update_fields=["closed_at", "closed_by"])
    record(Verb.MEETING_CLOSED, held, by=by, at=at)
    return held


def held_meeting(meeting: Meeting) -> Meeting:
    """Hold the programme and the meeting, while it goes on. Raises MeetingOver."""
    programme = locked(meeting.panel.programme)
    rows = Meeting.objects.select_for_update(of=("self",))
    held = rows.select_related("panel", "now__contribution__programme").get(pk=meeting.pk)
    if held.closed_at is not None:
        raise meeting_refusals.MeetingOver
    held.panel.programme = programme
    if held.now is not None:
        held.now.meeting = held
    return held


def step_out(item: AgendaItem, *, by: Person | None, at: datetime) -> None:
    """Let those at the meeting who have an interest in an entry leave the room, each once."""
    outside = set(item.recusals.filter(back_at__isnull=True).values_list("seat_id", flat=True))
    for seat in must_leave(item.meeting, item.contribution):
        if seat.pk not in outside:
            one = Recusal.objects.create(item=item, seat=seat, left_at=at, left_by=by)
            record(Verb.STEPPED_OUT, one, by=by, at=at)


def _end(meeting: Meeting, *, by: Person | None, at: datetime) -> None:
    """Let nothing be discussed, and everybody come back. Raises VoteOpen."""
    item = meeting.now
    if item is None:
        return
    if item.recommendations.current().filter(closed_at__isnull=True).exists():
        raise meeting_refusals.VoteOpen
    for one in item.recusals.filter(back_at__isnull=True):
        one.item, one.back_at, one.back_by = item, at, by
        one.save(update_fields=["back_at", "back_by"])
        record(Verb.CAME_BACK, one, by=by, at=at)
    meeting.now = None
    meeting.save(update_fields=["now"])
