"""What can be asked about answers and decisions."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from flotilla.assessment.models import Interest, Panel
from flotilla.bodies.models import Body
from flotilla.contributions.models import Contribution
from flotilla.contributions.rules import HIDDEN
from flotilla.contributions.verbs import Standing
from flotilla.decisions.models import (
    Answer,
    Assignment,
    Decision,
    DecisionQuerySet,
    SecondLook,
)
from flotilla.decisions.reasons import named
from flotilla.decisions.verbs import Outcome
from flotilla.kit import fulltext
from flotilla.kit.together import count_together
from flotilla.kit.wording import say
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from flotilla.programmes.queries import Finding, open_verbs
from flotilla.programmes.verbs import INTAKE

Row = TypeVar("Row", bound=Model)
WANT_ANSWER = (Standing.LISTED, Standing.WAITING)


def programmes_of(body: Body) -> QuerySet[Programme]:
    """Return the programmes a body leads or owns jointly, which its desk shows."""
    return Programme.objects.owned_by(body)


def open_to(
    person: Person | None, rows: QuerySet[Row], *, entry: str = "contribution"
) -> QuerySet[Row]:
    """Return rows but for those about an entry that a panel judges and in which this person has an interest."""
    if person is None:
        return rows
    return rows.exclude(**{f"{entry}__in": Interest.objects.keeping_out(person)})


def judged() -> "QuerySet[Panel, int]":
    """Return the numbers of the programmes whose entries a panel judges: what is decided there is told in steps."""
    return Panel.objects.values_list("programme_id", flat=True)


def is_judged(programme: Programme) -> bool:
    """Whether a panel judges the entries of a programme."""
    return judged().filter(programme=programme).exists()


def told_decision(contribution: Contribution) -> Decision | None:
    """Return what the authors of a contribution, or of what it was joined to, were told last; None before they were."""
    target = _joined_to(contribution)
    told = Decision.objects.told().filter(contribution=target).order_by("-pk")
    return told.select_related("contribution__programme", "contribution__body", "telling").first()


def to_tell(programme: Programme) -> DecisionQuerySet:
    """Return the checked decisions of a programme that nobody was told yet, in the order of the entries."""
    waiting = Decision.objects.current().filter(
        programme=programme,
        contribution__standing__in=WANT_ANSWER,
        checked_at__isnull=False,
        told_at=None,
    )
    return waiting.select_related("contribution__body", "programme").order_by("contribution_id")


def left_undecided(programme: Programme, at: datetime) -> int:
    """Return how many entries have no checked decision; 0 while entries still come in, for then nobody waits for the last."""
    if INTAKE & open_verbs(programme, at):
        return 0
    decided = Decision.objects.current().filter(checked_at__isnull=False)
    entries = programme.contributions.filter(standing__in=WANT_ANSWER)
    return entries.exclude(decisions__in=decided).count()


def unanswered(body: Body, person: Person | None = None) -> QuerySet[Contribution]:
    """Return what still waits for its first answer in a body's programmes, the one promised first at the top.

    What was joined to another is answered through that one; what was withdrawn needs none; what was removed got its
    reason.
    """
    waiting = Contribution.objects.filter(
        programme__in=programmes_of(body), first_answered_at=None, standing__in=WANT_ANSWER
    )
    waiting = waiting.select_related("programme", "body", "place")
    return open_to(person, waiting, entry="pk").order_by("answer_due_on", "id")


def unread(body: Body, person: Person) -> QuerySet[Contribution]:
    """Return what waits for its first answer and what this person has not read, the one promised first at the top."""
    return unanswered(body, person).exclude(considerations__considered_by=person)


def undrafted(body: Body, person: Person) -> QuerySet[Contribution]:
    """Return what has no decision in a body's programmes, public or on its way, the oldest first."""
    waiting = Contribution.objects.filter(
        programme__in=programmes_of(body),
        standing__in=WANT_ANSWER,
        decided_at=None,
        decisions__isnull=True,
    )
    waiting = waiting.select_related("programme", "body", "place")
    return open_to(person, waiting, entry="pk").order_by("programme_id", "number")


def answers_due(body: Body, on: date, person: Person | None = None) -> QuerySet[Contribution]:
    """Return what must be answered by a day, and what is late already, late ones first."""
    return unanswered(body, person).filter(answer_due_on__lte=on)


