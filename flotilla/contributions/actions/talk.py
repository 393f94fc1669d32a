"""The conversation about a contribution: writing in it, taking a comment back, concerns, closing and opening."""

from datetime import datetime, timedelta

from django.db import transaction

from flotilla.contributions import rules
from flotilla.contributions.actions import refusals
from flotilla.contributions.actions.standing import locked
from flotilla.contributions.actions.submit import check_level
from flotilla.contributions.actions.words import taken
from flotilla.contributions.models import Comment, ConcernMet, Contribution, TalkClosure
from flotilla.contributions.verbs import CommentKind, Standing, Verb
from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.people.actions import agree_by_filling_in
from flotilla.people.models import Person
from flotilla.people.verbs import Sector
from flotilla.programmes.models import Programme
from flotilla.programmes.queries import notice_version, open_verbs
from flotilla.programmes.rules import is_official
from flotilla.programmes.verbs import Moderation

LONGEST = 5_000
LONGEST_CHANGE = 400


@transaction.atomic
def post_comment(
    contribution: Contribution,
    *,
    text: str,
    submission_key: str,
    kind: str = CommentKind.COMMENT,
    change_mind: str = "",
    parent: Comment | None = None,
    byline: str = "",
    sector: str = "",
    by: Person | None,
    at: datetime,
) -> Comment:
    """Write in the conversation; shown at once or after it was read, as the programme says. `by` is None for a guest.

    A reply to a reply stands under the same comment. Who works for an owner of the programme speaks officially, and
    in its first quiet days only asks. The same key posts the same comment. Raises NotStanding, StageClosed,
    TalkIsClosed, OfficialsListen, TextNotTaken, ChangeMindMissing, CommentGone, SentBefore, GuestsNotAllowed,
    LevelTooLow, NotListed.
    """
    listed(kind, CommentKind, field="kind")
    if sector:
        listed(sector, Sector, field="sector")
    if not is_official(by, contribution.programme):  # in office they are shown by their office
        notice = notice_version(contribution.programme)
        agree_by_filling_in(by, {"byline": byline, "sector": sector}, notice=notice, by=by, at=at)
    contribution = locked(contribution)
    words, change = taken(text, LONGEST), taken(change_mind, LONGEST_CHANGE, field="change_mind")
    if earlier := Comment.objects.filter(submission_key=submission_key).first():
        return _the_same(earlier, contribution, words)
    official = is_official(by, contribution.programme)
    _may_speak(contribution, by, at)
    _check_words(contribution.programme, words, kind, change, at, official=official)
    if parent is not None:
        parent = _parent(contribution, parent)
    reads_first = contribution.programme.moderation == Moderation.BEFORE and not official
    comment = Comment.objects.create(
        contribution=contribution,
        parent=parent,
        person=by,
        byline=byline[:120],
        sector=sector,
        is_official=official,
        kind=kind,
        text=words,
        change_mind=change if kind == CommentKind.CONCERN else "",
        posted_at=at,
        published_at=None if reads_first else at,
        submission_key=submission_key,
    )
    recount_comments(contribution)
    record(Verb.COMMENTED, comment, by=by, at=at, kind=str(kind), published=not reads_first)
    return comment


def _the_same(earlier: Comment, contribution: Contribution, words: str) -> Comment:
    if (earlier.contribution_id, earlier.text) != (contribution.pk, words):
        raise refusals.SentBefore
    return earlier


def _may_speak(contribution: Contribution, by: Person | None, at: datetime) -> None:
    programme = contribution.programme
    if contribution.standing != Standing.LISTED:
        raise refusals.NotStanding
    if Verb.COMMENTED not in open_verbs(programme, at):
        raise refusals.StageClosed
    if closure := contribution.talk_closures.filter(opened_at=None).first():
        raise refusals.TalkIsClosed(reason=closure.reason)
    if by is None and programme.needs_account:
        raise refusals.GuestsNotAllowed
    check_level(programme, by, programme.contribute_level)


def _check_words(
    programme: Programme, words: str, kind: str, change: str, at: datetime, *, official: bool
) -> None:
    if not words:
        raise refusals.TextNotTaken(why=refusals.NO_WORDS)
    if kind not in CommentKind.values:
        raise refusals.NotAConcern
    if kind == CommentKind.CONCERN and not change:
        raise refusals.ChangeMindMissing
    if official and kind != CommentKind.QUESTION and at < quiet_until(programme):
        raise refusals.OfficialsListen(days=programme.listen_days)


