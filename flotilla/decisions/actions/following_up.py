"""After the decision: news of what was taken forward, its end, and second looks."""

from datetime import date, datetime

from django.db import transaction

from flotilla.contributions.actions.standing import locked
from flotilla.contributions.models import Contribution
from flotilla.contributions.queries import family
from flotilla.decisions.actions import refusals
from flotilla.decisions.actions.answering import check_words
from flotilla.decisions.models import Answer, Decision, SecondLook
from flotilla.decisions.queries import WANT_ANSWER
from flotilla.decisions.verbs import AnswerKind, LookOutcome, Outcome, Progress, Verb
from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.people.models import Person


def _underway(decision: Decision) -> Decision:
    contribution = locked(decision.contribution)
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    decision.contribution = contribution
    if decision.reopened_at:
        raise refusals.OpenAgain
    if (
        decision.outcome != Outcome.FORWARD
        or decision.released_at is None
        or decision.closed_at is not None
    ):
        raise refusals.NotForward
    return decision


@transaction.atomic
def tell_update(
    decision: Decision,
    *,
    words: str,
    progress: str,
    next_word_on: date | None,
    signatory: str = "",
    by: Person | None,
    at: datetime,
) -> Answer:
    """Tell what has happened since, with a date for the next word.

    Raises OpenAgain, NotForward, NotListed, NothingSaid, NoNextWord, DayPassed.
    """
    decision = _underway(decision)
    listed(progress, Progress, field="progress")
    check_words("", words, "")
    if next_word_on is None:
        raise refusals.NoNextWord
    if next_word_on <= at.astimezone(decision.contribution.body.zone).date():
        raise refusals.DayPassed
    decision.progress, decision.next_word_on = progress, next_word_on
    decision.save(update_fields=["progress", "next_word_on"])
    return _tell(decision, words, progress, next_word_on, signatory, Verb.UPDATED, by=by, at=at)


@transaction.atomic
def close_undertaking(
    decision: Decision,
    *,
    progress: str,
    result: str,
    signatory: str = "",
    by: Person | None,
    at: datetime,
) -> Answer:
    """Close what was taken forward, with the result, good or bad. Raises OpenAgain, NotForward, NotListed, NothingSaid."""
    decision = _underway(decision)
    listed(progress, Progress, field="progress")
    check_words("", result, "")
    decision.progress, decision.result, decision.closed_at, decision.closed_by = (
        progress,
        result,
        at,
        by,
    )
    decision.next_word_on = None
    decision.save(update_fields=["progress", "result", "closed_at", "closed_by", "next_word_on"])
    return _tell(decision, result, progress, None, signatory, Verb.UNDERTAKING_CLOSED, by=by, at=at)


def _tell(
    decision: Decision,
    words: str,
    progress: str,
    next_word_on: date | None,
    signatory: str,
    verb: Verb,
    *,
    by: Person | None,
    at: datetime,
) -> Answer:
    answer = Answer.objects.create(
        contribution=decision.contribution,
        kind=AnswerKind.UPDATE,
        decision=decision,
        decided=words,
        progress=progress,
        next_word_on=next_word_on,
        signatory=signatory[:120],
        drafted_at=at,
        drafted_by=by,
        released_at=at,
        released_by=by,
    )
    record(verb, answer, by=by, at=at, progress=progress)
    return answer


@transaction.atomic
def ask_second_look(
    decision: Decision, *, words: str, by: Person | None, at: datetime
) -> SecondLook:
    """Ask for a public decision to be looked at by somebody who did not take it. Raises NotPublicYet, SecondLookAsked, NothingSaid."""
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if decision.released_at is None:
        raise refusals.NotPublicYet
    if SecondLook.objects.filter(decision=decision).exists():
        raise refusals.SecondLookAsked
    if not words.strip():
        raise refusals.NothingSaid
    look = SecondLook.objects.create(decision=decision, words=words, asked_at=at, asked_by=by)
    record(Verb.SECOND_LOOK_ASKED, look, by=by, at=at)
    return look


@transaction.atomic
def give_second_look(
    look: SecondLook, *, outcome: str, reply: str, signatory: str = "", by: Person, at: datetime
) -> SecondLook:
    """Give the second look, in public, once. If the decision changes it is opened again, so that a new one is taken.

    Raises TookPart, NotListed, NothingSaid, and NotDecidable for a change of what was withdrawn, joined or removed since.
    """
    contribution = locked(look.decision.contribution)
    look = (
        SecondLook.objects.select_for_update(of=("self",))
        .select_related("decision")
        .get(pk=look.pk)
    )
    if look.given_at:
        return look
    if by.pk in {look.decision.drafted_by_id, look.decision.checked_by_id}:
        raise refusals.TookPart
    listed(outcome, LookOutcome, field="outcome")
    if not reply.strip():
        raise refusals.NothingSaid
    look.outcome, look.reply, look.signatory = outcome, reply, signatory[:120]
    look.given_at, look.given_by = at, by
    look.save(update_fields=["outcome", "reply", "signatory", "given_at", "given_by"])
    record(Verb.SECOND_LOOK_GIVEN, look, by=by, at=at, outcome=outcome)
    if outcome == LookOutcome.CHANGED:
        _reopen(look.decision, contribution, by=by, at=at)
    return look


def _reopen(
    decision: Decision, contribution: Contribution, *, by: Person | None, at: datetime
) -> None:
    """Let a decision hold no longer. When the first answer came does not change: that promise was kept or not."""
    if contribution.standing not in WANT_ANSWER:
        raise refusals.NotDecidable
    decision.reopened_at, decision.reopened_by = at, by
    decision.save(update_fields=["reopened_at", "reopened_by"])
    Contribution.objects.filter(pk__in=family(contribution)).update(decided_at=None)
    record(Verb.DECISION_REOPENED, decision, by=by, at=at, outcome=decision.outcome)
