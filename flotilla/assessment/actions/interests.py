"""Saying where one has an interest, and looking at what the records show."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from flotilla.assessment.actions import refusals
from flotilla.assessment.actions.meeting import step_out
from flotilla.assessment.actions.panel import _held
from flotilla.assessment.models import AgendaItem, Assessment, Interest, Panel, Seat
from flotilla.assessment.queries import entries, likely_interests
from flotilla.assessment.verbs import InterestKind, InterestState, Verb
from flotilla.contributions.models import Contribution
from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.people.models import Person
from flotilla.programmes.actions.locking import locked

LONGEST = 4_000


@transaction.atomic
def state_interests(seat: Seat, *, words: str, by: Person, at: datetime) -> Seat:
    """Say where one has interests, before any name is seen. Raises NotSeated, NoWords; said anew it stands with what was said before."""
    held = _held(seat)
    if not held.is_taken:
        raise refusals.NotSeated
    if not words.strip():
        raise refusals.NoWords
    said = f"{held.interests}\n\n{words.strip()}" if held.interests else words.strip()
    held.interests = said[-LONGEST:]
    held.stated_at, held.stated_by = at, by
    held.save(update_fields=["interests", "stated_at", "stated_by"])
    record(Verb.INTERESTS_STATED, held, by=by, at=at)
    return held


@transaction.atomic
def declare_interest(
    seat: Seat,
    contribution: Contribution,
    *,
    kind: str,
    words: str = "",
    by: Person,
    at: datetime,
) -> Interest:
    """Declare an interest in one entry: from now on nothing of it is seen. Raises NotSeated, NotAnEntry, NotListed."""
    held = _held(seat)
    if not held.is_taken:
        raise refusals.NotSeated
    if not entries(held.panel).filter(pk=contribution.pk).exists():
        raise refusals.NotAnEntry
    facts = {
        "kind": InterestKind(str(listed(kind, InterestKind, field="kind"))),
        "state": InterestState.DECLARED,
        "words": words.strip()[:600],
        "noted_at": at,
        "noted_by": by,
        "reply": "",
        "settled_at": None,
        "settled_by": None,
    }
    interest, _is_new = Interest.objects.update_or_create(
        seat=held, contribution=contribution, defaults=facts
    )
    record(Verb.INTEREST_DECLARED, interest, by=by, at=at, kind=interest.kind)
    _make_void(interest, by=by, at=at)
    return interest


def _make_void(interest: Interest, *, by: Person | None, at: datetime) -> None:
    """Let what somebody gave to an entry count no longer, once an interest in it is known; it stays in the history."""
    mine = Assessment.objects.select_for_update(of=("self",)).filter(
        seat=interest.seat_id, contribution=interest.contribution_id, voided_at__isnull=True
    )
    for one in mine.select_related("contribution"):
        one.voided_at, one.voided_by, one.void_reason = at, by, "interest"
        one.save(update_fields=["voided_at", "voided_by", "void_reason"])
        record(Verb.VOIDED, one, by=by, at=at, was_sent=one.sent_at is not None)
    now = AgendaItem.objects.filter(meeting__now=F("pk"), contribution=interest.contribution_id)
    for item in now.select_related("meeting__panel", "contribution__programme"):
        step_out(item, by=by, at=at)


@transaction.atomic
def suspect_interests(panel: Panel, *, by: Person | None, at: datetime) -> int:
    """Note what the records show and nobody has declared or cleared; it hides the entry until somebody has looked. Returns how many."""
    locked(panel.programme)
    new = note_likely(panel, at=at)
    record(Verb.INTERESTS_SUSPECTED, panel, by=by, at=at, number=new)
    return new


def note_likely(panel: Panel, *, at: datetime) -> int:
    """Write down what the records show and nobody knew; one's own entry is a fact and makes void what was said of it."""
    likely = likely_interests(panel)
    known = set(
        Interest.objects.filter(seat__panel=panel).values_list("seat_id", "contribution_id")
    )
    new = [
        Interest(
            seat=one.seat,
            contribution=one.contribution,
            kind=one.kind,
            state=(
                InterestState.DECLARED if one.kind == InterestKind.OWN else InterestState.SUSPECTED
            ),
            noted_at=at,
        )
        for one in likely
        if (one.seat.pk, one.contribution.pk) not in known
    ]
    for one in Interest.objects.bulk_create(new):
        if one.state == InterestState.DECLARED:
            _make_void(one, by=None, at=at)
    return len(new)


@transaction.atomic
def clear_interest(interest: Interest, *, words: str, by: Person, at: datetime) -> Interest:
    """Find, having looked, that there is no interest, and say why. Raises OwnInterest, AlwaysAnInterest, NoWords. Posted twice it is done once."""
    seat = _held(interest.seat)
    held = Interest.objects.select_for_update(of=("self",)).get(pk=interest.pk)
    if held.state == InterestState.CLEARED:
        return held
    if by.pk == seat.person_id:
        raise refusals.OwnInterest
    if held.kind == InterestKind.OWN:
        raise refusals.AlwaysAnInterest
    if not words.strip():
        raise refusals.NoWords
    held.state, held.reply = InterestState.CLEARED, words.strip()[:600]
    held.settled_at, held.settled_by = at, by
    held.save(update_fields=["state", "reply", "settled_at", "settled_by"])
    record(Verb.INTEREST_CLEARED, held, by=by, at=at)
    return held


@transaction.atomic
def confirm_interest(interest: Interest, *, by: Person, at: datetime) -> Interest:
    """Find, having looked, that a suspected interest is there. Raises OwnInterest. Posted twice it is done once."""
    seat = _held(interest.seat)
    held = Interest.objects.select_for_update(of=("self",)).get(pk=interest.pk)
    if held.state == InterestState.DECLARED:
        return held
    if by.pk == seat.person_id:
        raise refusals.OwnInterest
    held.state, held.settled_at, held.settled_by = InterestState.DECLARED, at, by
    held.save(update_fields=["state", "settled_at", "settled_by"])
    record(Verb.INTEREST_DECLARED, held, by=by, at=at, kind=held.kind)
    _make_void(held, by=by, at=at)
    return held
