"""Reading, asking colleagues, answering."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from flotilla.bodies.models import Body, Department
from flotilla.contributions.actions.standing import locked
from flotilla.contributions.models import Contribution
from flotilla.contributions.queries import family
from flotilla.decisions.actions import refusals
from flotilla.decisions.models import Answer, AnswerTemplate, Assignment, Consideration, Note
from flotilla.decisions.queries import WANT_ANSWER
from flotilla.decisions.verbs import AnswerKind, Verb
from flotilla.journal.actions import record
from flotilla.people.models import Person

GAP = re.compile(r"\{\{\s*([^{}]{0,80}?)\s*\}\}")


def gaps_in(*texts: str) -> list[str]:
    """Return the names of the gaps that are still open, in order."""
    return [name or "…" for text in texts for name in GAP.findall(text)]


@transaction.atomic
def consider(
    contribution: Contribution, *, words: str = "", by: Person, at: datetime
) -> Consideration:
    """Record that somebody read a contribution, when, and what they did with it; again only adds words."""
    consideration, is_new = Consideration.objects.get_or_create(
        contribution=contribution,
        considered_by=by,
        defaults={"considered_at": at, "words": words[:300]},
    )
    if is_new:
        record(Verb.CONSIDERED, contribution, by=by, at=at)
    elif words:
        consideration.words = words[:300]
        consideration.save(update_fields=["words"])
    return consideration


@transaction.atomic
def assign(
    contribution: Contribution,
    *,
    person: Person | None = None,
    department: Department | None = None,
    question: str = "",
    due_on: date,
    by: Person,
    at: datetime,
) -> Assignment:
    """Ask a colleague or a department for an answer, by a day of the body's zone. Raises NobodyAsked, AskedTooLate."""
    if person is None and department is None:
        raise refusals.NobodyAsked
    if due_on < at.astimezone(contribution.body.zone).date():
        raise refusals.AskedTooLate
    contribution = locked(contribution)
    waiting = contribution.assignments.filter(
        person=person, department=department, settled_at=None
    ).first()
    if waiting:
        return waiting
    assignment = Assignment.objects.create(
        contribution=contribution,
        person=person,
        department=department,
        question=question[:600],
        due_on=due_on,
        assigned_at=at,
        assigned_by=by,
    )
    record(Verb.ASSIGNED, assignment, by=by, at=at, due_on=due_on.isoformat())
    return assignment


@transaction.atomic
def settle_assignment(
    assignment: Assignment, *, reply: str, by: Person, at: datetime
) -> Assignment:
    """Give what was asked for; posted twice, the first reply stays. Raises NothingSaid."""
    if not reply.strip():
        raise refusals.NothingSaid
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if assignment.settled_at:
        return assignment
    assignment.reply, assignment.settled_at, assignment.settled_by = reply, at, by
    assignment.save(update_fields=["reply", "settled_at", "settled_by"])
    record(Verb.ASSIGNMENT_SETTLED, assignment, by=by, at=at)
    return assignment


@transaction.atomic
def note(contribution: Contribution, *, body: Body, text: str, by: Person, at: datetime) -> Note:
    """Leave a note for the team of one body. Raises NothingSaid."""
    if not text.strip():
        raise refusals.NothingSaid
    written = Note.objects.create(
        contribution=contribution, body=body, text=text, noted_at=at, noted_by=by
    )
    record(Verb.NOTED, written, by=by, at=at)
    return written


@transaction.atomic
def write_template(
    body: Body,
    *,
    name: str,
    said: str = "",
    decided: str = "",
    fit: str = "",
    language: str = "en-gb",
    by: Person,
    at: datetime,
) -> AnswerTemplate:
    """Keep words to be used again, with {{gaps}}; the same name replaces what it held."""
    template, _is_new = AnswerTemplate.objects.update_or_create(
        body=body,
        name=name,
        defaults={
            "said": said,
            "decided": decided,
            "fit": fit,
            "language": language,
            "written_at": at,
            "written_by": by,
        },
    )
    record(Verb.TEMPLATE_WRITTEN, template, by=by, at=at)
    return template


