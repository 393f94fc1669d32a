"""Erasing words, addresses and accounts: the record stays sound, and a tombstone keeps a restored backup clean."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from flotilla.bodies.models import Membership
from flotilla.bodies.roles import STAFF_ROLES
from flotilla.contributions.models import Comment, Contribution, GuestConsent
from flotilla.journal.actions import forget, record
from flotilla.kit.refusal import Refusal
from flotilla.people.models import Person
from flotilla.privacy import erasing, queries, tombstones
from flotilla.privacy.holdings import Subject, subject_of
from flotilla.privacy.marks import mark_of_address
from flotilla.privacy.models import Erasure
from flotilla.privacy.verbs import Scope, Verb


class UnderHold(Refusal):
    """A legal hold keeps it."""

    sentence = _("This must be kept for now: a court, an inquiry or a law asks for it. We tell you who asks, if you ask us.")  # fmt: skip


class RoleHeld(Refusal):
    """Whoever holds a role of staff gives it back first."""

    sentence = _("You work for %(body)s here. Ask its administrator to end your role first.")


class NotYours(Refusal):
    """Only whoever wrote it erases it."""

    sentence = _("Only whoever wrote it can erase it.")


@transaction.atomic
def erase_words(
    contribution: Contribution, *, subject: Subject, by: Person | None, at: datetime
) -> Erasure:
    """Erase the words of a contribution of one's own; number, dates, answers and counts stay. Raises NotYours, UnderHold."""
    if not queries.authored(subject).filter(pk=contribution.pk).exists():
        raise NotYours
    contribution = Contribution.objects.select_for_update(of=("self",), no_key=True).get(
        pk=contribution.pk
    )
    _not_held(Contribution.objects.filter(pk=contribution.pk))
    return _erase_contribution(contribution, by=by, at=at)


def _erase_contribution(contribution: Contribution, *, by: Person | None, at: datetime) -> Erasure:
    erasing.erase_words(contribution)
    GuestConsent.objects.filter(contribution=contribution, withdrawn_at=None).update(
        withdrawn_at=at
    )
    for part in contribution.parts.all():
        _bury(Scope.WORDS, part, by=by, at=at)
        _forget(part, by=by, at=at)
    _forget(contribution, by=by, at=at)
    return _bury(Scope.WORDS, contribution, by=by, at=at)


@transaction.atomic
def erase_comment(
    comment: Comment, *, subject: Subject, by: Person | None, at: datetime
) -> Erasure:
    """Erase the words of a comment of one's own; its place stays. Raises NotYours, UnderHold."""
    if subject.person is None or comment.person_id != subject.person.pk:
        raise NotYours
    _not_held(Contribution.objects.filter(pk=comment.contribution_id))
    return _erase_comment(comment, by=by, at=at)


def _erase_comment(comment: Comment, *, by: Person | None, at: datetime) -> Erasure:
    erasing.erase_comment(comment)
    _forget(comment, by=by, at=at)
    return _bury(Scope.COMMENT, comment, by=by, at=at)


@transaction.atomic
def erase_address(
    subject: Subject, *, with_words: bool, by: Person | None = None, at: datetime
) -> list[Erasure]:
    """Erase an address that was left without an account, and if wished the words sent with it. Raises UnderHold."""
    mine = queries.authored(subject)
    _not_held(mine)
    made = []
    held = list(mine.select_for_update(of=("self",), no_key=True).order_by("pk"))
    for contribution in held:
        if with_words:
            made.append(_erase_contribution(contribution, by=by, at=at))
        else:
            record(Verb.ADDRESS_ERASED, contribution, by=by, at=at)
    erasing.erase_address(subject.addresses)
    made.extend(
        Erasure.objects.create(
            scope=Scope.ADDRESS,
            digest=mark_of_address(address),
            erased_at=at,
            erased_by=by,
        )
        for address in subject.addresses
    )
    return made


@transaction.atomic
def erase_account(person: Person, *, with_words: bool, by: Person, at: datetime) -> list[Erasure]:
    """Erase an account and, if wished, the words of all that was sent and written from it.

    Supports and other counts stay as they are; a number stays that means nobody. Raises RoleHeld, UnderHold.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    role = Membership.objects.current().filter(person=person, role__in=STAFF_ROLES).first()
    if role is not None:
        raise RoleHeld(body=role.body.name)
    subject = subject_of(person)
    mine, comments = queries.authored(subject), Comment.objects.filter(person=person)
    _not_held(mine | Contribution.objects.filter(pk__in=comments.values("contribution")))
    made = []
    touched = list(mine.order_by("pk"))
    for contribution in touched:
        if with_words:
            made.append(_erase_contribution(contribution, by=None, at=at))
        else:
            record(Verb.ADDRESS_ERASED, contribution, by=None, at=at)
    if with_words:
        made += [_erase_comment(comment, by=None, at=at) for comment in comments.order_by("pk")]
    else:
        for comment in comments.order_by("pk"):
            record(Verb.ADDRESS_ERASED, comment, by=None, at=at)
    made.append(_bury(Scope.ACCOUNT, person, by=None, at=at))
    erasing.erase_account(person, subject.addresses)
    forget(person, reason="erased", by=None, at=at)
    record(Verb.ACCOUNT_ERASED, person, by=None, at=at)
    return made


def _forget(thing: Contribution | Comment, *, by: Person | None, at: datetime) -> None:
    """Empty what the public log could tell of it, and say that it was erased: its pages are others from now on."""
    forget(thing, reason="erased", by=by, at=at)
    record(Verb.WORDS_ERASED, type(thing).objects.get(pk=thing.pk), by=by, at=at)


def _not_held(contributions: object) -> None:
    if queries.held(contributions).exists():  # type: ignore[arg-type]
        raise UnderHold


def _bury(
    scope: Scope, thing: Person | Contribution | Comment, *, by: Person | None, at: datetime
) -> Erasure:
    """Leave a tombstone; a second erasure of the same leaves the first."""
    made, _is_new = Erasure.objects.get_or_create(
        scope=scope,
        subject_id=thing.pk,
        digest=tombstones.mark_of(thing),
        defaults={"erased_at": at, "erased_by": by},
    )
    return made
