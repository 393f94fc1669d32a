"""The watch over the order of locks sees what it must, so that its silence in the tests of actions means something."""

import pytest
from django.apps import apps
from django.db import transaction

from flotilla.contributions.models import CoauthorInvitation, Contribution, Merge, Removal
from flotilla.people.models import Deed, Person
from flotilla.programmes.models import Programme
from tests.lock_order import PLACE, watching

pytestmark = pytest.mark.django_db


def hold(*models):
    """Hold rows of some models one after the other in one transaction; return what the watch says."""
    with watching() as watch:
        with transaction.atomic():
            for model in models:
                list(model.objects.select_for_update())
        return watch.wrong


def test_going_down_is_silent_and_so_is_what_is_held_already():
    assert hold(Person, Programme, Contribution, Merge, Programme) == []


def test_going_up_is_seen():
    assert hold(Contribution, Programme) == ["Programme after Contribution"]
    assert hold(Person, Removal, Contribution) == ["Contribution after Removal"]


def test_what_has_no_place_is_seen():
    assert hold(Deed) == ["Deed has no place in the order"]


def test_settling_an_invitation_begins_below():
    assert hold(CoauthorInvitation, Contribution) == []


def test_each_transaction_begins_anew_and_one_inside_another_does_not():
    with watching() as watch:
        for model in (Contribution, Programme):
            with transaction.atomic():
                list(model.objects.select_for_update())
        assert watch.wrong == []
        with transaction.atomic():
            for model in (Contribution, Programme):
                with transaction.atomic():
                    list(model.objects.select_for_update())
        assert watch.wrong == ["Programme after Contribution"]


def test_the_order_names_models_that_there_are():
    assert {*PLACE} <= {model.__name__ for model in apps.get_app_config("flotilla").get_models()}