def undecided(programme: Programme) -> QuerySet[Contribution]:
    """Return what has no public decision yet, the most supported first."""
    waiting = programme.contributions.filter(standing__in=WANT_ANSWER, decided_at=None)
    return waiting.select_related("programme", "body", "place").order_by("-support_count", "id")


def _in_the_making(body: Body) -> QuerySet[Decision]:
    """Decisions that are not public yet, of what still stands; what was withdrawn meanwhile is decided no more."""
    return Decision.objects.filter(
        programme__in=programmes_of(body),
        contribution__standing__in=WANT_ANSWER,
        released_at=None,
    )


def to_check(person: Person, body: Body) -> QuerySet[Decision]:
    """Return drafted decisions that somebody else drafted and nobody has checked or given back, oldest first."""
    drafted = open_to(person, _in_the_making(body)).filter(checked_at=None, returned_words="")
    return (
        drafted.exclude(drafted_by=person)
        .select_related("contribution__programme", "contribution__body")
        .order_by("drafted_at", "id")
    )


def returned_to(person: Person, body: Body) -> QuerySet[Decision]:
    """Return decisions that a checker gave back to this person."""
    return (
        open_to(person, _in_the_making(body))
        .filter(drafted_by=person)
        .exclude(returned_words="")
        .select_related("contribution__programme", "contribution__body")
        .order_by("drafted_at")
    )


def to_release(body: Body, person: Person | None = None) -> QuerySet[Decision]:
    """Return checked decisions that are not public yet, those with an hour first; what was judged is told in steps instead."""
    return to_make_public(body, person).exclude(programme__in=judged())


def to_make_public(body: Body, person: Person | None = None) -> QuerySet[Decision]:
    """Return checked decisions that are not public yet, those with an hour first; `in_steps` says which were judged."""
    checked = open_to(person, _in_the_making(body)).filter(checked_at__isnull=False)
    in_steps = Exists(Panel.objects.filter(programme=OuterRef("programme")))
    return (
        checked.annotate(in_steps=in_steps)
        .select_related("contribution__programme", "contribution__body")
        .order_by("release_at", "checked_at")
    )


def words_due(body: Body, on: date) -> QuerySet[Decision]:
    """Return what was taken forward and whose next word was promised by a day, the latest first."""
    promised = Decision.objects.standing().filter(
        programme__in=programmes_of(body),
        outcome=Outcome.FORWARD,
        closed_at=None,
        next_word_on__lte=on,
    )
    return promised.select_related("contribution__programme", "contribution__body").order_by(
        "next_word_on", "id"
    )


def to_decide_again(body: Body) -> QuerySet[Decision]:
    """Return public decisions that a second look opened again and for which no new one is drafted yet, oldest first."""
    drafted = Decision.objects.current().filter(contribution=OuterRef("contribution"))
    opened = Decision.objects.newest().filter(
        programme__in=programmes_of(body),
        contribution__standing__in=WANT_ANSWER,
        reopened_at__isnull=False,
    )
    return (
        opened.exclude(Exists(drafted))
        .select_related("contribution__programme", "contribution__body")
        .order_by("reopened_at", "id")
    )


def second_looks(person: Person, body: Body) -> QuerySet[SecondLook]:
    """Return second looks that were asked for and that this person may give, oldest first."""
    asked = SecondLook.objects.filter(decision__programme__in=programmes_of(body), given_at=None)
    asked = open_to(person, asked, entry="decision__contribution")
    asked = asked.exclude(Q(decision__drafted_by=person) | Q(decision__checked_by=person))
    return asked.select_related(
        "decision__contribution__programme", "decision__contribution__body"
    ).order_by("asked_at")


def assignments_for(person: Person, body: Body) -> QuerySet[Assignment]:
    """Return what a person or their department was asked for in a body's programmes and has not given, the most urgent first."""
    departments = person.memberships.filter(ended_at=None, department__isnull=False).values(
        "department"
    )
    asked = open_to(person, _open_assignments(body)).filter(
        Q(person=person) | Q(department__in=departments)
    )
    return asked.select_related(
        "contribution__programme", "contribution__body", "department", "person"
    ).order_by("due_on", "id")


