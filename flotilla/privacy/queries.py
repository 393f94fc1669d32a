"""What can be asked about what is held of people."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from flotilla.bodies.models import Body
from flotilla.contributions.models import Contribution
from flotilla.contributions.verbs import Credit
from flotilla.people.models import Consent, Person
from flotilla.privacy.holdings import Subject
from flotilla.privacy.marks import mark_of_address
from flotilla.privacy.models import DataRequest, Disclosure, Disposal, LegalHold
from flotilla.privacy.purposes import PurposeOf, by_consent


def authored(subject: Subject) -> QuerySet[Contribution]:
    """Return what somebody sent: as its author, or without an account from one of their addresses."""
    theirs = Q(pk__in=())
    if subject.person is not None:
        mine = subject.person.authorships.filter(credit=Credit.AUTHOR, left_at=None)
        theirs |= Q(pk__in=mine.values("contribution_id"))
    if subject.addresses:
        guests = Contribution.objects.alias(sent_from=Lower("contact_email")).filter(
            sent_from__in=subject.addresses,
            authorships__credit=Credit.AUTHOR,
            authorships__person=None,
        )
        theirs |= Q(pk__in=guests.values("pk"))
    return Contribution.objects.filter(theirs)


def held(contributions: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Return those of them that a legal hold keeps, by itself or by its whole programme."""
    standing = LegalHold.objects.standing()
    whole = standing.filter(contribution=None, programme=OuterRef("programme"))
    return contributions.filter(
        Exists(whole) | Exists(standing.filter(contribution=OuterRef("pk")))
    )


def waiting_requests(body: Body) -> QuerySet[DataRequest]:
    """Return the requests about data that a body has not answered, the most pressing first."""
    return DataRequest.objects.filter(body=body).waiting().select_related("contribution__programme")


def disclosures_of(subject: Subject) -> QuerySet[Disclosure]:
    """Return who opened somebody's data, the newest first."""
    mine = Q(contribution__in=authored(subject).values("pk"))
    mine |= Q(mark__in=[mark_of_address(one) for one in subject.addresses])
    if subject.person is not None:
        mine |= Q(person=subject.person)
    return Disclosure.objects.filter(mine).select_related("body", "contribution__programme")


def disclosures_in(body: Body) -> QuerySet[Disclosure]:
    """Return who opened whose data in a body, the newest first."""
    rows = Disclosure.objects.filter(body=body)
    return rows.select_related("person", "contribution__programme", "opened_by")


def consents_of(person: Person) -> list[tuple[PurposeOf, Consent | None]]:
    """Return every purpose that rests on consent, with the standing agreement of a person, if there is one."""
    standing = {one.purpose: one for one in Consent.objects.standing().filter(person=person)}
    return [(purpose, standing.get(code)) for code, purpose in by_consent().items()]


def disposed(since: datetime) -> QuerySet[Disposal]:
    """Return what was let go by the schedule since a moment, the newest first."""
    return Disposal.objects.filter(disposed_at__gte=since)
