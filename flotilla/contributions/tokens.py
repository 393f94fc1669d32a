"""Secrets in links: signed, so that a letter can make the very same again and nobody can guess them."""

from django.core.signing import BadSignature, Signer

from flotilla.contributions.models import CoauthorInvitation, Contribution

CLAIM = "flotilla.claim"
COAUTHOR = "flotilla.coauthor"


def claim_token(contribution: Contribution) -> str:
    """Return the secret by which a guest can make a contribution their own."""
    return Signer(salt=CLAIM).sign(str(contribution.pk))


def claimed_by(token: str) -> Contribution | None:
    """Return the contribution that a secret is for, if it is one of ours."""
    return Contribution.objects.filter(pk=_read(token, CLAIM)).first()


def invitation_token(invitation: CoauthorInvitation) -> str:
    """Return the secret of an invitation to be a co-author."""
    return Signer(salt=COAUTHOR).sign(str(invitation.pk))


def invitation_of(token: str) -> CoauthorInvitation | None:
    """Return the invitation that a secret is for, if it is one of ours."""
    return CoauthorInvitation.objects.filter(pk=_read(token, COAUTHOR)).first()


def _read(token: str, salt: str) -> int:
    try:
        return int(Signer(salt=salt).unsign(token))
    except BadSignature:
        return 0
