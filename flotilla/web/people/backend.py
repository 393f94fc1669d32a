"""Who is signed in, loaded with what every page asks of them, in one question."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet

from flotilla.bodies.rules import held_rows
from flotilla.kit.asked_often import asked_often
from flotilla.people.models import Person


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Sign-in as allauth does it."""

    def get_user(self, user_id: int) -> Person | None:
        """Return the person of a session who may come in, and whether they have a second factor."""
        person = _person.first(user_id)
        if person is not None:
            person.held_rows = person.held_rows or []  # type: ignore[attr-defined]
        return person if person is not None and self.user_can_authenticate(person) else None


@asked_often
def _person(number: int) -> "QuerySet[Person]":
    factors = Authenticator.objects.filter(user_id=OuterRef("pk"))
    factor = Exists(factors.exclude(type=Authenticator.Type.RECOVERY_CODES))
    people = Person.objects.annotate(came_with_second_factor=factor, held_rows=held_rows())
    return people.filter(pk=number)
