"""Secrets in links: signed, so that a letter can make the very same again and nobody can guess them."""

from django.core.signing import BadSignature, Signer

from flotilla.contributions.models import CoauthorInvitation, Contribution

CLAIM = "flotilla.claim"
COAUTHOR = "flotilla.coauthor"
NOT_ME = "flotilla.not_me"
RESULT = "flotilla.result"


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


def not_me_token(contribution: Contribution) -> str:
    """Return the secret by which whoever a receipt went to says that they did not send it."""
    return Signer(salt=NOT_ME).sign(str(contribution.pk))


def not_sent_by(token: str) -> Contribution | None:
    """Return the contribution that such a secret is for, if it is one of ours."""
    found = Contribution.objects.select_related("programme", "body")
    return found.filter(pk=_read(token, NOT_ME)).first()


def result_token(contribution: Contribution) -> str:
    """Return the secret by which a guest reads what was decided about what they sent."""
    return Signer(salt=RESULT).sign(str(contribution.pk))


def result_of(token: str) -> Contribution | None:
    """Return the contribution that such a secret is for, if it is one of ours."""
    found = Contribution.objects.select_related("programme", "body", "merged_into")
    return found.filter(pk=_read(token, RESULT)).first()


def _read(token: str, salt: str) -> int:
    try:
        return int(Signer(salt=salt).unsign(token))
    except BadSignature:
        return 0
