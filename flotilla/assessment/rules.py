"""Who may see and change what a panel judges by."""

from flotilla.assessment.models import CriteriaSet
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
