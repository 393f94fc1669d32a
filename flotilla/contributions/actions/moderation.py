"""Reports, removals with a published reason, and looking again."""

from datetime import datetime

from django.db import transaction

from flotilla.contributions import rules
from flotilla.contributions.actions import refusals
from flotilla.contributions.actions.standing import free_joined, locked, settle_standing
from flotilla.contributions.actions.talk import locked_comment, recount_comments
from flotilla.contributions.actions.words import taken
from flotilla.contributions.models import Appeal, Comment, Contribution, Removal, Report
from flotilla.contributions.reasons import REASONS
from flotilla.contributions.verbs import AppealOutcome, ReportOutcome, Standing, Verb
from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.people.models import Person

Thing = Contribution | Comment


def _key(thing: Thing) -> dict[str, Thing]:
    return {"contribution" if isinstance(thing, Contribution) else "comment": thing}


def _checked(reason: str) -> str:
    if reason not in REASONS:
        raise refusals.UnknownReason
    return reason


def not_by_its_writer(thing: Thing, by: Person | None) -> None:
    """Refuse whoever would moderate what they wrote themselves. Raises OwnWords."""
    if rules.wrote(by, thing):
        raise refusals.OwnWords


@transaction.atomic
def report(
    thing: Thing,
    *,
    reason: str,
    words: str = "",
    email: str = "",
    by: Person | None,
    at: datetime,
) -> Report:
    """Ask the moderators to look at something; no account is needed. One open report a person and thing.

    Raises UnknownReason, TextNotTaken.
    """
    _checked(reason)
    said = taken(words, 600, field="words")
    locked(thing if isinstance(thing, Contribution) else thing.contribution)
    who = {"person": by} if by else {"person": None, "email": email}
    waiting = Report.objects.filter(**_key(thing), **who, settled_at=None)
    if (by or email) and (earlier := waiting.first()):
        return earlier
    made = Report.objects.create(
        **_key(thing), reason=reason, words=said, person=by, email=email, reported_at=at
    )
    record(Verb.REPORTED, made, by=by, at=at, reason=reason)
    return made


@transaction.atomic
def settle_report(report: Report, *, outcome: str, by: Person | None, at: datetime) -> Report:
    """Say what became of a report: kept or removed. Whoever reported hears of it. Raises NotListed, AlreadySettled."""
    listed(outcome, ReportOutcome, field="outcome")
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.settled_at:
        raise refusals.AlreadySettled
    report.settled_at, report.settled_by, report.outcome = at, by, outcome
    report.save(update_fields=["settled_at", "settled_by", "outcome"])
    record(Verb.REPORT_SETTLED, report, by=by, at=at, outcome=outcome)
    return report


@transaction.atomic
def keep(thing: Thing, *, by: Person | None, at: datetime) -> int:
    """Look at what was reported and leave it where it is; settles every open report about it. Raises OwnWords, AlreadySettled."""
    not_by_its_writer(thing, by)
    locked(thing if isinstance(thing, Contribution) else thing.contribution)
    settled = _settle_all(thing, ReportOutcome.KEPT, by=by, at=at)
    if not settled:
        raise refusals.AlreadySettled
    return settled


def _settle_all(thing: Thing, outcome: str, *, by: Person | None, at: datetime) -> int:
    waiting = list(thing.reports.filter(settled_at=None))
    for one in waiting:
        settle_report(one, outcome=outcome, by=by, at=at)
    return len(waiting)


@transaction.atomic
def remove(
    contribution: Contribution, *, reason: str, words: str = "", by: Person | None, at: datetime
) -> Removal:
    """Take a contribution out of sight, with a reason from the published list and words to the author.

    That it was there stays to be seen; what was joined to it stands alone again; reports about it are settled.
    Raises OwnWords, UnknownReason, AlreadyRemoved, NotStanding, TextNotTaken.
    """
    contribution = locked(contribution)
    if contribution.standing == Standing.REMOVED:
        raise refusals.AlreadyRemoved
    if contribution.standing == Standing.WITHDRAWN:
        raise refusals.NotStanding
    removal = _remove(contribution, reason, words, by, at)
    free_joined(contribution, by=by, at=at)
    settle_standing(contribution)
    record(Verb.REMOVED, removal, by=by, at=at, reason=reason)
    _settle_all(contribution, ReportOutcome.REMOVED, by=by, at=at)
    return removal


