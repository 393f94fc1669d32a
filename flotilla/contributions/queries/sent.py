"""What somebody sent, supports, follows, has begun to write, or could make their own."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from flotilla.contributions.models import Contribution, Draft
from flotilla.contributions.verbs import Credit
from flotilla.people.models import Person

SHOWN = 200


def _with_programme(contributions: QuerySet[Contribution]) -> QuerySet[Contribution]:
    return contributions.select_related("programme", "body").order_by("-received_at", "-pk")


def sent_by(person: Person) -> QuerySet[Contribution]:
    """Return what a person is an author or co-author of, newest first."""
    mine = person.authorships.filter(left_at=None).values("contribution_id")
    return _with_programme(Contribution.objects.filter(pk__in=mine))[:SHOWN]


def supported_by(person: Person) -> QuerySet[Contribution]:
    """Return what a person supports and may still see, newest first."""
    supported = person.supports.values("contribution_id")
    return _with_programme(Contribution.objects.visible_to(person).filter(pk__in=supported))[:SHOWN]


def followed_by(person: Person) -> QuerySet[Contribution]:
    """Return what a person follows and may still see, newest first."""
    followed = person.follows.exclude(contribution=None).values("contribution_id")
    return _with_programme(Contribution.objects.visible_to(person).filter(pk__in=followed))[:SHOWN]


def drafts_of(person: Person) -> QuerySet[Draft]:
    """Return what a person has begun to write, the last touched first."""
    return person.drafts.select_related("programme__body").order_by("-saved_at", "-pk")


def claimable(addresses: Collection[str]) -> QuerySet[Contribution]:
    """Return what was sent as a guest with one of these addresses, and belongs to nobody yet.

    The caller makes sure that the addresses are confirmed to be the asker's own.
    """
    if not addresses:
        return Contribution.objects.none()
    # in small letters, not without regard to case: PostgreSQL would take a dotless i for an i, and one person for another
    sent = Contribution.objects.annotate(sent_from=Lower("contact_email"))
    theirs = Q(sent_from__in=[address.lower() for address in addresses])
    unowned = Q(authorships__credit=Credit.AUTHOR, authorships__person=None)
    return _with_programme(sent.filter(theirs, unowned).distinct())[:SHOWN]
