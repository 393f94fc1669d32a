"""Who may write criteria, run a panel, sit on it, and see an entry there."""

from flotilla.assessment.models import Assessment, CriteriaSet, Interest, Panel, Seat
from flotilla.contributions.models import Contribution
from flotilla.people.models import Person
from flotilla.programmes import rules as programme_rules
from flotilla.programmes.models import Programme


def may_write_criteria(person: Person | None, programme: Programme) -> bool:
    """Those who run the programme write its criteria; whether they still can be changed is the action's matter."""
    return programme_rules.may_run(person, programme)


def may_read_criteria(person: Person | None, criteria_set: CriteriaSet) -> bool:
    """Everyone who sees the programme reads what is published."""
    return criteria_set.published_at is not None and programme_rules.may_see(
        person, criteria_set.programme
    )


def may_run_panel(person: Person | None, programme: Programme) -> bool:
    """Those who run the programme invite its panel and look after it."""
    return programme_rules.may_run(person, programme)


def may_run_seat(person: Person | None, seat: Seat) -> bool:
    """Those who run the panel look after the seats of others; nobody after their own."""
    return may_run_panel(person, seat.programme) and not is_holder(person, seat)


def is_holder(person: Person | None, seat: Seat) -> bool:
    """Whose seat it is: who took it, or who was invited to it by their address."""
    if person is None or not person.is_authenticated:
        return False
    if seat.person_id is not None:
        return seat.person_id == person.pk
    return bool(seat.email) and seat.email == person.email.lower()


def may_see_entries(person: Person | None, seat: Seat) -> bool:
    """Whoever sits on the panel sees who has entered only after they said where they have interests."""
    return is_holder(person, seat) and seat.is_taken and seat.stated_at is not None


def may_see_ranking(person: Person | None, panel: Panel) -> bool:
    """Those who run the panel and those who sit on it; which entries they see there is the assessments' own rule."""
    if person is None or not person.is_authenticated:
        return False
    if may_run_panel(person, panel.programme):
        return True
    return panel.seats.taken().filter(person=person, stated_at__isnull=False).exists()


def has_interest(person: Person | None, contribution: Contribution) -> bool:
    """Whether an interest, declared or suspected, keeps this person from an entry."""
    if person is None or not person.is_authenticated:
        return False
    mine = Interest.objects.standing().filter(seat__person=person)
    return mine.filter(contribution=contribution).exists()


def may_settle_interest(person: Person | None, interest: Interest) -> bool:
    """Somebody who runs the panel looks at it; never whose interest it is, nor who has one in that entry themselves."""
    if not may_run_seat(person, interest.seat) or person is None:
        return False
    return not has_interest(person, interest.contribution)


def may_judge(person: Person | None, assessment: Assessment) -> bool:
    """Whom an entry was given to, as long as they sit on the panel, have said their interests and have none in it."""
    if person is None or not may_see_entries(person, assessment.seat):
        return False
    return Assessment.objects.live().of(person).filter(pk=assessment.pk).exists()


def may_take_away(person: Person | None, assessment: Assessment) -> bool:
    """Those who run the panel, of entries in which they have no interest themselves, and not from their own seat."""
    return may_run_seat(person, assessment.seat) and not has_interest(
        person, assessment.contribution
    )
