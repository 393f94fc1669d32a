"""Beginning to assess, and giving each entry to its readers."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from flotilla.assessment.actions import refusals
from flotilla.assessment.actions.interests import note_likely
from flotilla.assessment.models import Assessment, CriteriaSet, Interest, Panel, Seat
from flotilla.assessment.queries import digest_of, entries, has_begun, lacking, ready_seats
from flotilla.assessment.verbs import SeatPart, Verb
from flotilla.contributions.models import Contribution
from flotilla.journal.actions import record
from flotilla.numerics.assignment import Lack, Obstacle, Reader, assign
from flotilla.people.models import Person
from flotilla.programmes.actions.locking import locked_unclosed, locked_underway


@transaction.atomic
def begin_assessing(panel: Panel, *, by: Person | None, at: datetime) -> CriteriaSet:
    """Begin assessing: from here on the criteria are frozen, with their hash. Raises NotPublished, NoChair, NobodyReady, NothingToJudge, NotOpen, AlreadyClosed."""
    programme = locked_underway(panel.programme)
    found = CriteriaSet.objects.select_for_update(of=("self",)).filter(programme=programme).first()
    if found is None or found.published_at is None or not lacking(found).none:
        raise refusals.NotPublished
    if found.frozen_at is not None:
        return found
    if not panel.seats.taken().filter(part=SeatPart.CHAIR).exists():
        raise refusals.NoChair
    if not ready_seats(panel).exists():
        raise refusals.NobodyReady
    if not entries(panel).exists():
        raise refusals.NothingToJudge
    found.frozen_at, found.frozen_by, found.digest = at, by, digest_of(found)
    found.save(update_fields=["frozen_at", "frozen_by", "digest"])
    record(Verb.BEGUN, found, by=by, at=at, digest=found.digest)
    return found


@transaction.atomic
def allot(panel: Panel, *, by: Person | None, at: datetime) -> int:
    """Give every entry to its readers: as many as the panel says, loads alike, nobody where they have an interest.

    What was given by hand or begun stays. Raises NotBegun, CannotBeAllotted. Returns how many were newly given.
    """
    locked_unclosed(panel.programme)
    if not has_begun(panel):
        raise refusals.NotBegun
    note_likely(panel, at=at)
    seats, judged = list(ready_seats(panel)), list(entries(panel))
    standing = list(
        Assessment.objects.select_for_update(of=("self",)).live().filter(contribution__in=judged)
    )
    fixed = {(one.contribution_id, one.seat_id) for one in standing if _stays(one)}
    able = {one.pk for one in seats}
    pairs = assign(
        [one.pk for one in judged],
        [Reader(one.pk, one.most, one.lived_experience) for one in seats],
        panel.readers,
        interests=_ties(panel),
        fixed={pair for pair in fixed if pair[1] in able},
        lived=panel.wants_lived,
    )
    if pairs.obstacles:
        raise refusals.CannotBeAllotted(why=" ".join(_said(one) for one in pairs.obstacles))
    gone = [
        one for one in standing if (one.contribution_id, one.seat_id) not in pairs.pairs | fixed
    ]
    Assessment.objects.filter(pk__in=[one.pk for one in gone]).update(
        taken_away_at=at, taken_away_by=by
    )
    new = _given(pairs.pairs, standing, by=by, at=at)
    record(Verb.ALLOTTED, panel, by=by, at=at, number=new)
    return new


def _stays(assessment: Assessment) -> bool:
    """What a person gave by hand, or a reader has begun, is not given to another."""
    begun = assessment.cleared_at or assessment.saved_at or assessment.sent_at
    return assessment.by_hand or begun is not None


def _ties(panel: Panel) -> set[tuple[int, int]]:
    """Where nobody reads: interests, and what was made void because of one."""
    standing = Interest.objects.standing().filter(seat__panel=panel)
    void = Assessment.objects.filter(seat__panel=panel, voided_at__isnull=False)
    return {
        *standing.values_list("contribution_id", "seat_id"),
        *void.values_list("contribution_id", "seat_id"),
    }


def _given(
    pairs: Iterable[tuple[int, int]],
    standing: list[Assessment],
    *,
    by: Person | None,
    at: datetime,
) -> int:
    """Write down who reads what; what was taken away before is given again."""
    known = {(one.contribution_id, one.seat_id) for one in standing}
    wanted = [pair for pair in sorted(pairs) if pair not in known]
    away = {
        (one.contribution_id, one.seat_id): one.pk
        for one in Assessment.objects.filter(
            contribution__in=[pair[0] for pair in wanted], taken_away_at__isnull=False
        )
    }
    again = [away[pair] for pair in wanted if pair in away]
    Assessment.objects.filter(pk__in=again).update(
        taken_away_at=None, taken_away_by=None, allotted_at=at, allotted_by=by
    )
    Assessment.objects.bulk_create(
        Assessment(contribution_id=entry, seat_id=seat, allotted_at=at, allotted_by=by)
        for entry, seat in wanted
        if (entry, seat) not in away
    )
    return len(wanted)


def _said(obstacle: Obstacle) -> str:
    """What stands in the way and what would help, in a sentence."""
    gaps = {"needed": obstacle.needed, "there": obstacle.there, "count": len(obstacle.ids)}
    sentences = {
        Lack.READINGS: _("%(needed)s readings are needed, and your readers take %(there)s: let them read more each, invite more people, or let fewer read each entry."),
        Lack.READERS: _("For %(count)s entries there are only %(there)s readers without an interest, and %(needed)s are needed: invite somebody else."),
        Lack.LIVED_READINGS: _("%(needed)s entries want a reader who lives with the problem, and those you have take %(there)s: let them read more each, or invite more of them."),
        Lack.LIVED_READERS: _("For %(count)s entries nobody who lives with the problem is without an interest: invite somebody else who does."),
        Lack.FIXED_INTEREST: _("%(there)s entries were given by hand to somebody with an interest: take them away."),
        Lack.FIXED_LOAD: _("Somebody has %(needed)s entries already and takes %(there)s: let them read more, or take some away."),
        Lack.TOGETHER: _("Each wish could be met, but not all at once: %(count)s entries would lack a reader. Invite more people, or let them read more each."),
    }  # fmt: skip
    return sentences[obstacle.lack] % gaps


@transaction.atomic
def allot_by_hand(
    seat: Seat, contribution: Contribution, *, by: Person, at: datetime
) -> Assessment:
    """Give an entry to a reader by hand; no arithmetic takes it away again. Raises NotBegun, NotSeated, NotStated, NotAnEntry, HasInterest."""
    locked_unclosed(seat.programme)
    held = Seat.objects.select_for_update(of=("self",)).select_related("panel").get(pk=seat.pk)
    if not has_begun(held.panel):
        raise refusals.NotBegun
    if not held.is_taken:
        raise refusals.NotSeated
    if held.stated_at is None:
        raise refusals.NotStated
    if not entries(held.panel).filter(pk=contribution.pk).exists():
        raise refusals.NotAnEntry
    if (contribution.pk, held.pk) in _ties(held.panel):
        raise refusals.HasInterest
    facts = {"by_hand": True, "allotted_at": at, "allotted_by": by, "taken_away_at": None, "taken_away_by": None}  # fmt: skip
    assessment, _is_new = Assessment.objects.update_or_create(
        seat=held, contribution=contribution, defaults=facts
    )
    record(Verb.ALLOTTED_BY_HAND, assessment, by=by, at=at)
    return assessment


@transaction.atomic
def take_away(assessment: Assessment, *, by: Person, at: datetime) -> Assessment:
    """Take an entry from a reader who has not sent it. Raises AlreadySent. Posted twice it is done once."""
    held = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("contribution")
        .get(pk=assessment.pk)
    )
    if held.sent_at is not None:
        raise refusals.AlreadySent
    if held.taken_away_at is None:
        held.taken_away_at, held.taken_away_by, held.by_hand = at, by, False
        held.save(update_fields=["taken_away_at", "taken_away_by", "by_hand"])
        record(Verb.TAKEN_AWAY, held, by=by, at=at)
    return held


@transaction.atomic
def remind_assessors(panel: Panel, *, by: Person | None, at: datetime) -> int:
    """Remind by letter everybody who still has something to send. Returns how many."""
    waiting = Assessment.objects.waiting().filter(seat__panel=panel)
    late = panel.seats.taken().filter(pk__in=waiting.values("seat_id"))
    for seat in late.select_related("panel__programme"):
        record(Verb.REMINDED, seat, by=by, at=at)
    return late.count()
