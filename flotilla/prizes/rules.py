"""Who decides which entries go on, and who mends them."""

from flotilla.assessment.models import Seat
from flotilla.contributions.models import Contribution
from flotilla.contributions.rules import is_author
from flotilla.people.models import Person
from flotilla.programmes import rules as programme_rules
from flotilla.programmes.models import Programme


def may_see_heats(person: Person | None, programme: Programme) -> bool:
    """Everyone who sees a programme with heats reads how many went on."""
    return bool(programme.plan.heats) and programme_rules.may_see(person, programme)


def may_pass(person: Person | None, programme: Programme) -> bool:
    """Those who run the programme say who goes on; whether they may screen as well is the action's matter."""
    return bool(programme.plan.heats) and programme_rules.may_run(person, programme)


def judges(person: Person | None, programme: Programme) -> bool:
    """Whether somebody sits on the panel of a programme, or was asked to: they never screen."""
    if person is None:
        return False
    asked = Seat.objects.filter(panel__programme=programme, left_at=None).exclude(is_accepted=False)
    return asked.filter(person=person).exists() or (
        bool(person.email) and asked.filter(email=person.email.lower()).exists()
    )


def may_mend(person: Person | None, contribution: Contribution) -> bool:
    """Authors mend what is missing from their entry."""
    return is_author(person, contribution)
