"""One's own details, letters, and the code of a letter."""

from django.urls import reverse

from flotilla.bodies import actions as bodies
from flotilla.bodies.queries import level_of
from flotilla.letters.actions import stop_letters
from flotilla.people.models import Person
from tests.factories import NOON


def test_a_stranger_is_led_to_sign_in_and_back(client, marlhaven):
    response = client.get(reverse("settings"))
    assert (response.status_code, response.url) == (302, "/account/login/?next=/settings/")


def test_details_are_saved(client_of, ada, marlhaven):
    facts = {"name": "Ada N.", "byline": "Carer, Northgate", "sector": "resident", "language": "fr"}
    assert client_of(ada).post(reverse("settings"), facts).status_code == 302
    ada.refresh_from_db()
    assert (ada.name, ada.byline, ada.sector, ada.language) == tuple(facts.values())


def test_roles_are_read_out(client_of, bo):
    page = client_of(bo).get(reverse("settings")).content.decode()
    assert 'Programme officer, <a href="/at/marlhaven/">Marlhaven Council</a>' in page
    assert "Runs programmes: sets them up" in page


def test_a_long_name_is_refused_and_kept_in_the_form(client_of, ada, marlhaven):
    response = client_of(ada).post(reverse("settings"), {"name": "x" * 121})
    assert "x" * 121 in response.content.decode()
    assert Person.objects.get(pk=ada.pk).name == "Ada"


def test_letters_come_as_chosen(client_of, ada, marlhaven):
    client_of(ada).post(reverse("letter_settings"), {"cadence": "weekly"})
    ada.refresh_from_db()
    assert ada.cadence == "weekly"


def test_a_muted_programme_can_be_heard_again(client_of, ada, campaign):
    stop_letters(ada, programme_id=campaign.pk, by=ada, at=NOON)
    client = client_of(ada)
    assert campaign.title in client.get(reverse("letter_settings")).content.decode()
    client.post(reverse("unmute", args=[campaign.pk]))
    assert ada.mutings.count() == 0


def test_a_code_confirms_once_and_for_one_person(client_of, ada, dee, max_, marlhaven):
    (code,) = bodies.print_codes(marlhaven, batch="Eastfield", count=1, by=max_, at=NOON)
    assert client_of(ada).post(reverse("use_code"), {"code": code.lower()}).status_code == 302
    assert level_of(ada, marlhaven) == 2
    again = client_of(dee).post(reverse("use_code"), {"code": code})
    assert "This code is not one of ours, or it was used before." in again.content.decode()
    assert level_of(dee, marlhaven) == 1


def test_a_code_of_the_other_council_is_none_here(client_of, ada, marlhaven, harrowmere, eve):
    (code,) = bodies.print_codes(harrowmere, batch="Heath", count=1, by=eve, at=NOON)
    client_of(ada).post(reverse("use_code"), {"code": code})
    assert level_of(ada, marlhaven) == 1