@transaction.atomic
def draft_answer(
    contribution: Contribution,
    *,
    decided: str,
    said: str = "",
    fit: str = "",
    signatory: str = "",
    by: Person,
    at: datetime,
) -> Answer:
    """Write the first answer, or go on writing it; nobody outside sees it yet. Raises NotAnswerable, AlreadyAnswered."""
    contribution = locked(contribution)
    if contribution.standing not in WANT_ANSWER:
        raise refusals.NotAnswerable
    answer = contribution.replies.filter(kind=AnswerKind.FIRST).first()
    if contribution.first_answered_at or (answer and answer.released_at):
        raise refusals.AlreadyAnswered
    answer = answer or Answer(
        contribution=contribution, kind=AnswerKind.FIRST, due_on=contribution.answer_due_on
    )
    answer.said, answer.decided, answer.fit, answer.signatory = said, decided, fit, signatory[:120]
    answer.language, answer.drafted_at, answer.drafted_by = contribution.language, at, by
    answer.save()
    record(Verb.ANSWER_DRAFTED, answer, by=by, at=at)
    return answer


@transaction.atomic
def release_answer(answer: Answer, *, by: Person | None, at: datetime) -> Answer:
    """Send the first answer to everyone whose contribution it is, and show it. Raises NotAnswerable, NothingSaid, GapsLeft.

    Posted twice it is sent once. Whoever answers has read the contribution.
    """
    contribution = locked(answer.contribution)
    answer = Answer.objects.select_for_update(no_key=True).get(pk=answer.pk)
    if answer.released_at:
        return answer
    if contribution.standing not in WANT_ANSWER:
        raise refusals.NotAnswerable
    check_words(answer.said, answer.decided, answer.fit)
    answer.released_at, answer.released_by = at, by
    answer.save(update_fields=["released_at", "released_by"])
    mark_answered(contribution, at)
    if by is not None:
        consider(contribution, by=by, at=at)
    record(Verb.ANSWER_RELEASED, answer, by=by, at=at)
    return answer


def check_words(said: str, decided: str, fit: str) -> None:
    """Refuse an empty answer and one with open gaps. Raises NothingSaid, GapsLeft."""
    if not decided.strip():
        raise refusals.NothingSaid
    if gaps := gaps_in(said, decided, fit):
        raise refusals.GapsLeft(gaps=", ".join(gaps))


def mark_answered(contribution: Contribution, at: datetime) -> None:
    """Keep when a contribution, and those joined to it, first had an answer."""
    Contribution.objects.filter(pk__in=family(contribution), first_answered_at=None).update(
        first_answered_at=at
    )


@transaction.atomic
def answer_together(
    contributions: Sequence[Contribution],
    *,
    decided: str,
    lines: Mapping[int, str],
    signatory: str = "",
    by: Person,
    at: datetime,
) -> list[Answer]:
    """Answer many with the same words and a line of its own for each, of which none is empty or the same as another.

    All or none. Raises NotRead for those that the person has not read, SameLine, and what release_answer raises.
    """
    own = look_over(contributions, decided=decided, lines=lines, by=by)
    answers = []
    for one in contributions:
        drafted = draft_answer(
            one, decided=f"{own[one.pk]}\n\n{decided}", signatory=signatory, by=by, at=at
        )
        answers.append(release_answer(drafted, by=by, at=at))
    return answers


def look_over(
    contributions: Sequence[Contribution], *, decided: str, lines: Mapping[int, str], by: Person
) -> dict[int, str]:
    """Return the line of each, if all may go out together. Raises NothingSaid, GapsLeft, NotRead, SameLine."""
    check_words("", decided, "")
    read = set(
        Consideration.objects.filter(contribution__in=contributions, considered_by=by).values_list(
            "contribution_id", flat=True
        )
    )
    if unread := [str(one) for one in contributions if one.pk not in read]:
        raise refusals.NotRead(titles="; ".join(unread))
    own = [" ".join(lines.get(one.pk, "").split()) for one in contributions]
    if bad := [
        str(one)
        for one, line in zip(contributions, own, strict=True)
        if not line or own.count(line) > 1
    ]:
        raise refusals.SameLine(titles="; ".join(bad))
    return {one.pk: line for one, line in zip(contributions, own, strict=True)}
