"""Secrets in links: signed, so that a letter can make them again and nobody can guess them."""

from django.core.signing import BadSignature, dumps, loads

from flotilla.contributions.models import CoauthorInvitation, Contribution

CLAIM = "flotilla.claim"
COAUTHOR = "flotilla.coauthor"


def claim_token(contribution: Contribution) -> str:
    """Return the secret by which a guest can make a contribution their own."""
    return dumps(contribution.pk, salt=CLAIM)


def claimed_by(token: str) -> Contribution | None:
    """Return the contribution that a secret is for, if it is one of ours."""
    return Contribution.objects.filter(pk=_read(token, CLAIM)).first()


def invitation_token(invitation: CoauthorInvitation) -> str:
    """Return the secret of an invitation to be a co-author."""
    return dumps(invitation.pk, salt=COAUTHOR)


def invitation_of(token: str) -> CoauthorInvitation | None:
    """Return the invitation that a secret is for, if it is one of ours."""
    return CoauthorInvitation.objects.filter(pk=_read(token, COAUTHOR)).first()


def _read(token: str, salt: str) -> int:
    try:
        number: int = loads(token, salt=salt)
    except BadSignature:
        return 0
    return number
