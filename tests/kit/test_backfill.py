"""A large table is filled in batches, each kept by itself, and can be gone on with after it broke off."""

import pytest
from django.db import transaction

from flotilla.bodies.models import Place
from flotilla.kit.backfill import in_batches
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def places():
    body = factories.a_body()
    return [factories.a_place(body, f"Ward {number}") for number in range(7)]


def fill(rows):
    return rows.update(latitude=1)


def test_every_row_is_filled_once_in_batches(places):
    keys = []
    assert in_batches(Place.objects.all(), fill, size=3, pause=0, say=keys.append) == 7
    assert Place.objects.filter(latitude=1).count() == 7
    assert keys == [places[2].pk, places[5].pk, places[6].pk]


def test_only_the_rows_asked_for_are_filled(places):
    assert in_batches(Place.objects.filter(name="Ward 4"), fill, size=3, pause=0) == 1
    assert Place.objects.filter(latitude=1).count() == 1


def test_what_was_committed_stays_when_it_breaks_off_and_it_goes_on_after_that(places):
    keys = []

    def breaks(rows):
        if keys:
            rows.update(latitude=2)
            raise OSError("the machine went down")
        return fill(rows)

    with pytest.raises(OSError, match="went down"):
        in_batches(Place.objects.all(), breaks, size=3, pause=0, say=keys.append)
    assert list(Place.objects.order_by("pk").values_list("latitude", flat=True)) == [
        1,
        1,
        1,
        None,
        None,
        None,
        None,
    ]
    assert in_batches(Place.objects.all(), fill, size=3, pause=0, after=keys[-1]) == 4


def test_inside_a_transaction_there_are_no_batches(places):
    with transaction.atomic(), pytest.raises(RuntimeError, match="atomic = False"):
        in_batches(Place.objects.all(), fill)
