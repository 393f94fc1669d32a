"""Who can be meant by a letter: each audience is a function from a journal entry to recipients."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import models

from flotilla.assessment.models import Seat
from flotilla.bodies.models import Membership
from flotilla.bodies.roles import that_may
from flotilla.contributions.models import (
    Appeal,
    CoauthorInvitation,
    Comment,
    Contribution,
    Follow,
    Removal,
    Report,
    Support,
)
from flotilla.decisions.models import Assignment, Decision, SecondLook
from flotilla.journal.models import Entry
from flotilla.letters.verbs import Why
from flotilla.people.models import Person
from flotilla.programmes.models import CrewMember, OwnerInvitation


@dataclass(frozen=True)
class Recipient:
    """One address, whose it is, why it is written to, in which language."""

    email: str
    why: str
    person: Person | None = None
    language: str = ""


Audience = Callable[[Entry], Iterator[Recipient]]


def _persons(people: "models.QuerySet[Person]", why: str) -> Iterator[Recipient]:
    for person in people.filter(is_active=True).distinct():
        yield Recipient(person.email, why, person, person.language)


def _contributions(entry: Entry) -> "models.QuerySet[Contribution]":
    """The contribution of an entry and those joined to it, whose people count the same."""
    return Contribution.objects.filter(
        models.Q(pk=entry.contribution_id or 0) | models.Q(merged_into=entry.contribution_id or -1)
    )


def authors(entry: Entry) -> Iterator[Recipient]:
    """The authors and co-authors of the contribution: with an account, or as a guest who left an address."""
    yield from _authors(Contribution.objects.filter(pk=entry.contribution_id or 0), Why.AUTHOR)


def other_authors(entry: Entry) -> Iterator[Recipient]:
    """The authors and co-authors but for the one who asked for the second look, who is written to about that."""
    asked = {one.email for one in second_look_asker(entry)}
    yield from (one for one in authors(entry) if one.email not in asked)


def joined_authors(entry: Entry) -> Iterator[Recipient]:
    """The authors of contributions that were joined to this one."""
    yield from _authors(
        Contribution.objects.filter(merged_into=entry.contribution_id or -1), Why.JOINED
    )


def untold_authors(entry: Entry) -> Iterator[Recipient]:
    """The authors who hear of a decision when everybody does; those of judged entries were told before."""
    yield from () if _was_told(entry) else authors(entry)


def untold_joined_authors(entry: Entry) -> Iterator[Recipient]:
    """The same of contributions that were joined to this one."""
    yield from () if _was_told(entry) else joined_authors(entry)


def _was_told(entry: Entry) -> bool:
    return Decision.objects.filter(pk=entry.subject_id, telling__isnull=False).exists()


def _authors(contributions: "models.QuerySet[Contribution]", why: str) -> Iterator[Recipient]:
    held = {
        "authorships__contribution__in": contributions,
        "authorships__left_at": None,
    }
    yield from _persons(Person.objects.filter(**held, authorships__credit="author"), why)
    yield from _persons(Person.objects.filter(**held, authorships__credit="coauthor"), Why.COAUTHOR)
    for guest in contributions.exclude(contact_email=""):
        yield Recipient(guest.contact_email, why, None, guest.language)


def supporters(entry: Entry) -> Iterator[Recipient]:
    """Those who support the contribution or one joined to it."""
    supports = Support.objects.filter(contribution__in=_contributions(entry))
    yield from _persons(Person.objects.filter(supports__in=supports), Why.SUPPORTER)


def followers(entry: Entry) -> Iterator[Recipient]:
    """Those who follow the contribution, one joined to it, or the whole programme."""
    follows = Follow.objects.filter(
        models.Q(contribution__in=_contributions(entry))
        | models.Q(programme=entry.programme_id or 0)
    )
    yield from _persons(Person.objects.filter(follows__in=follows), Why.FOLLOWER)


def participants(entry: Entry) -> Iterator[Recipient]:
    """Everyone who contributed, supported, wrote or follows in the programme."""
    programme = entry.programme_id or 0
    yield from _authors(Contribution.objects.filter(programme=programme), Why.PARTICIPANT)
    took_part = (
        models.Q(supports__contribution__programme=programme)
        | models.Q(comments__contribution__programme=programme)
        | models.Q(follows__programme=programme)
        | models.Q(follows__contribution__programme=programme)
    )
    yield from _persons(Person.objects.filter(took_part), Why.PARTICIPANT)


def writers(entry: Entry) -> Iterator[Recipient]:
    """Those whose comment was answered."""
    comment = (
        Comment.objects.filter(pk=entry.subject_id).select_related("parent").first()
        if entry.subject_kind == "comment"
        else None
    )
    if comment and comment.parent:
        yield from _persons(Person.objects.filter(comments=comment.parent), Why.WRITER)


def team(entry: Entry) -> Iterator[Recipient]:
    """The people who run the programme."""
    crew = CrewMember.objects.filter(programme=entry.programme_id or 0, left_at=None)
    yield from _persons(Person.objects.filter(crew_parts__in=crew), Why.TEAM)


def asked_owners(entry: Entry) -> Iterator[Recipient]:
    """Those who run programmes of a body that was asked to own one jointly."""
    running = Membership.objects.current().filter(
        body=entry.body_id or 0, role__in=that_may("run_programmes")
    )
    yield from _persons(Person.objects.filter(memberships__in=running), Why.INVITED)


def owner_asker(entry: Entry) -> Iterator[Recipient]:
    """Whoever asked another body to own a programme jointly, when that body has answered."""
    asked = OwnerInvitation.objects.answered(entry.programme_id or 0, entry.details.get("owner"))
    yield from _persons(Person.objects.filter(pk__in=asked.values("invited_by")[:1]), Why.TEAM)


def invited(entry: Entry) -> Iterator[Recipient]:
    """Whoever was invited as a co-author; or, when somebody asks to join, nobody (the authors hear of it)."""
    for invitation in CoauthorInvitation.objects.filter(pk=entry.subject_id).exclude(email=""):
        person = Person.objects.filter(email=invitation.email.lower()).first()
        yield Recipient(invitation.email, Why.INVITED, person, person.language if person else "")


def invited_to_panel(entry: Entry) -> Iterator[Recipient]:
    """Whoever was invited to a seat on a panel, with an account or without."""
    for seat in Seat.objects.filter(pk=entry.subject_id).select_related("person"):
        language = seat.person.language if seat.person else ""
        yield Recipient(seat.email, Why.INVITED, seat.person, language)


def asked_colleague(entry: Entry) -> Iterator[Recipient]:
    """The colleague, or the department's mailbox, that was asked for an answer."""
    for assignment in Assignment.objects.filter(pk=entry.subject_id).select_related(
        "person", "department"
    ):
        if assignment.person:
            yield Recipient(
                assignment.person.email,
                Why.TEAM,
                assignment.person,
                assignment.person.language,
            )
        elif assignment.department and assignment.department.email:
            yield Recipient(assignment.department.email, Why.TEAM)


