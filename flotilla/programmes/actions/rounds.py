"""Describing a round of a fund: its aim, its sizes of award, its questions before the form. All of it is frozen at opening."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from flotilla.journal.actions import record
from flotilla.kit.money import MOST
from flotilla.kit.wording import say
from flotilla.people.models import Person
from flotilla.programmes.actions import round_refusals as refusals
from flotilla.programmes.actions.locking import locked_draft
from flotilla.programmes.models import AwardSize, EligibilityQuestion, Programme, Round
from flotilla.programmes.queries import current_promise
from flotilla.programmes.verbs import Verb

MOST_SIZES = 8
MOST_QUESTIONS = 12
WORDS = {"aim": 400, "gap": 300, "group": 200, "baseline": 200, "source": 300}


@transaction.atomic
def describe_round(
    programme: Programme, *, facts: Mapping[str, Any], by: Person | None, at: datetime
) -> Round:
    """Say what a round is for; the first time it begins with the sizes and questions that the recipe proposes.

    Raises NoRounds, AlreadyOpen, RoundLacks, NoMoney, NotYetKnown.
    """
    held = locked_draft(programme)
    if not held.plan.sizes:
        raise refusals.NoRounds
    said = {name: str(facts.get(name) or "").strip()[:most] for name, most in WORDS.items()}
    for name, words in said.items():
        if not words:
            raise refusals.RoundLacks(name)
    _check_money(facts.get("amount_minor"), "amount_minor")
    if facts.get("baseline_on") is None or facts["baseline_on"] > at.date():
        raise refusals.NotYetKnown
    promise = current_promise(held)
    written: dict[str, Any] = {
        **said,
        "source_link": str(facts.get("source_link") or "")[:500],
        "baseline_on": facts["baseline_on"],
        "amount_minor": facts["amount_minor"],
        "currency": promise.currency if promise else "GBP",
    }
    found, is_new = Round.objects.update_or_create(programme=held, defaults=written)
    if is_new:
        _begin_with_the_recipe(found, held)
    record(Verb.ROUND_DESCRIBED, held, by=by, at=at, round=found.pk)
    return found


def _begin_with_the_recipe(held: Round, programme: Programme) -> None:
    for size in programme.plan.sizes:
        AwardSize.objects.create(
            round=held,
            name=say(size.label),
            up_to_minor=size.up_to,
            fields=list(size.fields),
            concept=list(size.concept),
        )
    for one in programme.plan.quiz:
        words = {name: say(getattr(one, name)) for name in ("reason", "elsewhere")}
        EligibilityQuestion.objects.create(
            round=held, asks=say(one.label), needs=one.needs, **words
        )


def copy_round(old: Programme, new: Programme, *, by: Person | None, at: datetime) -> None:
    """Take the round of an earlier programme over into its copy, with its sizes and questions."""
    held = Round.objects.filter(programme=old).first()
    if held is None:
        return
    sizes, questions = list(held.sizes.all()), list(held.questions.all())
    held.pk, held.programme = None, new
    held.save(force_insert=True)
    for size in sizes:
        size.pk, size.round = None, held
        size.save(force_insert=True)
    for question in questions:
        question.pk, question.round = None, held
        question.save(force_insert=True)
    record(Verb.ROUND_DESCRIBED, new, by=by, at=at, round=held.pk)


def _check_money(minor: object, field: str) -> None:
    if not isinstance(minor, int) or not 0 < minor <= MOST:
        raise refusals.NoMoney(field)


def _held(programme: Programme) -> Round:
    """Return the round of a draft, held. Raises AlreadyOpen, NoRounds."""
    held = Round.objects.filter(programme=locked_draft(programme)).first()
    if held is None:
        raise refusals.NoRounds
    return held


@transaction.atomic
def write_size(
    programme: Programme,
    *,
    name: str,
    up_to_minor: int,
    fields: Iterable[str],
    concept: Iterable[str] = (),
    size: AwardSize | None = None,
    by: Person | None,
    at: datetime,
) -> AwardSize:
    """Add a size of award, or write one anew; what the form must know is always asked.

    Raises NoRounds, AlreadyOpen, NoName, NoMoney, SizeTwice, TooManySizes, NoSuchQuestion, ConceptAsksMore.
    """
    held = _held(programme)
    others = held.sizes.exclude(pk=size.pk) if size else held.sizes.all()
    if size is None and others.count() >= MOST_SIZES:
        raise refusals.TooManySizes(most=MOST_SIZES)
    name = name.strip()[:60]
    if not name:
        raise refusals.NoName
    _check_money(up_to_minor, "up_to_minor")
    if others.filter(name__iexact=name).exists() or others.filter(up_to_minor=up_to_minor).exists():
        raise refusals.SizeTwice
    form = programme.plan.form()
    known = {one.code for one in form}
    wanted, first = set(fields), set(concept)
    if (wanted | first) - known:
        raise refusals.NoSuchQuestion
    must = {one.code for one in form if one.required}
    if first - wanted - must:
        raise refusals.ConceptAsksMore
    found = size or AwardSize(round=held)
    found.name, found.up_to_minor = name, up_to_minor
    found.fields = [one.code for one in form if one.code in wanted | must]
    found.concept = [one.code for one in form if first and one.code in first | must]
    found.save()
    record(Verb.SIZE_WRITTEN, held.programme, by=by, at=at, size=found.pk)
    return found


@transaction.atomic
def remove_size(size: AwardSize, *, by: Person | None, at: datetime) -> None:
    """Take a size of award out of a round that has not opened. Raises AlreadyOpen, LastSize."""
    held = _held(size.round.programme)
    if held.sizes.count() == 1:
        raise refusals.LastSize
    record(Verb.SIZE_REMOVED, held.programme, by=by, at=at, size=size.pk)
    size.delete()


@transaction.atomic
def write_eligibility(
    programme: Programme,
    *,
    facts: Mapping[str, Any],
    question: EligibilityQuestion | None = None,
    by: Person | None,
    at: datetime,
) -> EligibilityQuestion:
    """Add a question before the form, or write one anew. Raises NoRounds, AlreadyOpen, EligibilityLacks, TooManyQuestions."""
    held = _held(programme)
    if question is None and held.questions.count() >= MOST_QUESTIONS:
        raise refusals.TooManyQuestions(most=MOST_QUESTIONS)
    found = question or EligibilityQuestion(round=held)
    for name, most in {"asks": 300, "reason": 300, "elsewhere": 400}.items():
        words = str(facts.get(name) or "").strip()[:most]
        if not words:
            raise refusals.EligibilityLacks(name)
        setattr(found, name, words)
    found.needs = bool(facts["needs"])
    found.save()
    record(Verb.ELIGIBILITY_WRITTEN, held.programme, by=by, at=at, question=found.pk)
    return found


@transaction.atomic
def remove_eligibility(question: EligibilityQuestion, *, by: Person | None, at: datetime) -> None:
    """Take a question before the form out of a round that has not opened. Raises AlreadyOpen."""
    held = _held(question.round.programme)
    record(Verb.ELIGIBILITY_REMOVED, held.programme, by=by, at=at, question=question.pk)
    question.delete()
