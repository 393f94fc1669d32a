"""`manage.py found`: a body and its first administrator, from the command line."""

import pytest
from django.core.management import CommandError, call_command

from flotilla.bodies.models import Body
from flotilla.bodies.rules import may_administer
from flotilla.people.models import Person


def test_a_body_is_founded_with_its_administrator(db, capsys):
    call_command("found", "Northport Council", "northport", "Pat@northport.example")
    body = Body.objects.get()
    assert (body.name, body.languages, body.time_zone) == (
        "Northport Council",
        ["en-gb"],
        "Europe/London",
    )
    assert may_administer(Person.objects.get(email="pat@northport.example"), body)
    assert "/at/northport/" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (("Northport", "marlhaven", "pat@northport.example"), "has this address"),
        (("Northport", "north port", "pat@northport.example"), "slug"),
        (("Northport", "northport", "pat"), "valid email"),
        (("Northport", "northport", "pat@northport.example", "--time-zone", "Mars"), "time zone"),
        (("N" * 121, "northport", "pat@northport.example"), "1 to 120"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(marlhaven, facts, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("found", *facts)
    assert list(Body.objects.all()) == [marlhaven]
    assert Person.objects.count() == 0