def reporter(entry: Entry) -> Iterator[Recipient]:
    """Whoever reported something."""
    for report in Report.objects.filter(pk=entry.subject_id).select_related("person"):
        if report.person:
            yield Recipient(
                report.person.email, Why.REPORTER, report.person, report.person.language
            )
        elif report.email:
            yield Recipient(report.email, Why.REPORTER)


def removed_author(entry: Entry) -> Iterator[Recipient]:
    """Whoever made what was removed, restored or appealed about."""
    for removal in _removals(entry):
        if removal.comment_id:
            yield from _persons(Person.objects.filter(comments=removal.comment_id), Why.WRITER)
        else:
            yield from _authors(
                Contribution.objects.filter(pk=removal.contribution_id or 0), Why.AUTHOR
            )


def _removals(entry: Entry) -> "models.QuerySet[Removal]":
    if entry.subject_kind == "appeal":
        return Removal.objects.filter(appeal__in=Appeal.objects.filter(pk=entry.subject_id))
    if entry.subject_kind == "removal":
        return Removal.objects.filter(pk=entry.subject_id)
    field = "comment" if entry.subject_kind == "comment" else "contribution"
    newest = Removal.objects.filter(**{field: entry.subject_id}).order_by("-id").values("pk")[:1]
    return Removal.objects.filter(pk__in=newest)


def holder(entry: Entry) -> Iterator[Recipient]:
    """Whoever was given a role or lost it; in the first language of the body if they have not chosen one."""
    for membership in Membership.objects.filter(
        pk=entry.subject_id, person__is_active=True
    ).select_related("person", "body"):
        person = membership.person
        language = person.language or next(iter(membership.body.languages), "")
        yield Recipient(person.email, Why.HOLDER, person, language)


def second_look_asker(entry: Entry) -> Iterator[Recipient]:
    """Whoever asked for the second look that was given, or by which a decision was opened again."""
    about = "pk" if entry.subject_kind == "secondlook" else "decision"
    asked = SecondLook.objects.filter(**{about: entry.subject_id})
    yield from _persons(Person.objects.filter(pk__in=asked.values("asked_by")), Why.ASKED)
