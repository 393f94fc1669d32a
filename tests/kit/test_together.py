"""Several sets of rows in one statement are the same rows as in one statement each."""

from datetime import date, timedelta

from django.db.models import Model

from flotilla.kit.together import load_together
from flotilla.programmes.models import Pause, Programme
from tests import factories

SETS = ("stages", "pauses", "promises", "crew", "missing_voices")


def as_they_are(row: Model) -> dict[str, object]:
    """Every column of a row."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_what_is_loaded_together_is_what_was_asked_apart(
    marlhaven, bo, noon, django_assert_num_queries
):
    one, two = factories.a_programme(marlhaven), factories.a_programme(marlhaven)
    factories.a_promise(one, version=2, will=['"quoted"', "é"], decision_on=date(2027, 1, 2), reason="Rain")  # fmt: skip
    for days in (3, 1):
        Pause.objects.create(programme=one, reason="Too many", paused_at=noon - timedelta(days=days), paused_by=bo, resumed_at=noon - timedelta(days=days, microseconds=1 - days))  # fmt: skip
    apart = {
        (thing.pk, name): [as_they_are(row) for row in getattr(thing, name).all()]
        for thing in (one, two)
        for name in SETS
    }
    again = list(Programme.objects.filter(pk__in=[one.pk, two.pk]))
    with django_assert_num_queries(1):
        load_together((again, SETS))
    with django_assert_num_queries(0):
        together = {
            (thing.pk, name): [as_they_are(row) for row in getattr(thing, name).all()]
            for thing in again
            for name in SETS
        }
        assert all(stage.programme in again for thing in again for stage in thing.stages.all())
    assert together == apart
    assert len(apart[one.pk, "promises"]) == 2


def test_nothing_is_asked_about_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        load_together(([], ["stages"]))


def test_things_of_several_kinds_are_asked_about_at_once(marlhaven, django_assert_num_queries):
    one = factories.a_programme(marlhaven)
    marlhaven.holidays.create(on=date(2027, 1, 1), name="New Year")
    with django_assert_num_queries(1):
        load_together(([one], ["stages"]), ([marlhaven], ["holidays"]))
    with django_assert_num_queries(0):
        assert len(one.stages.all()) == len(one.plan.stages)
        assert [holiday.on for holiday in marlhaven.holidays.all()] == [date(2027, 1, 1)]
