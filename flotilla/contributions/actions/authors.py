"""Co-authors, and making one's own what was sent as a guest."""

from datetime import datetime

from django.db import IntegrityError, transaction

from flotilla.contributions.actions import refusals
from flotilla.contributions.actions.standing import CHANGEABLE, locked
from flotilla.contributions.actions.words import taken
from flotilla.contributions.models import Authorship, CoauthorInvitation, Contribution
from flotilla.contributions.rules import HIDDEN
from flotilla.contributions.verbs import Credit, Verb
from flotilla.journal.actions import record
from flotilla.people.actions import agree_by_filling_in
from flotilla.people.models import Person
from flotilla.programmes.queries import notice_version, open_verbs


def _is_author(contribution: Contribution, person: Person) -> bool:
    return contribution.authorships.filter(person=person, left_at=None).exists()


def _open(contribution: Contribution, at: datetime) -> Contribution:
    """Return, held, a contribution that takes co-authors now. Raises NotStanding, StageClosed."""
    contribution = locked(contribution)
    if contribution.standing not in CHANGEABLE:
        raise refusals.NotStanding
    if Verb.COAUTHORED not in open_verbs(contribution.programme, at):
        raise refusals.StageClosed
    return contribution


@transaction.atomic
def invite_coauthor(
    contribution: Contribution, *, email: str, message: str = "", by: Person, at: datetime
) -> CoauthorInvitation:
    """Ask somebody by e-mail to be a co-author. Asking the same address again changes nothing.

    Raises NotStanding, StageClosed, AlreadyAuthor.
    """
    contribution = _open(contribution, at)
    if contribution.authorships.filter(person__email=email.lower(), left_at=None).exists():
        raise refusals.AlreadyAuthor
    if waiting := contribution.coauthor_invitations.filter(
        email__iexact=email, settled_at=None
    ).first():
        return waiting
    invitation = CoauthorInvitation.objects.create(
        contribution=contribution,
        email=email,
        message=taken(message, 300, field="message"),
        invited_at=at,
        invited_by=by,
    )
    record(Verb.COAUTHOR_INVITED, invitation, by=by, at=at)
    return invitation


@transaction.atomic
def ask_to_join(
    contribution: Contribution, *, message: str = "", by: Person, at: datetime
) -> CoauthorInvitation:
    """Ask the authors to become a co-author. Raises NotStanding, StageClosed, AlreadyAuthor."""
    contribution = _open(contribution, at)
    if _is_author(contribution, by):
        raise refusals.AlreadyAuthor
    if waiting := contribution.coauthor_invitations.filter(asked_by=by, settled_at=None).first():
        return waiting
    asking = CoauthorInvitation.objects.create(
        contribution=contribution,
        asked_by=by,
        message=taken(message, 300, field="message"),
        invited_at=at,
    )
    record(Verb.COAUTHOR_ASKED, asking, by=by, at=at)
    return asking


@transaction.atomic
def settle_coauthor(
    invitation: CoauthorInvitation, *, accepted: bool, did: str = "", by: Person, at: datetime
) -> Authorship | None:
    """Say yes or no: the invited person to an invitation, an author to somebody who asks to join.

    Raises AlreadySettled, NotForYou, NotStanding, AlreadyAuthor.
    """
    invitation = (
        CoauthorInvitation.objects.select_for_update(of=("self",))
        .select_related("contribution__programme")
        .get(pk=invitation.pk)
    )
    if invitation.settled_at:
        raise refusals.AlreadySettled
    if invitation.asked_by_id is None and invitation.email.lower() != by.email.lower():
        raise refusals.NotForYou
    joiner = invitation.asked_by or by
    contribution = locked(invitation.contribution)
    if accepted and contribution.standing in HIDDEN:
        raise refusals.NotStanding
    if accepted and _is_author(contribution, joiner):
        raise refusals.AlreadyAuthor
    invitation.settled_at, invitation.settled_by, invitation.accepted = at, by, accepted
    invitation.save(update_fields=["settled_at", "settled_by", "accepted"])
    if not accepted:
        record(Verb.COAUTHOR_DECLINED, invitation, by=by, at=at)
        return None
    return _credit(contribution, joiner, did=did, by=by, at=at)


def _credit(
    contribution: Contribution, person: Person, *, did: str, by: Person, at: datetime
) -> Authorship:
    authorship = Authorship.objects.create(
        contribution=contribution,
        person=person,
        credit=Credit.COAUTHOR,
        byline=person.byline,
        sector=person.sector,
        did=taken(did, 200, field="did"),
        joined_at=at,
        joined_by=by,
    )
    record(Verb.COAUTHORED, contribution, by=person, at=at)
    return authorship


@transaction.atomic
def leave(contribution: Contribution, *, by: Person, at: datetime) -> Authorship:
    """Stop being a co-author; what one did stays credited in the versions. Raises LastAuthor, NotStanding."""
    authorship = (
        Authorship.objects.select_for_update()
        .filter(contribution=contribution, person=by, left_at=None)
        .first()
    )
    if authorship is None:
        raise refusals.NotStanding
    if authorship.credit == Credit.AUTHOR:
        raise refusals.LastAuthor
    authorship.left_at, authorship.left_by = at, by
    authorship.save(update_fields=["left_at", "left_by"])
    record(Verb.COAUTHOR_LEFT, contribution, by=by, at=at)
    return authorship


@transaction.atomic
def claim(contribution: Contribution, *, by: Person, at: datetime) -> Authorship:
    """Make one's own what one sent as a guest; whoever holds the secret of the receipt, or its confirmed address, may.

    Raises AlreadyClaimed.
    """
    shown = {name: getattr(contribution, name) for name in ("byline", "sector", "wants_test")}
    notice = notice_version(contribution.programme)
    agree_by_filling_in(by, shown, notice=notice, by=by, at=at)
    authorship = (
        Authorship.objects.select_for_update()
        .filter(contribution=contribution, credit=Credit.AUTHOR)
        .first()
    )
    if authorship is None or authorship.person_id not in (None, by.pk):
        raise refusals.AlreadyClaimed
    if authorship.person_id is None:
        authorship.person = by
        try:
            with transaction.atomic():
                authorship.save(update_fields=["person"])
        except IntegrityError:  # they are a co-author of it already
            raise refusals.AlreadyAuthor from None
        record(Verb.CLAIMED, contribution, by=by, at=at)
    return authorship