def quiet_until(programme: Programme) -> datetime:
    """Return until when officials only ask questions."""
    opened = programme.opening.opened_at if programme.has_opened else programme.drafted_at
    return opened + timedelta(days=programme.listen_days)


def _parent(contribution: Contribution, parent: Comment) -> Comment:
    shown = contribution.comments.shown().filter(pk=parent.parent_id or parent.pk).first()
    if shown is None:
        raise refusals.CommentGone
    return shown


def recount_comments(contribution: Contribution) -> None:
    """Count the comments that are shown, and keep the number."""
    count = Comment.objects.shown().filter(contribution=contribution).count()
    Contribution.objects.filter(pk=contribution.pk).update(comment_count=count)


def locked_comment(comment: Comment) -> Comment:
    """Return the comment as it is now, with its contribution held until the transaction ends."""
    locked(comment.contribution)
    return Comment.objects.select_related("contribution__programme").get(pk=comment.pk)


@transaction.atomic
def withdraw_comment(comment: Comment, *, by: Person | None, at: datetime) -> Comment:
    """Take a comment back; that something stood there stays to be seen. Raises AlreadyWithdrawn."""
    comment = locked_comment(comment)
    if comment.withdrawn_at:
        raise refusals.AlreadyWithdrawn
    comment.withdrawn_at, comment.withdrawn_by = at, by
    comment.save(update_fields=["withdrawn_at", "withdrawn_by"])
    recount_comments(comment.contribution)
    record(Verb.COMMENT_WITHDRAWN, comment, by=by, at=at)
    return comment


@transaction.atomic
def publish_comment(comment: Comment, *, by: Person | None, at: datetime) -> Comment:
    """Show a comment that waited to be read. Raises OwnWords, AlreadyPublished, CommentGone."""
    comment = locked_comment(comment)
    if rules.wrote(by, comment):
        raise refusals.OwnWords
    if comment.withdrawn_at or comment.removals.filter(undone_at=None).exists():
        raise refusals.CommentGone
    if comment.published_at:
        raise refusals.AlreadyPublished
    comment.published_at, comment.published_by = at, by
    comment.save(update_fields=["published_at", "published_by"])
    recount_comments(comment.contribution)
    record(Verb.COMMENT_PUBLISHED, comment, by=by, at=at)
    return comment


@transaction.atomic
def resolve_concern(comment: Comment, *, words: str = "", by: Person, at: datetime) -> ConcernMet:
    """Say that a concern is met; only whoever raised it may. Raises NotAConcern, NotYours, AlreadySettled, CommentGone."""
    comment = locked_comment(comment)
    if comment.kind != CommentKind.CONCERN:
        raise refusals.NotAConcern
    if comment.person_id != by.pk:
        raise refusals.NotYours
    if comment.withdrawn_at:
        raise refusals.CommentGone
    if hasattr(comment, "met"):
        raise refusals.AlreadySettled
    met = ConcernMet.objects.create(
        comment=comment, words=taken(words, 300, field="words"), resolved_at=at, resolved_by=by
    )
    record(Verb.CONCERN_RESOLVED, comment, by=by, at=at)
    return met


@transaction.atomic
def close_talk(
    contribution: Contribution, *, reason: str, by: Person | None, at: datetime
) -> TalkClosure:
    """Close the conversation, with a reason that everyone reads. Raises ReasonMissing, TalkIsClosed."""
    contribution = locked(contribution)
    reason = taken(reason, 300, field="reason")
    if not reason:
        raise refusals.ReasonMissing
    if closure := contribution.talk_closures.filter(opened_at=None).first():
        raise refusals.TalkIsClosed(reason=closure.reason)
    closure = TalkClosure.objects.create(
        contribution=contribution, reason=reason, closed_at=at, closed_by=by
    )
    record(Verb.TALK_CLOSED, contribution, by=by, at=at)
    return closure


@transaction.atomic
def open_talk(contribution: Contribution, *, by: Person | None, at: datetime) -> TalkClosure:
    """Open the conversation again. Raises TalkIsOpen."""
    contribution = locked(contribution)
    closure = contribution.talk_closures.filter(opened_at=None).first()
    if closure is None:
        raise refusals.TalkIsOpen
    closure.opened_at, closure.opened_by = at, by
    closure.save(update_fields=["opened_at", "opened_by"])
    record(Verb.TALK_OPENED, contribution, by=by, at=at)
    return closure
