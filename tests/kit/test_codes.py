"""Codes that stand on a list: refused in a sentence, and by the database."""

import pytest
from django.db import IntegrityError, models, transaction

from flotilla.decisions.models import Answer
from flotilla.kit.codes import NotListed, listed, one_of, one_of_or_empty
from flotilla.people.models import Person
from tests.factories import NOON


class Colour(models.TextChoices):
    """Two colours."""

    RED = "red", "Red"
    BLUE = "blue", "Blue"


def test_a_code_of_the_list_is_returned_and_another_refused_at_its_field():
    assert listed("red", Colour, field="colour") == "red"
    with pytest.raises(NotListed) as refused:
        listed("green", Colour, field="colour")
    assert refused.value.at_fields == {
        "colour": "“green” is not on the list. On it are: red, blue."
    }


def test_a_code_may_be_a_number():
    assert listed(0, [0, 1], field="level") == 0
    with pytest.raises(NotListed):
        listed(2, [0, 1], field="level")


def test_the_list_may_be_that_of_a_data_file():
    assert listed("a", {"a": 1, "b": 2}, field="reason") == "a"
    with pytest.raises(NotListed):
        listed("", {"a": 1}, field="reason")


def test_a_constraint_names_the_row_and_the_field_and_holds_plain_codes():
    (constraint,) = one_of("car", colour=Colour)
    assert constraint.name == "car_colour_known"
    assert constraint.condition == models.Q(colour__in=["red", "blue"])
    (constraint,) = one_of_or_empty("car", colour=Colour)
    assert constraint.condition == models.Q(colour__in=["", "red", "blue"])


@pytest.mark.parametrize("facts", [{"kind": "guess"}, {"kind": "update", "progress": "soon"}])
def test_the_database_refuses_what_no_form_saw(bench, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(contribution=bench, decided="Yes.", drafted_at=NOON, **facts)


def test_the_database_refuses_it_in_an_update_too(ada):
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=ada.pk).update(cadence="hourly")
