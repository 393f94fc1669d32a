"""Drafting, checking and releasing decisions."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from flotilla.contributions.actions.standing import hold_all, locked
from flotilla.contributions.models import Contribution
from flotilla.contributions.queries import family
from flotilla.decisions.actions import refusals
from flotilla.decisions.actions.answering import (
    check_words,
    consider,
    look_over,
    mark_answered,
)
from flotilla.decisions.models import Answer, Decision
from flotilla.decisions.queries import WANT_ANSWER, is_judged, judged
from flotilla.decisions.reasons import REASONS
from flotilla.decisions.verbs import AnswerKind, Outcome, Verb, Way
from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.people.models import Person

NEEDS_REASON = frozenset({Outcome.NOT_FORWARD, Outcome.PARKED})


@transaction.atomic
def draft_decision(
    contribution: Contribution,
    *,
    outcome: str,
    decided: str,
    said: str = "",
    fit: str = "",
    way: str = "",
    reasons: Sequence[str] = (),
    words: str = "",
    who_decided: str,
    rule: str = "",
    considered: str = "",
    passed_to: str = "",
    parked_until: str = "",
    next_word_on: date | None = None,
    signatory: str = "",
    by: Person | None,
    at: datetime,
) -> Decision:
    """Write the decision about a contribution with its answer in three parts, or write it again; it is checked anew then.

    After a second look that changes it, a new one takes the place of the one that was opened again. Raises NotDecidable,
    AlreadyDecided, AlreadyTold, NotListed, NobodyDecides, NoReasonGiven, NoWayGiven, NoNextWord, DayPassed, NoOwner, NothingChanged.
    """
    contribution = locked(contribution)
    if contribution.standing not in WANT_ANSWER:
        raise refusals.NotDecidable
    check_codes(outcome, way, reasons)
    decision = Decision.objects.current().filter(contribution=contribution).first()
    refuse_told(decision)
    facts = {
        "outcome": outcome,
        "way": way if outcome == Outcome.FORWARD else "",
        "reasons": list(reasons),
        "words": words.strip(),
        "who_decided": who_decided.strip()[:200],
        "rule": rule[:200],
        "considered": considered[:600],
        "passed_to": passed_to[:200] if outcome == Outcome.PASSED_ON else "",
        "parked_until": parked_until[:200] if outcome == Outcome.PARKED else "",
        "next_word_on": next_word_on,
        "drafted_at": at,
        "drafted_by": by,
        "checked_at": None,
        "checked_by": None,
        "returned_words": "",
        "release_at": None,
    }
    _check(facts, today=at.astimezone(contribution.body.zone).date())
    _refuse_the_same(contribution, facts, decided)
    decision, _is_new = Decision.objects.update_or_create(
        contribution=contribution,
        reopened_at=None,
        defaults={"programme": contribution.programme, **facts},
    )
    answer = {
        "said": said,
        "decided": decided,
        "fit": fit,
        "signatory": signatory[:120],
        "drafted_at": at,
        "drafted_by": by,
    }
    Answer.objects.update_or_create(
        decision=decision,
        kind=AnswerKind.FINAL,
        defaults={
            **answer,
            "contribution": contribution,
            "language": contribution.language,
            "next_word_on": next_word_on,
            "due_on": contribution.answer_due_on,
        },
    )
    record(Verb.DECISION_DRAFTED, decision, by=by, at=at, outcome=outcome)
    return decision


@transaction.atomic
def draft_together(
    contributions: Sequence[Contribution],
    *,
    lines: Mapping[int, str],
    decided: str,
    by: Person,
    at: datetime,
    **facts: Any,
) -> list[Decision]:
    """Draft the same decision about many, each with a line of its own before the words for all; each is checked by itself.

    All or none. Raises NotRead for those that the person has not read, SameLine, and what draft_decision raises.
    """
    own = look_over(contributions, decided=decided, lines=lines, by=by)
    return [
        draft_decision(one, decided=f"{own[one.pk]}\n\n{decided}", by=by, at=at, **facts)
        for one in contributions
    ]


def check_codes(outcome: str, way: str, reasons: Sequence[str]) -> None:
    """Refuse codes that nobody knows, whoever brings them: a page, a file, a mapping. Raises NotListed."""
    listed(outcome, Outcome, field="outcome")
    if way:
        listed(way, Way, field="way")
    for code in reasons:
        listed(code, REASONS, field="reasons")


def _check(facts: dict[str, Any], *, today: date) -> None:
    outcome = facts["outcome"]
    if not facts["who_decided"]:
        raise refusals.NobodyDecides
    if outcome in NEEDS_REASON and not (facts["reasons"] and facts["words"]):
        raise refusals.NoReasonGiven
    if outcome == Outcome.FORWARD and not facts["way"]:
        raise refusals.NoWayGiven
    if outcome == Outcome.FORWARD and facts["next_word_on"] is None:
        raise refusals.NoNextWord
    if facts["next_word_on"] and facts["next_word_on"] <= today:
        raise refusals.DayPassed
    if (outcome == Outcome.PASSED_ON and not facts["passed_to"]) or (
        outcome == Outcome.PARKED and not facts["parked_until"]
    ):
        raise refusals.NoOwner


def _refuse_the_same(contribution: Contribution, facts: dict[str, Any], decided: str) -> None:
    """A decision that a second look opened again is not taken again word for word."""
    before = Decision.objects.released().filter(contribution=contribution).last()
    if before is None:
        return
    names = ("outcome", "way", "reasons", "words", "passed_to", "parked_until")
    answer = before.answers.filter(kind=AnswerKind.FINAL, decided=decided)
    if all(getattr(before, name) == facts[name] for name in names) and answer.exists():
        raise refusals.NothingChanged


def refuse_told(decision: Decision | None) -> None:
    """Refuse to change what somebody was told. Raises AlreadyDecided, AlreadyTold."""
    if decision and decision.released_at:
        raise refusals.AlreadyDecided
    if decision and decision.told_at:
        raise refusals.AlreadyTold


def _locked(decision: Decision) -> Decision:
    """Hold the contribution and then its decision, in the order of docs/decisions/0008, so that nobody waits in a circle."""
    contribution = locked(decision.contribution)
    held = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    held.contribution = contribution
    return held


def _refuse_what_is_gone(decision: Decision) -> None:
    if decision.contribution.standing not in WANT_ANSWER:
        raise refusals.NotDecidable


@transaction.atomic
def check(decision: Decision, *, by: Person, at: datetime) -> Decision:
    """Check a drafted decision as a second person. Raises AlreadyDecided, AlreadyTold, NotDecidable, SelfChecked, NothingSaid, GapsLeft."""
    decision = _locked(decision)
    refuse_told(decision)
    _refuse_what_is_gone(decision)
    if decision.drafted_by_id == by.pk:
        raise refusals.SelfChecked
    answer = decision.answers.get(kind=AnswerKind.FINAL)
    check_words(answer.said, answer.decided, answer.fit)
    decision.checked_at, decision.checked_by, decision.returned_words = at, by, ""
    decision.save(update_fields=["checked_at", "checked_by", "returned_words"])
    consider(decision.contribution, by=by, at=at)
    record(Verb.DECISION_CHECKED, decision, by=by, at=at)
    return decision


@transaction.atomic
def return_to_drafter(decision: Decision, *, words: str, by: Person, at: datetime) -> Decision:
    """Give a drafted decision back with what to improve. Raises AlreadyDecided, AlreadyTold, NothingSaid."""
    if not words.strip():
        raise refusals.NothingSaid
    decision = _locked(decision)
    refuse_told(decision)
    decision.returned_words, decision.checked_at, decision.checked_by, decision.release_at = (
        words[:600],
        None,
        None,
        None,
    )
    decision.save(update_fields=["returned_words", "checked_at", "checked_by", "release_at"])
    record(Verb.DECISION_RETURNED, decision, by=by, at=at)
    return decision


@transaction.atomic
def schedule(
    decisions: Sequence[Decision], *, release_at: datetime, by: Person, at: datetime
) -> list[Decision]:
    """Set the hour at which checked decisions are released together.

    Raises DayPassed, AlreadyDecided, NotChecked, NotDecidable, and InOrder for what was judged.
    """
    if release_at < at:
        raise refusals.DayPassed
    hold_all(decision.contribution_id for decision in decisions)
    held = [_locked(decision) for decision in decisions]
    if any(decision.released_at for decision in held):
        raise refusals.AlreadyDecided
    if not all(decision.checked_at for decision in held):
        raise refusals.NotChecked
    for decision in held:
        _refuse_what_is_gone(decision)
        if is_judged(decision.programme):
            raise refusals.InOrder
        decision.release_at = release_at
        decision.save(update_fields=["release_at"])
        record(Verb.DECISION_SCHEDULED, decision, by=by, at=at, release_at=release_at.isoformat())
    return held


@transaction.atomic
def release(decision: Decision, *, by: Person | None, at: datetime) -> Decision:
    """Make a checked decision public and answer with it; it counts as the first answer if there was none.

    What was judged is told in an order of its own first (telling.py).
    Raises NotChecked, InOrder, and NotDecidable if it was withdrawn, joined or removed meanwhile. Posted twice it is
    released once.
    """
    decision = _locked(decision)
    if decision.released_at:
        return decision
    if decision.checked_at is None:
        raise refusals.NotChecked
    _refuse_what_is_gone(decision)
    if is_judged(decision.programme):
        telling = decision.telling
        if telling is None or telling.entrants_at is None:
            raise refusals.InOrder
    else:
        decision.told_at, decision.told_by = at, by
    decision.released_at, decision.released_by = at, by
    decision.save(update_fields=["told_at", "told_by", "released_at", "released_by"])
    decision.answers.filter(kind=AnswerKind.FINAL).update(released_at=at, released_by=by)
    Contribution.objects.filter(pk__in=family(decision.contribution)).update(decided_at=at)
    mark_answered(decision.contribution, at)
    again = Decision.objects.filter(contribution=decision.contribution_id, reopened_at__lte=at)
    facts = {"outcome": decision.outcome, **({"again": True} if again.exists() else {})}
    record(Verb.DECISION_RELEASED, decision, by=by, at=at, **facts)
    return decision


def release_due(*, by: Person | None = None, at: datetime) -> int:
    """Release every checked decision whose hour has come; the clock calls this. Returns how many.

    What was judged after the hour had been set waits for its telling.
    """
    due = Decision.objects.due_for_release(at).filter(contribution__standing__in=WANT_ANSWER)
    found = list(due.exclude(programme__in=judged()))
    for decision in found:
        release(decision, by=by, at=at)
    return len(found)