@transaction.atomic
def remove_comment(
    comment: Comment, *, reason: str, words: str = "", by: Person | None, at: datetime
) -> Removal:
    """Take a comment out of sight, with a reason; its place stays. Raises OwnWords, UnknownReason, AlreadyRemoved, CommentGone."""
    comment = locked_comment(comment)
    if comment.removals.filter(undone_at=None).exists():
        raise refusals.AlreadyRemoved
    if comment.withdrawn_at:
        raise refusals.CommentGone
    removal = _remove(comment, reason, words, by, at)
    recount_comments(comment.contribution)
    record(Verb.COMMENT_REMOVED, removal, by=by, at=at, reason=reason)
    _settle_all(comment, ReportOutcome.REMOVED, by=by, at=at)
    return removal


def _remove(thing: Thing, reason: str, words: str, by: Person | None, at: datetime) -> Removal:
    not_by_its_writer(thing, by)
    said = taken(words, 600, field="words")
    return Removal.objects.create(
        **_key(thing), reason=_checked(reason), words=said, removed_at=at, removed_by=by
    )


@transaction.atomic
def restore(contribution: Contribution, *, by: Person | None, at: datetime) -> Removal:
    """Show a removed contribution again, where it was before. Raises OwnWords, NotRemoved."""
    removal = _undo_removal(locked(contribution), by=by, at=at)
    record(Verb.RESTORED, removal, by=by, at=at)
    return removal


@transaction.atomic
def restore_comment(comment: Comment, *, by: Person | None, at: datetime) -> Removal:
    """Show a removed comment again. Raises OwnWords, NotRemoved."""
    removal = _undo_removal(locked_comment(comment), by=by, at=at)
    record(Verb.COMMENT_RESTORED, removal, by=by, at=at)
    return removal


def _undo_removal(thing: Thing, *, by: Person | None, at: datetime) -> Removal:
    not_by_its_writer(thing, by)
    removal = thing.removals.select_for_update().filter(undone_at=None).first()
    if removal is None:
        raise refusals.NotRemoved
    removal.undone_at, removal.undone_by = at, by
    removal.save(update_fields=["undone_at", "undone_by"])
    if thing.published_at is None:
        thing.published_at, thing.published_by = at, by
        thing.save(update_fields=["published_at", "published_by"])
    if isinstance(thing, Contribution):
        settle_standing(thing)
    else:
        recount_comments(thing.contribution)
    return removal


@transaction.atomic
def appeal(removal: Removal, *, words: str, by: Person | None, at: datetime) -> Appeal:
    """Ask for a removal to be looked at again, by somebody else. Raises NotRemoved, AlreadyAppealed, TextNotTaken."""
    removal = Removal.objects.select_for_update().get(pk=removal.pk)
    if removal.undone_at:
        raise refusals.NotRemoved
    if hasattr(removal, "appeal"):
        raise refusals.AlreadyAppealed
    said = taken(words, 1000, field="words")
    if not said:
        raise refusals.TextNotTaken(why=refusals.NO_WORDS)
    made = Appeal.objects.create(
        removal=removal,
        words=said,
        appealed_at=at,
        appealed_by=by,
        removed_by_id=removal.removed_by_id,
    )
    record(Verb.APPEALED, made, by=by, at=at)
    return made


@transaction.atomic
def decide_appeal(
    appeal: Appeal, *, restored: bool, reply: str, by: Person, at: datetime
) -> Appeal:
    """Decide an appeal, with words to the author; never by whoever removed it. Raises SameOfficer, OwnWords, AlreadySettled, NotRemoved."""
    appeal = Appeal.objects.select_for_update().get(pk=appeal.pk)
    if appeal.decided_at:
        raise refusals.AlreadySettled
    if appeal.removed_by_id == by.pk:
        raise refusals.SameOfficer
    not_by_its_writer(appeal.removal.comment or appeal.removal.about, by)
    said = taken(reply, 1000, field="reply")
    if not said:
        raise refusals.TextNotTaken(why=refusals.NO_WORDS)
    removal = appeal.removal
    if restored:
        thing = removal.comment or removal.contribution
        locked(removal.about)
        _undo_removal(thing, by=by, at=at)  # type: ignore[arg-type]
    appeal.decided_at, appeal.decided_by, appeal.reply = at, by, said
    appeal.outcome = AppealOutcome.RESTORED if restored else AppealOutcome.UPHELD
    appeal.save(update_fields=["decided_at", "decided_by", "reply", "outcome"])
    record(Verb.APPEAL_DECIDED, appeal, by=by, at=at, outcome=appeal.outcome)
    return appeal
