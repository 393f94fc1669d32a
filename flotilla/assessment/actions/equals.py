"""Telling equals apart when no criterion does: by a ruling of the chair, or by lots that anybody can draw again."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from flotilla.assessment.actions import meeting_refusals
from flotilla.assessment.actions.spending import frozen_meeting
from flotilla.assessment.models import Lot, Lottery, Meeting, Ruling
from flotilla.assessment.queries.ordering import equals, final_order
from flotilla.assessment.verbs import TieEnd, Verb
from flotilla.contributions.models import Contribution
from flotilla.journal.actions import record
from flotilla.kit import written
from flotilla.numerics import lots
from flotilla.people.models import Person

CODE = 32


@transaction.atomic
def rule_tie(
    meeting: Meeting,
    *,
    order: Sequence[Contribution],
    reason: str,
    by: Person | None,
    at: datetime,
) -> list[Ruling]:
    """Tell all of some equals apart as the chair, the first first, with the reason.

    Raises NotFrozen, SettledAlready, NotTheChair, NoReason, SamePlace, NotEqual.
    """
    if not reason.strip():
        raise meeting_refusals.NoReason
    held = _equal(meeting, order, TieEnd.CHAIR)
    rows = Ruling.objects.bulk_create(
        Ruling(
            meeting=held,
            contribution=one,
            place=place,
            reason=reason.strip(),
            ruled_at=at,
            ruled_by=by,
        )
        for place, one in enumerate(order, start=1)
    )
    for one in rows:
        record(Verb.TIE_RULED, one, by=by, at=at, place=one.place)
    return rows


@transaction.atomic
def announce_lots(
    meeting: Meeting,
    *,
    entries: Sequence[Contribution],
    source: str,
    draw_at: datetime,
    by: Person | None,
    at: datetime,
) -> Lottery:
    """Publish the list of lots with its hash, the public source of chance and the hour; nothing of it changes afterwards.

    A lot is a code that only the salt, told with the decisions, ties to its entry: so the list commits to the entries,
    and nobody learns from it who is on the line. Raises NotFrozen, SettledAlready, NotByLots, NotEqual, NoSource,
    DrawnTooSoon, LotsWaiting.
    """
    if not source.strip():
        raise meeting_refusals.NoSource
    if draw_at <= at:
        raise meeting_refusals.DrawnTooSoon
    held = _equal(meeting, entries, TieEnd.LOTS)
    if held.lotteries.filter(drawn_at__isnull=True, given_up_at__isnull=True).exists():
        raise meeting_refusals.LotsWaiting
    salt = secrets.token_hex(16)
    codes = {one.pk: code_of(salt, one.number) for one in entries}
    lottery = Lottery.objects.create(
        meeting=held,
        lots="\n".join(sorted(codes.values())),
        list_hash=lots.list_hash(list(codes.values())),
        salt=salt,
        source=source.strip()[:300],
        draw_at=draw_at,
        announced_at=at,
        announced_by=by,
    )
    Lot.objects.bulk_create(
        Lot(lottery=lottery, contribution_id=pk, code=code) for pk, code in codes.items()
    )
    record(Verb.LOTS_ANNOUNCED, lottery, by=by, at=at, list_hash=lottery.list_hash)
    return lottery


def code_of(salt: str, number: int) -> str:
    """Return the line of the list that stands for an entry: the first 32 digits of SHA-256 of "salt:number"."""
    return hashlib.sha256(f"{salt}:{number}".encode()).hexdigest()[:CODE]


@transaction.atomic
def give_up_lots(lottery: Lottery, *, reason: str, by: Person | None, at: datetime) -> Lottery:
    """Give a drawing up while nobody can know how it would end. Raises LotsOver, TooLateToGiveUp, NoReason."""
    held = _open(lottery)
    if not reason.strip():
        raise meeting_refusals.NoReason
    if at >= held.draw_at:
        raise meeting_refusals.TooLateToGiveUp
    held.given_up_at, held.given_up_by, held.given_up_reason = at, by, reason.strip()[:300]
    held.save(update_fields=["given_up_at", "given_up_by", "given_up_reason"])
    record(Verb.LOTS_GIVEN_UP, held, by=by, at=at)
    return held


@transaction.atomic
def draw_lots(
    lottery: Lottery,
    *,
    randomness: str,
    first_witness: str,
    second_witness: str,
    by: Person | None,
    at: datetime,
) -> Lottery:
    """Draw by what the source says, once its hour has come, before two witnesses; the published arithmetic decides.

    Raises LotsOver, NotYet, NoRandomness, TwoWitnesses.
    """
    held = _open(lottery)
    if at < held.draw_at:
        hour = held.draw_at.astimezone(held.programme.body.zone)
        raise meeting_refusals.NotYet(hour=written.moment_text(hour))
    said = " ".join(randomness.split())[:400]
    if not said:
        raise meeting_refusals.NoRandomness
    witnesses = [" ".join(one.split())[:120] for one in (first_witness, second_witness)]
    if not all(witnesses) or witnesses[0].casefold() == witnesses[1].casefold():
        raise meeting_refusals.TwoWitnesses
    drawing = lots.drawn(held.lots.splitlines(), said)
    held.randomness, held.result = said, "\n".join(drawing.order)
    held.first_witness, held.second_witness = witnesses
    held.drawn_at, held.drawn_by = at, by
    held.save(
        update_fields=["randomness", "result", "first_witness", "second_witness", "drawn_at", "drawn_by"]
    )  # fmt: skip
    for place, code in enumerate(drawing.order, start=1):
        Lot.objects.filter(lottery=held, code=code).update(place=place)
    digest = hashlib.sha256(f"{said}\n{held.result}\n".encode()).hexdigest()
    record(Verb.LOTS_DRAWN, held, by=by, at=at, list_hash=held.list_hash, drawn=digest)
    return held


def _equal(meeting: Meeting, entries: Sequence[Contribution], end: TieEnd) -> Meeting:
    """Hold a meeting in which these are a whole group of equals, to be told apart in this way."""
    held, criteria_set = frozen_meeting(meeting)
    if criteria_set.ties_by != end:
        raise (meeting_refusals.NotTheChair if end == TieEnd.CHAIR else meeting_refusals.NotByLots)
    wanted = {one.pk for one in entries}
    if len(wanted) < len(entries):
        raise meeting_refusals.SamePlace
    groups = [{one.entry.pk for one in found} for found in equals(final_order(held, criteria_set))]
    if wanted not in groups:
        raise meeting_refusals.NotEqual
    return held


def _open(lottery: Lottery) -> Lottery:
    rows = Lottery.objects.select_for_update(of=("self",)).select_related(
        "meeting__panel__programme"
    )
    held = rows.get(pk=lottery.pk)
    if held.drawn_at is not None or held.given_up_at is not None:
        raise meeting_refusals.LotsOver
    return held
