"""What the areas above find for the gates, collected at the door."""

from flotilla.programmes import queries
from flotilla.programmes.models import Programme
from flotilla.web.programmes.desk_parts import findings_above
from tests.programmes.test_recipes import other


def test_every_condition_of_an_area_above_is_answered(campaign: Programme) -> None:
    campaign.recipe = other("fund")  # which proposes criteria; else nobody asks about them
    campaign.save()
    campaign = Programme.objects.get(pk=campaign.pk)
    found = [one.condition for one in findings_above(campaign)]
    assert sorted(found) == sorted(queries.CONDITIONS_ABOVE)


def test_the_programme_answers_its_own_conditions(campaign: Programme) -> None:
    found = [one.condition for one in queries.findings(campaign)]
    assert sorted(found) == sorted(queries.CONDITIONS)
