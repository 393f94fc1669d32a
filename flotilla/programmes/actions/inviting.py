"""Asking another body to own a programme jointly: it is named only when it has agreed."""

from datetime import datetime

from django.db import transaction

from flotilla.bodies.models import Body
from flotilla.journal.actions import record
from flotilla.people.models import Person
from flotilla.programmes.actions import refusals
from flotilla.programmes.actions.crew import co_own
from flotilla.programmes.actions.locking import locked_unclosed
from flotilla.programmes.models import OwnerInvitation, Programme
from flotilla.programmes.verbs import Verb


@transaction.atomic
def invite_owner(
    programme: Programme, *, body: Body, brings: str = "", by: Person | None, at: datetime
) -> OwnerInvitation:
    """Ask another body to own the programme jointly. One's own departments need no asking: see co_own.

    Raises AlreadyOwner, AlreadyAsked, AlreadyClosed.
    """
    held = locked_unclosed(programme)
    if body.pk == held.body_id or held.ownerships.filter(body=body).exists():
        raise refusals.AlreadyOwner
    if held.owner_invitations.waiting().filter(body=body).exists():
        raise refusals.AlreadyAsked
    invitation = OwnerInvitation.objects.create(
        programme=held, body=body, brings=brings.strip(), invited_at=at, invited_by=by
    )
    record(Verb.OWNER_ASKED, invitation, by=by, at=at, owner=body.pk)
    return invitation


@transaction.atomic
def settle_owner_invitation(
    invitation: OwnerInvitation,
    *,
    is_accepted: bool,
    words: str = "",
    by: Person | None,
    at: datetime,
) -> OwnerInvitation:
    """Accept or decline for the body that was asked; from an acceptance on it owns the programme too.

    Raises InvitationSettled, AlreadyClosed.
    """
    held, invitation = _waiting(invitation)
    invitation.is_accepted, invitation.words = is_accepted, words.strip()
    invitation.settled_at, invitation.settled_by = at, by
    invitation.save(update_fields=["is_accepted", "words", "settled_at", "settled_by"])
    record(Verb.OWNER_ANSWERED, held, by=by, at=at, owner=invitation.body_id, accepted=is_accepted)
    if is_accepted:
        co_own(held, body=invitation.body, brings=invitation.brings, by=by, at=at)
    return invitation


@transaction.atomic
def take_back_owner_invitation(
    invitation: OwnerInvitation, *, by: Person | None, at: datetime
) -> OwnerInvitation:
    """Ask no longer, so that the programme need not wait. Raises InvitationSettled, AlreadyClosed."""
    held, invitation = _waiting(invitation)
    invitation.settled_at, invitation.settled_by = at, by
    invitation.save(update_fields=["settled_at", "settled_by"])
    record(Verb.OWNER_ASKING_ENDED, held, by=by, at=at, owner=invitation.body_id)
    return invitation


def _waiting(invitation: OwnerInvitation) -> tuple[Programme, OwnerInvitation]:
    held = locked_unclosed(invitation.programme)
    found = OwnerInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if found.settled_at is not None:
        raise refusals.InvitationSettled
    return held, found
