"""Joining contributions that say the same, and undoing it."""

from datetime import datetime

from django.db import transaction

from flotilla.contributions.actions import refusals
from flotilla.contributions.actions.standing import (
    hold_all,
    settle_standing,
    target_of,
    undo,
)
from flotilla.contributions.actions.words import taken
from flotilla.contributions.models import Contribution, Distinction, Merge
from flotilla.contributions.verbs import Standing, Verb
from flotilla.journal.actions import record
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from flotilla.programmes.queries import open_verbs


@transaction.atomic
def merge(
    source: Contribution,
    target: Contribution,
    *,
    reason: str = "",
    by: Person | None,
    at: datetime,
) -> Merge:
    """Join a contribution to another that says the same; if that was joined itself, to where it went.

    Both texts stay readable, all authors are credited, supporters count once each across both, comments stay where
    they are. Raises OtherProgramme, MergeCircle, AlreadyMerged, NotStanding, TargetNotStanding, StageClosed.
    """
    programme = Programme.objects.select_for_update(no_key=True).get(pk=source.programme_id)
    if target.programme_id != programme.pk:
        raise refusals.OtherProgramme
    end = target_of(Contribution.objects.get(pk=target.pk))
    if end.pk == source.pk:
        raise refusals.MergeCircle
    held = hold_all([source.pk, end.pk])
    source, end = held[source.pk], held[end.pk]
    _may_join(programme, source, end, at)
    joined = Merge.objects.create(
        source=source,
        target=end,
        reason=taken(reason, 300, field="reason"),
        merged_at=at,
        merged_by=by,
    )
    settle_standing(source)
    record(Verb.MERGED, joined, by=by, at=at, target=end.pk)
    return joined


def _may_join(
    programme: Programme, source: Contribution, target: Contribution, at: datetime
) -> None:
    if source.standing == Standing.MERGED:
        raise refusals.AlreadyMerged
    if source.standing != Standing.LISTED:
        raise refusals.NotStanding
    if target.standing != Standing.LISTED:
        raise refusals.TargetNotStanding
    if Verb.MERGED not in open_verbs(programme, at):
        raise refusals.StageClosed


def _held(merge: Merge) -> Merge:
    """Return a joining that still holds, with both held. Raises NotMerged."""
    Programme.objects.select_for_update(no_key=True).get(pk=merge.source.programme_id)
    merge = (
        Merge.objects.select_for_update(of=("self",), no_key=True)
        .select_related("source", "target")
        .get(pk=merge.pk)
    )
    if merge.undone_at:
        raise refusals.NotMerged
    hold_all([merge.source_id, merge.target_id])
    return merge


@transaction.atomic
def agree_to_merge(merge: Merge, *, by: Person, at: datetime) -> Merge:
    """Say as an author that the joining is right; an objection made before is taken back. Raises NotMerged, AlreadySettled."""
    merge = _held(merge)
    if merge.agreed_at:
        raise refusals.AlreadySettled
    merge.agreed_at, merge.agreed_by = at, by
    merge.objected_at, merge.objected_by, merge.objection = None, None, ""
    merge.save()
    record(Verb.MERGE_AGREED, merge, by=by, at=at)
    return merge


@transaction.atomic
def object_to_merge(merge: Merge, *, words: str, by: Person, at: datetime) -> Merge:
    """Say as an author why it should stand alone; an officer looks again. Raises NotMerged, AlreadySettled, TextNotTaken."""
    merge = _held(merge)
    if merge.objected_at:
        raise refusals.AlreadySettled
    said = taken(words, 600, field="words")
    if not said:
        raise refusals.TextNotTaken(why=refusals.NO_WORDS)
    merge.objected_at, merge.objected_by, merge.objection = at, by, said
    merge.agreed_at, merge.agreed_by = None, None
    merge.save()
    record(Verb.MERGE_OBJECTED, merge, by=by, at=at)
    return merge


@transaction.atomic
def unmerge(merge: Merge, *, reason: str = "", by: Person | None, at: datetime) -> Contribution:
    """Undo a joining: the contribution stands alone again with its own supporters. Raises NotMerged."""
    merge = _held(merge)
    undo(merge, by=by, at=at, reason=taken(reason, 300, field="reason"))
    return Contribution.objects.get(pk=merge.source_id)


@transaction.atomic
def tell_apart(
    contribution: Contribution, other: Contribution, *, by: Person | None, at: datetime
) -> Distinction:
    """Say that two which are alike are not the same, so that nobody is asked again. Saying it twice changes nothing.

    Raises OneAndTheSame.
    """
    if contribution.pk == other.pk:
        raise refusals.OneAndTheSame
    first, second = sorted((contribution, other), key=lambda one: one.pk)
    apart, is_new = Distinction.objects.get_or_create(
        contribution=first, other=second, defaults={"told_apart_at": at, "told_apart_by": by}
    )
    if is_new:
        record(Verb.TOLD_APART, first, by=by, at=at, other=second.pk)
    return apart
