"""Setting up a panel, inviting to it, taking and leaving a seat."""

from datetime import date, datetime

from django.db import transaction

from flotilla.assessment.actions import meeting_refusals, refusals
from flotilla.assessment.models import Meeting, Panel, Seat
from flotilla.assessment.models.panel import MOST_PAID, MOST_QUORUM, MOST_READERS
from flotilla.assessment.verbs import SeatPart, Verb
from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.people.models import Person
from flotilla.programmes.actions.locking import locked, locked_unclosed
from flotilla.programmes.models import Programme

MOST_ENTRIES = 200


@transaction.atomic
def set_up_panel(
    programme: Programme,
    *,
    readers: int,
    wants_lived: bool,
    due_on: date | None,
    quorum: int | None = None,
    by: Person | None,
    at: datetime,
) -> Panel:
    """Say how many read each entry, whether one with lived experience is among them, by when, and how many must vote.

    Raises WrongReaders, WrongQuorum, MeetingBegun, DueInThePast, AlreadyClosed.
    """
    held = locked_unclosed(programme)
    if not 1 <= readers <= MOST_READERS:
        raise refusals.WrongReaders
    panel = Panel.objects.filter(programme=held).first()
    if panel is None:
        panel = Panel(programme=held, set_up_at=at, set_up_by=by)
    if quorum is not None and quorum != panel.quorum:
        _refuse_quorum(panel, quorum)
        panel.quorum = quorum
    is_new_day = due_on is not None and due_on != panel.due_on
    if is_new_day and due_on and due_on < at.astimezone(held.body.zone).date():
        raise refusals.DueInThePast
    panel.readers, panel.wants_lived, panel.due_on = readers, wants_lived, due_on
    panel.save()
    record(Verb.PANEL_SET_UP, panel, by=by, at=at, readers=readers, lived=wants_lived)
    return panel


def _refuse_quorum(panel: Panel, quorum: int) -> None:
    if not 1 <= quorum <= MOST_QUORUM:
        raise meeting_refusals.WrongQuorum
    if Meeting.objects.filter(panel=panel.pk).exists():
        raise meeting_refusals.MeetingBegun


@transaction.atomic
def invite_to_panel(
    panel: Panel,
    *,
    email: str,
    part: str,
    lived_experience: bool = False,
    most: int = 20,
    reward_minor: int | None = None,
    currency: str = "GBP",
    words: str = "",
    by: Person | None,
    at: datetime,
) -> Seat:
    """Invite somebody to a seat, by letter. Raises NotListed, AlreadyInvited, ChairTaken, WrongLoad, WrongPay, AlreadyClosed."""
    locked_unclosed(panel.programme)
    listed(part, SeatPart, field="part")
    if not 1 <= most <= MOST_ENTRIES:
        raise refusals.WrongLoad
    _check_pay(reward=reward_minor)
    address = email.strip().lower()
    known = Person.objects.filter(email=address, is_active=True).first()
    # who declined keeps the seat free: asked again, or somebody else, they have a new one
    declined = panel.seats.filter(is_accepted=False, left_at=None)
    declined.update(left_at=at, left_by=by, left_reason="declined")
    if panel.seats.filter(email=address, left_at=None).exists():
        raise refusals.AlreadyInvited
    if known and panel.seats.filter(person=known, left_at=None).exists():
        raise refusals.AlreadyInvited
    if part == SeatPart.CHAIR and panel.seats.filter(part=part, left_at=None).exists():
        raise refusals.ChairTaken
    seat = Seat.objects.create(
        panel=panel,
        person=known,
        email=address,
        part=SeatPart(part),
        lived_experience=lived_experience,
        most=most,
        reward_minor=reward_minor or 0,
        currency=currency,
        words=words.strip()[:600],
        invited_at=at,
        invited_by=by,
    )
    record(Verb.INVITED, seat, by=by, at=at, part=seat.part)
    return seat


@transaction.atomic
def accept_seat(seat: Seat, *, by: Person, at: datetime) -> Seat:
    """Take the seat that one was invited to. Raises SeatSettled, SeatLeft, AlreadyInvited. Posted twice it is done once."""
    held = _held(seat)
    if held.is_accepted:
        return held
    _refuse_settled(held)
    others = held.panel.seats.filter(person=by, left_at=None).exclude(pk=held.pk)
    if others.exists():
        raise refusals.AlreadyInvited
    held.person, held.is_accepted, held.settled_at, held.settled_by = by, True, at, by
    held.save(update_fields=["person", "is_accepted", "settled_at", "settled_by"])
    record(Verb.SEAT_ACCEPTED, held, by=by, at=at, part=held.part)
    return held


@transaction.atomic
def decline_seat(seat: Seat, *, words: str = "", by: Person, at: datetime) -> Seat:
    """Decline the seat that one was invited to. Raises SeatSettled, SeatLeft. Posted twice it is done once."""
    held = _held(seat)
    if held.is_accepted is False:
        return held
    _refuse_settled(held)
    held.is_accepted, held.settled_at, held.settled_by = False, at, by
    held.reply = words.strip()[:600]
    held.save(update_fields=["is_accepted", "settled_at", "settled_by", "reply"])
    record(Verb.SEAT_DECLINED, held, by=by, at=at, part=held.part)
    return held


@transaction.atomic
def record_costs(
    seat: Seat, *, reward_minor: int | None, expenses_minor: int | None, by: Person, at: datetime
) -> Seat:
    """Record what somebody is paid for judging and paid back, also after they have left. Raises WrongPay."""
    _check_pay(reward=reward_minor, expenses=expenses_minor)
    held = _held(seat)
    held.reward_minor, held.expenses_minor = reward_minor or 0, expenses_minor or 0
    held.save(update_fields=["reward_minor", "expenses_minor"])
    record(Verb.COSTS_RECORDED, held, by=by, at=at)
    return held


def _check_pay(**sums: int | None) -> None:
    for field, minor in sums.items():
        if minor is not None and not 0 <= minor <= MOST_PAID:
            raise refusals.WrongPay(field=field)


@transaction.atomic
def call_in_backup(seat: Seat, *, by: Person, at: datetime) -> Seat:
    """Make a back-up an assessor. Raises NotABackup. Posted twice it is done once."""
    held = _held(seat)
    if held.part == SeatPart.ASSESSOR and held.is_taken:
        return held
    if held.part != SeatPart.BACKUP or not held.is_taken:
        raise refusals.NotABackup
    held.part = SeatPart.ASSESSOR
    held.save(update_fields=["part"])
    record(Verb.BACKUP_CALLED_IN, held, by=by, at=at)
    return held


@transaction.atomic
def leave_panel(seat: Seat, *, reason: str, by: Person, at: datetime) -> Seat:
    """End somebody's seat, with the reason; what they said before stays in the history. Raises NoWords. Posted twice it is done once."""
    held = _held(seat)
    if held.left_at is not None:
        return held
    if not reason.strip():
        raise refusals.NoWords
    held.left_at, held.left_by, held.left_reason = at, by, reason.strip()[:300]
    held.save(update_fields=["left_at", "left_by", "left_reason"])
    record(Verb.SEAT_LEFT, held, by=by, at=at, part=held.part)
    return held


def _held(seat: Seat) -> Seat:
    """Hold the programme and then the seat."""
    locked(seat.programme)
    seats = Seat.objects.select_for_update(of=("self",)).select_related("panel__programme__body")
    return seats.get(pk=seat.pk)


def _refuse_settled(seat: Seat) -> None:
    if seat.left_at is not None:
        raise refusals.SeatLeft
    if seat.is_accepted is not None:
        raise refusals.SeatSettled
