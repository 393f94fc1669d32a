"""Voting on what the panel recommends about an entry."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from flotilla.assessment.actions import meeting_refusals
from flotilla.assessment.actions.meeting import held_meeting
from flotilla.assessment.models import (
    AgendaItem,
    Interest,
    Meeting,
    PanelVote,
    Recommendation,
    Seat,
)
from flotilla.assessment.queries.meeting import able_to_vote
from flotilla.assessment.verbs import PanelChoice, Verb
from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.people.models import Person
from flotilla.programmes.actions.locking import locked


@transaction.atomic
def put_to_vote(item: AgendaItem, *, by: Person | None, at: datetime) -> Recommendation:
    """Put an entry to the vote while it is discussed; one voted before is put aside and stays in the minutes.

    Raises MeetingOver, NotDiscussed, NoQuorum. Posted twice it is done once.
    """
    meeting, held = _discussed(item)
    before = held.recommendations.current().first()
    if before is not None and before.closed_at is None:
        return before
    quorum = meeting.panel.quorum
    there = able_to_vote(meeting, held.contribution).count()
    if there < quorum:
        raise meeting_refusals.NoQuorum(quorum=quorum, there=there)
    if before is not None:
        before.dropped_at, before.dropped_by = at, by
        before.save(update_fields=["dropped_at", "dropped_by"])
    made = Recommendation.objects.create(item=held, quorum=quorum, opened_at=at, opened_by=by)
    record(Verb.PUT_TO_VOTE, made, by=by, at=at, quorum=quorum)
    return made


@transaction.atomic
def vote(
    recommendation: Recommendation, seat: Seat, *, choice: str, by: Person | None, at: datetime
) -> PanelVote:
    """Vote yes or no on recommending an entry, or abstain; until the vote is closed it can be changed.

    Raises MeetingOver, NotDiscussed, VoteOver, MayNotVote, NotListed.
    """
    listed(choice, PanelChoice, field="choice")
    meeting, _item = _discussed(recommendation.item)
    held = _held(recommendation)
    if not able_to_vote(meeting, held.item.contribution).filter(pk=seat.pk).exists():
        raise meeting_refusals.MayNotVote
    facts = {"choice": choice, "cast_at": at, "cast_by": by}
    cast, _is_new = PanelVote.objects.update_or_create(
        recommendation=held, seat=seat, defaults=facts
    )
    cast.recommendation = held
    record(Verb.VOTED, cast, by=by, at=at, choice=choice)
    return cast


@transaction.atomic
def close_vote(
    recommendation: Recommendation, *, reason: str, by: Person | None, at: datetime
) -> Recommendation:
    """Close a vote: more yes than no recommends; the quorum must have voted, and the reason is written down.

    Raises MeetingOver, NotDiscussed, VoteOver, NoReason, NoQuorum.
    """
    if not reason.strip():
        raise meeting_refusals.NoReason
    meeting, item = _discussed(recommendation.item)
    held = _held(recommendation)
    able = set(able_to_vote(meeting, item.contribution).values_list("pk", flat=True))
    held.votes.exclude(seat__in=able).delete()  # who went, or whose interest came to light
    _close(held, reason.strip(), by=by, at=at)
    record(
        Verb.RECOMMENDED, held, by=by, at=at, yes=held.yes, no=held.no, abstained=held.abstained,
        recommended=held.is_recommended,
    )  # fmt: skip
    return held


@transaction.atomic
def count_again(item: AgendaItem, *, by: Person | None, at: datetime) -> Recommendation:
    """Count a closed vote again without those whose interest came to light since; what was counted before stays to be seen.

    Raises NothingToCount, NoQuorum.
    """
    locked(item.meeting.panel.programme)
    rows = Recommendation.objects.select_for_update(of=("self",)).current()
    before = rows.filter(item=item, closed_at__isnull=False).first()
    if before is None or Recommendation.objects.standing().filter(pk=before.pk).exists():
        raise meeting_refusals.NothingToCount
    ties = Interest.objects.standing().filter(contribution=item.contribution_id)
    kept = list(before.votes.exclude(seat__in=ties.values("seat_id")))
    if len(kept) < before.quorum:
        raise meeting_refusals.NoQuorum(quorum=before.quorum, there=len(kept))
    before.dropped_at, before.dropped_by = at, by
    before.save(update_fields=["dropped_at", "dropped_by"])
    made = Recommendation.objects.create(
        item=item, quorum=before.quorum, opened_at=at, opened_by=by
    )
    PanelVote.objects.bulk_create(
        PanelVote(recommendation=made, seat_id=one.seat_id, choice=one.choice, cast_at=one.cast_at, cast_by_id=one.cast_by_id)
        for one in kept
    )  # fmt: skip
    _close(made, before.reason, by=by, at=at)
    record(Verb.COUNTED_AGAIN, made, by=by, at=at, yes=made.yes, no=made.no, abstained=made.abstained)  # fmt: skip
    return made


def _close(held: Recommendation, reason: str, *, by: Person | None, at: datetime) -> None:
    """Write the count down with its result."""
    counted = Counter(held.votes.values_list("choice", flat=True))
    if counted.total() < held.quorum:
        raise meeting_refusals.NoQuorum(quorum=held.quorum, there=counted.total())
    held.yes, held.no = counted[PanelChoice.YES], counted[PanelChoice.NO]
    held.abstained = counted[PanelChoice.ABSTAIN]
    held.is_recommended = held.yes > held.no
    held.reason, held.closed_at, held.closed_by = reason, at, by
    held.save()


def _discussed(item: AgendaItem) -> tuple[Meeting, AgendaItem]:
    """Hold the meeting while it discusses this entry. Raises MeetingOver, NotDiscussed."""
    meeting = held_meeting(item.meeting)
    if meeting.now is None or meeting.now_id != item.pk:
        raise meeting_refusals.NotDiscussed
    return meeting, meeting.now


def _held(recommendation: Recommendation) -> Recommendation:
    rows = Recommendation.objects.select_for_update(of=("self",)).current()
    found = rows.select_related("item__contribution__programme", "item__meeting__panel").filter(
        pk=recommendation.pk, closed_at__isnull=True
    )
    held = found.first()
    if held is None:
        raise meeting_refusals.VoteOver
    return held
