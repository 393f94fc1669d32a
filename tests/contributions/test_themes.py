"""The labels of a programme."""

import pytest

from flotilla.contributions import actions
from flotilla.contributions.actions import refusals
from flotilla.journal.models import Entry
from tests import factories


def test_a_theme_is_there_once(campaign, bo, noon):
    theme = actions.add_theme(
        campaign, name=" Walking  and resting ", words="bench, seat", by=bo, at=noon
    )
    assert (theme.name, theme.address) == ("Walking and resting", "walking-and-resting")
    with pytest.raises(refusals.ThemeTaken):
        actions.add_theme(campaign, name="walking and resting", by=bo, at=noon)
    changed = actions.change_theme(theme, name="Resting", words="seat", by=bo, at=noon)
    assert (changed.name, changed.words) == ("Resting", "seat")


def test_a_theme_is_given_to_many_and_taken_off_one(campaign, bench, bo, noon):
    theme = actions.add_theme(campaign, name="Resting", by=bo, at=noon)
    other = factories.a_contribution(campaign)
    assert actions.give_theme(theme, contributions=[bench, other], by=bo, at=noon) == 2
    assert actions.give_theme(theme, contributions=[bench], by=bo, at=noon) == 0
    actions.take_theme(theme, contribution=bench, by=bo, at=noon)
    assert list(theme.contributions.all()) == [other]
    verbs = Entry.objects.filter(contribution_id=bench.pk).values_list("verb", flat=True)
    assert list(verbs) == ["contribution.themed", "contribution.unthemed"]


def test_a_theme_belongs_to_one_programme(marlhaven, campaign, bo, noon):
    theme = actions.add_theme(campaign, name="Resting", by=bo, at=noon)
    elsewhere = factories.a_contribution(factories.a_programme(marlhaven))
    with pytest.raises(refusals.OtherProgramme):
        actions.give_theme(theme, contributions=[elsewhere], by=bo, at=noon)


def test_a_dropped_theme_leaves_the_contributions(campaign, bench, bo, noon):
    theme = actions.add_theme(campaign, name="Resting", by=bo, at=noon)
    actions.give_theme(theme, contributions=[bench], by=bo, at=noon)
    actions.drop_theme(theme, by=bo, at=noon)
    assert list(bench.themes.all()) == []


def test_names_in_other_letters_each_have_an_address_of_their_own(campaign, bo, noon):
    first, _second, third = (
        actions.add_theme(campaign, name=name, by=bo, at=noon) for name in ("راحة", "ضوء", "ماء")
    )
    actions.drop_theme(first, by=bo, at=noon)
    actions.change_theme(third, name="ماء", words="ماء", by=bo, at=noon)
    actions.add_theme(campaign, name="ظل", by=bo, at=noon)
    addresses = {one.name: one.address for one in campaign.themes.all()}
    assert addresses == {"ضوء": "theme-2", "ماء": "theme-3", "ظل": "theme-1"}
    with pytest.raises(refusals.ThemeTaken):
        actions.add_theme(campaign, name="ضوء", by=bo, at=noon)
