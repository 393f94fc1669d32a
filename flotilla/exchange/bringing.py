"""Writing what a file says as contributions, decisions, answers and merges, with their own dates."""

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from flotilla.contributions import form
from flotilla.contributions.actions.submit import LARGEST_SHUFFLE
from flotilla.contributions.models import Authorship, Contribution, Merge, Revision
from flotilla.contributions.verbs import Channel, Credit, Standing, Verb
from flotilla.decisions.models import Answer, Decision
from flotilla.decisions.verbs import AnswerKind, Outcome
from flotilla.exchange.mapping import Mapping as FileMapping
from flotilla.exchange.rows import Prepared, RowRefused
from flotilla.journal.actions import record_many
from flotilla.people.models import Person
from flotilla.programmes.models import Programme

LONG = (
    200  # a title that a file brings may be as long as the column, where our own form asks for less
)
BROUGHT = {"brought": True}  # letters do not follow what is brought over
BESIDE = ("byline", "place_words", "contact_email")


def check(programme: Programme, ready: Prepared) -> dict[str, Any]:
    """Return the clean answers by the rule of page and programming interface. Raises RowRefused."""
    checked = form.check(programme.plan.fields, ready.answers, lenient=True)
    beside = form.check_beside({name: getattr(ready, name) for name in BESIDE})
    named = form.check_beside({"place_words": ready.place})
    about = form.check_about(programme, {"kind": ready.kind})
    errors = {**checked.errors, **named.errors, **beside.errors, **about.errors}
    if errors:
        raise RowRefused("; ".join(errors.values()))
    try:
        form.check_title(ready.title, max_length=LONG)
    except ValueError as problem:
        raise RowRefused(str(problem)) from None
    return checked.answers


def says_the_same(known: Contribution, ready: Prepared) -> bool:
    """Whether a contribution brought over before has the words and facts of this row."""
    first = known.revisions.first()
    if first is None:
        return False
    answers = {code: answer for code, answer in first.answers.items() if code in ready.answers}
    return (first.title, answers, known.source_facts) == (
        ready.title,
        _clean(known.programme, ready),
        ready.facts,
    )


def _clean(programme: Programme, ready: Prepared) -> dict[str, Any]:
    return form.check(programme.plan.fields, ready.answers, lenient=True).answers


@transaction.atomic
def bring_over(
    programme: Programme,
    rows: Collection[Prepared],
    *,
    mapping: FileMapping,
    undecided: Collection[str],
    by: Person | None,
    at: datetime,
) -> list[Contribution]:
    """Write rows as contributions with the dates, decisions and answers they had; `undecided` are those to be joined.

    Nobody is written to: these people were answered elsewhere, which is what the rows say.
    """
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    places = {place.name: place for place in programme.body.places.all()}
    made = [
        _contribution(programme, ready, number, places, mapping)
        for number, ready in enumerate(rows, start=programme.last_number + 1)
    ]
    Contribution.objects.bulk_create(made)
    Programme.objects.filter(pk=programme.pk).update(last_number=programme.last_number + len(made))
    Revision.objects.bulk_create(
        Revision(
            contribution=one,
            version=1,
            title=one.title,
            answers=one.answers,
            made_at=one.received_at,
        )
        for one in made
    )
    Authorship.objects.bulk_create(
        Authorship(
            contribution=one, credit=Credit.AUTHOR, byline=one.byline, joined_at=one.received_at
        )
        for one in made
    )
    by_reference = {one.source_ref: one for one in made}
    _decide(programme, [ready for ready in rows if ready.reference not in undecided], by_reference)
    record_many(
        Verb.IMPORTED,
        [(one, {"source": mapping.source, "number": one.number, **BROUGHT}) for one in made],
        by=by,
        at=at,
    )
    return made