def waiting_on_others(body: Body) -> QuerySet[Assignment]:
    """Return what others were asked for in a body's programmes and have not given, oldest first."""
    asked = _open_assignments(body)
    return asked.select_related("contribution__programme", "department", "person").order_by(
        "assigned_at"
    )


def _open_assignments(body: Body) -> QuerySet[Assignment]:
    """What was asked for and not given, about what was neither withdrawn nor removed since."""
    return Assignment.objects.filter(
        contribution__programme__in=programmes_of(body), settled_at=None
    ).exclude(contribution__standing__in=HIDDEN)


def findings(programme: Programme) -> list[Finding]:
    """Return what the answers show about the gates of a programme."""
    sent = programme.contributions.filter(standing__in=WANT_ANSWER)
    undated = Decision.objects.standing().filter(
        programme=programme, outcome=Outcome.FORWARD, closed_at=None, next_word_on=None
    )
    left = {
        "every_contribution_decided": sent.filter(decided_at=None),
        "every_contribution_answered": sent.filter(first_answered_at=None),
        "next_words_dated": undated,
    }
    counts = count_together(*(rows.values("pk") for rows in left.values()))
    return [
        Finding(code, met=count == 0, missing=(str(count),) if count else ())
        for code, count in zip(left, counts, strict=True)
    ]


def released_answers(contribution: Contribution) -> list[Answer]:
    """Return the public answers to a contribution, or to what it was joined to, oldest first."""
    target = _joined_to(contribution)
    public = target.replies.filter(released_at__isnull=False).select_related(
        "decision__second_look"
    )
    return list(public.order_by("released_at", "id"))


def _joined_to(contribution: Contribution) -> Contribution:
    target = contribution
    while target.standing == Standing.MERGED and target.merged_into is not None:
        target = target.merged_into
    return target


def readings(contribution: Contribution) -> list[datetime]:
    """Return when people of the team read a contribution, the first one first; each of them counts once."""
    return [one.considered_at for one in contribution.considerations.all()]


def decided_publicly(
    body: Body | None,
    person: Person | None,
    *,
    outcome: str = "",
    progress: str = "",
    programme: str = "",
) -> DecisionQuerySet:
    """Return public decisions that a person may see, the newest of each contribution; of one body or of the whole site.

    One that was opened again stands there as such until the new one is public; asked for by outcome or progress are
    only those that hold.
    """
    found = Decision.objects.standing() if outcome or progress else Decision.objects.newest()
    seen = found.filter(
        contribution__in=Contribution.objects.visible_to(person).filter(standing__in=WANT_ANSWER)
    )
    if body is not None:
        seen = seen.filter(programme__body=body)
    for key, value in (
        ("outcome", outcome),
        ("progress", progress),
        ("programme__address", programme),
    ):
        if value:
            seen = seen.filter(**{key: value})
    return seen.select_related(
        "contribution__programme", "contribution__body", "contribution__place"
    )


def reason_sentences(decision: Decision) -> list[str]:
    """Return the published sentences of the reasons of a decision, in the language in use."""
    return [say(reason.sentence) for reason in named(decision.reasons)]


def late(contributions: Iterable[Contribution], at: datetime) -> list[Contribution]:
    """Return those whose promised day has passed without an answer, in the zone of their body."""
    return [
        one
        for one in contributions
        if one.answer_due_on and one.answer_due_on < at.astimezone(one.body.zone).date()
    ]


def received_since(body: Body, since: datetime) -> QuerySet[Contribution]:
    """Return what came to a body's programmes since a moment, from people and not from another system."""
    return Contribution.objects.filter(
        programme__in=programmes_of(body), received_at__gte=since, source=""
    )


def answers_having(words: str, contributions: QuerySet[Contribution]) -> QuerySet[Answer]:
    """Return the public answers to these contributions that have all these words, newest first."""
    statement, values = fulltext.match(connection, words, table="flotilla_answer")
    having = RawSQL(statement, values)  # noqa: S611 (the statement is ours, what was typed is among the values)
    found = Answer.objects.filter(
        pk__in=having, released_at__isnull=False, contribution__in=contributions
    )
    return found.select_related("contribution__programme").order_by("-released_at", "-pk")
