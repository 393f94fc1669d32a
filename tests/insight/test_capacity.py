"""Whether a team can answer what comes, at the pace it stated."""

from datetime import datetime, timedelta

from flotilla.insight import capacity
from flotilla.programmes.models import Programme
from tests import factories


def test_without_a_stated_pace_or_without_anybody_waiting_there_is_nothing_to_say(
    campaign: Programme, noon: datetime
) -> None:
    assert capacity.of_programme(campaign, noon) is None
    campaign.capacity_per_week = 5
    assert capacity.of_programme(campaign, noon) is None
    factories.a_contribution(campaign)
    assert capacity.of_programme(campaign, noon) is not None


def test_a_queue_within_the_pace_is_answered_in_time(campaign: Programme, noon: datetime) -> None:
    campaign.capacity_per_week = 10
    for _ in range(4):
        factories.a_contribution(campaign, received_at=noon - timedelta(days=20))
    found = capacity.of_programme(campaign, noon)
    assert found is not None
    assert (found.waiting, found.per_week, found.forecast.late) == (4, 10, 0)


def test_a_queue_that_outgrows_the_pace_says_how_many_will_be_late(
    campaign: Programme, noon: datetime
) -> None:
    campaign.capacity_per_week = 5
    tomorrow = (noon + timedelta(days=1)).date()
    for _ in range(6):
        factories.a_contribution(campaign, answer_due_on=tomorrow)
    found = capacity.of_programme(campaign, noon)
    assert found is not None
    assert found.forecast.late == 4