def _contribution(
    programme: Programme,
    ready: Prepared,
    number: int,
    places: Mapping[str, Any],
    mapping: FileMapping,
) -> Contribution:
    answers = _clean(programme, ready)
    place = places.get(ready.place)
    return Contribution(
        body_id=programme.body_id,
        programme=programme,
        number=number,
        title=ready.title,
        kind=ready.kind,
        answers=answers,
        words=form.words_of(programme.plan.fields, answers),
        language=mapping.language,
        byline=ready.byline,
        place=place,
        place_words=ready.place_words or ("" if place else ready.place),
        latitude=ready.point.latitude if ready.point else None,
        longitude=ready.point.longitude if ready.point else None,
        channel=Channel.IMPORT,
        contact_email=ready.contact_email,
        received_at=ready.received_at,
        published_at=ready.published_at,
        standing=Standing.LISTED,
        first_answered_at=ready.answer.get("at") or ready.decision.get("at"),
        decided_at=ready.decision.get("at"),
        shuffle=secrets.randbelow(LARGEST_SHUFFLE),
        source=mapping.source,
        source_ref=ready.reference,
        source_facts=ready.facts,
        counted_supports=ready.counted_supports,
    )


def _decide(
    programme: Programme, rows: Collection[Prepared], by_reference: Mapping[str, Contribution]
) -> None:
    decisions = [
        Decision(
            contribution=by_reference[ready.reference],
            programme=programme,
            outcome=ready.decision["outcome"],
            way=ready.decision.get("way", ""),
            reasons=ready.decision.get("reasons", []),
            words=ready.decision["words"],
            who_decided=ready.decision["who_decided"][:200],
            rule=ready.decision["rule"][:200],
            next_word_on=_next_word(ready),
            drafted_at=ready.decision["at"],
            checked_at=ready.decision["at"],
            told_at=ready.decision["at"],
            released_at=ready.decision["at"],
        )
        for ready in rows
        if ready.decision
    ]
    Decision.objects.bulk_create(decisions)
    decided = {decision.contribution.source_ref: decision for decision in decisions}
    Answer.objects.bulk_create(
        [_final(decided[ready.reference], ready) for ready in rows if ready.decision]
        + [_first(by_reference[ready.reference], ready) for ready in rows if ready.answer]
    )


def _next_word(ready: Prepared) -> Any:
    """What was taken forward elsewhere gets a date for its next word here, a year on, so that somebody looks at it."""
    return (
        (ready.decision["at"] + timedelta(days=365)).date()
        if ready.decision["outcome"] == Outcome.FORWARD
        else None
    )


def _final(decision: Decision, ready: Prepared) -> Answer:
    return Answer(
        contribution=decision.contribution,
        kind=AnswerKind.FINAL,
        decision=decision,
        decided=ready.decision["words"] or str(Outcome(decision.outcome).label),
        signatory=ready.decision["who_decided"][:120],
        drafted_at=ready.decision["at"],
        released_at=ready.decision["at"],
    )


def _first(contribution: Contribution, ready: Prepared) -> Answer:
    return Answer(
        contribution=contribution,
        kind=AnswerKind.FIRST,
        decided=ready.answer["decided"],
        signatory=ready.answer["signatory"][:120],
        drafted_at=ready.answer["at"],
        released_at=ready.answer["at"],
    )


@transaction.atomic
def join(
    programme: Programme, links: Mapping[str, str], *, source: str, by: Person | None, at: datetime
) -> int:
    """Join what the file's links say belongs together, following chains to their end; what is joined already stays."""
    sent = {one.source_ref: one for one in programme.contributions.filter(source=source)}
    merges, merged, joined = [], [], []
    for reference in links:
        one, target = sent.get(reference), sent.get(_end_of(reference, links))
        if one is None or target is None or one.pk == target.pk or one.standing != Standing.LISTED:
            continue
        one.standing, one.merged_into = Standing.MERGED, target
        one.first_answered_at, one.decided_at = target.first_answered_at, target.decided_at
        joined.append(one)
        merges.append(
            Merge(source=one, target=target, merged_at=one.published_at or at, merged_by=by)
        )
        merged.append((one, {"target": target.pk, **BROUGHT}))
    Contribution.objects.bulk_update(
        joined, ["standing", "merged_into", "first_answered_at", "decided_at"], batch_size=200
    )
    Merge.objects.bulk_create(merges)
    record_many(Verb.MERGED, merged, by=by, at=at)
    return len(merges)


def _end_of(reference: str, links: Mapping[str, str]) -> str:
    seen = {reference}
    while (following := links.get(reference)) and following not in seen:
        seen.add(following)
        reference = following
    return reference
