"""Taking an agreement back (people.actions gives it): what hung on it goes out of sight in the same moment."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from flotilla.contributions.models import Authorship, Comment, Contribution
from flotilla.contributions.verbs import Credit
from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.people.actions import end_consent
from flotilla.people.models import Consent, Person
from flotilla.people.verbs import Cadence
from flotilla.privacy.purposes import by_consent
from flotilla.privacy.verbs import Verb


@transaction.atomic
def take_back(person: Person, *, purpose: str, by: Person, at: datetime) -> None:
    """Take an agreement back, whether it was given here or by filling in a field; what hung on it is gone. Raises NotListed."""
    listed(purpose, by_consent(), field="purpose")
    held = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    for standing in Consent.objects.standing().filter(person=held, purpose=purpose):
        end_consent(standing, by=by, at=at)
    HANGS_ON[purpose](held)
    record(Verb.CONSENT_WITHDRAWN, held, by=by, at=at, purpose=purpose)
    for contribution in _touched(held):
        record(Verb.CONSENT_WITHDRAWN, contribution, by=by, at=at, purpose=purpose)


def _touched(person: Person) -> "list[Contribution]":
    """Contributions on whose pages the person is shown: their pages are others from now on."""
    shown = Contribution.objects.filter(authorships__person=person) | Contribution.objects.filter(
        comments__person=person
    )
    return list(shown.distinct().order_by("pk"))


def _authored(person: Person) -> "list[int]":
    mine = person.authorships.filter(credit=Credit.AUTHOR)
    return list(mine.values_list("contribution_id", flat=True))


def _hide_bylines(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(byline="")
    Contribution.objects.filter(pk__in=_authored(person)).update(byline="")
    Authorship.objects.filter(person=person).update(byline="", did="")
    Comment.objects.filter(person=person, is_official=False).update(byline="")


def _hide_sectors(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(sector="")
    Contribution.objects.filter(pk__in=_authored(person)).update(sector="")
    Authorship.objects.filter(person=person).update(sector="")
    Comment.objects.filter(person=person).update(sector="")


def _ask_no_more(person: Person) -> None:
    Contribution.objects.filter(pk__in=_authored(person)).update(wants_test=False)


def _write_no_more(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(cadence=Cadence.NEVER)


#: what of a person goes when they take an agreement back
HANGS_ON: dict[str, Callable[[Person], None]] = {
    "shown_as": _hide_bylines,
    "who_is_missing": _hide_sectors,
    "ask_me": _ask_no_more,
    "news": _write_no_more,
}
