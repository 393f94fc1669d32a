"""What can be asked about accounts."""

from datetime import date

from django.db.models import QuerySet

from flotilla.kit.tokens import fingerprint
from flotilla.people.models import AccessToken, Person


def token_of(secret: str, on: date) -> AccessToken | None:
    """Return the access token whose secret this is, if it holds on that day and its person may still come in."""
    holding = AccessToken.objects.holding(on).filter(person__is_active=True)
    return holding.select_related("person").filter(fingerprint=fingerprint(secret)).first()


def tokens_of(person: Person) -> QuerySet[AccessToken]:
    """Return the access tokens of a person that were not revoked, the newest first; those that have ended too."""
    return AccessToken.objects.filter(person=person, revoked_at=None)
