"""Looking after a body, for its own administrators and nobody else."""

import io

import pytest
from django.urls import reverse
from PIL import Image

from flotilla.bodies.models import InvitationCode, Membership
from tests import factories

PAGES = ("administration", "body_parts", "body_people", "body_codes")


def the_form(body, **changes):
    """What the page sends when nothing was changed."""
    names = ("name", "tagline", "address", "accent", "sender_email", "time_zone")
    return {
        **{name: getattr(body, name) for name in names},
        "languages": ["en-gb", "fr"],
        **changes,
    }


@pytest.mark.parametrize("page", PAGES)
def test_only_administrators_of_this_body_come_in(page, desk_client, client, ada, bo, eve, max_):
    assert desk_client(max_).get(reverse(page)).status_code == 200
    for person in (ada, bo, eve):
        assert desk_client(person).get(reverse(page)).status_code == 404
    assert client.get(reverse(page)).status_code == 302


def test_the_administrator_of_another_council_looks_after_theirs_at_its_address(
    desk_client, max_, harrowmere
):
    hera = factories.a_member(harrowmere, "administrator", "Hera")
    client = desk_client(hera)
    assert client.get("/at/harrowmere/administration/").status_code == 200
    assert client.get("/administration/").status_code == 404
    assert desk_client(max_).get("/at/harrowmere/administration/").status_code == 404


def test_details_are_saved(desk_client, max_, marlhaven):
    response = desk_client(max_).post(
        reverse("administration"), the_form(marlhaven, tagline="All hands")
    )
    assert response.status_code == 302
    marlhaven.refresh_from_db()
    assert marlhaven.tagline == "All hands"


def test_a_colour_that_cannot_be_read_is_refused_with_one_that_can(desk_client, max_, marlhaven):
    page = (
        desk_client(max_)
        .post(reverse("administration"), the_form(marlhaven, accent="#FFDD00", tagline="All hands"))
        .content.decode()
    )
    assert "This colour is too light to read on our paper." in page
    assert "All hands" in page
    marlhaven.refresh_from_db()
    assert marlhaven.accent == "#0B5563"


def test_a_logo_is_a_picture_by_its_content(desk_client, max_, marlhaven):
    client = desk_client(max_)
    svg = io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    svg.name = "logo.png"
    assert (
        client.post(reverse("administration"), {**the_form(marlhaven), "logo": svg}).status_code
        == 200
    )
    picture = io.BytesIO()
    Image.new("RGB", (4, 4), "teal").save(picture, "PNG")
    picture.seek(0)
    picture.name = "logo.png"
    assert (
        client.post(reverse("administration"), {**the_form(marlhaven), "logo": picture}).status_code
        == 302
    )
    answer = client.get(reverse("body_logo"))
    assert answer["Content-Type"] == "image/png"
    assert answer.getvalue().startswith(b"\x89PNG")


def test_departments_places_and_holidays_are_added(desk_client, max_, marlhaven):
    client = desk_client(max_)
    client.post(
        reverse("add_department"), {"name": "Transport", "email": "transport@marlhaven.example"}
    )
    client.post(reverse("add_places"), {"names": "Eastfield; E05000001\n\nQuayside\nEastfield"})
    client.post(
        reverse("add_holiday"),
        {"on_0": "25", "on_1": "12", "on_2": "2026", "name": "Christmas Day"},
    )
    assert [one.name for one in marlhaven.departments.all()] == ["Transport"]
    assert [(one.name, one.code) for one in marlhaven.places.all()] == [
        ("Eastfield", "E05000001"),
        ("Quayside", ""),
    ]
    assert [one.name for one in marlhaven.holidays.all()] == ["Christmas Day"]


def test_an_impossible_day_gets_a_sentence_and_keeps_what_was_typed(desk_client, max_):
    response = desk_client(max_).post(
        reverse("add_holiday"), {"on_0": "31", "on_1": "2", "on_2": "2026", "name": "Leap of faith"}
    )
    assert response.status_code == 422
    assert "Leap of faith" in response.content.decode()


def test_a_role_is_given_and_ended_but_not_to_oneself_nor_the_last_administrator(
    desk_client, max_, ada, marlhaven
):
    client = desk_client(max_)
    client.post(reverse("body_people"), {"email": "ADA@example.org", "role": "officer"})
    membership = Membership.objects.get(person=ada)
    client.post(reverse("end_role", args=[membership.pk]))
    membership.refresh_from_db()
    assert (membership.role, membership.ended_by) == ("officer", max_)
    page = client.post(
        reverse("body_people"), {"email": max_.email, "role": "officer"}
    ).content.decode()
    assert "Nobody gives a role to themselves" in page
    client.post(reverse("end_role", args=[max_.memberships.get().pk]))
    assert max_.memberships.get().ended_at is None


def test_codes_are_shown_once_and_only_fingerprints_are_kept(desk_client, max_, marlhaven):
    page = (
        desk_client(max_)
        .post(reverse("body_codes"), {"batch": "Eastfield", "count": "2", "level": "3"})
        .content.decode()
    )
    assert page.count('class="fl-codeletter"') == 2
    kept = InvitationCode.objects.values_list("tail", flat=True)
    assert all(f"{tail}</p>" in page for tail in kept)
    assert page.count("<svg") >= 2
    assert "style=" not in page
    assert set(InvitationCode.objects.values_list("level", flat=True)) == {3}


def test_a_role_is_given_to_an_address_that_has_no_account_yet(desk_client, max_, marlhaven):
    desk_client(max_).post(
        reverse("body_people"), {"email": "Nia@Marlhaven.example", "role": "officer"}
    )
    membership = Membership.objects.get(person__email="nia@marlhaven.example")
    assert (membership.role, membership.body, membership.granted_by) == (
        "officer",
        marlhaven,
        max_,
    )


def test_the_holidays_of_a_year_are_looked_at_before_they_are_added(desk_client, max_, marlhaven):
    client = desk_client(max_)
    asked = {"country": "france", "year": "2026"}
    page = client.get(reverse("holidays_of_a_year"), asked).content.decode()
    assert "Armistice 1918" in page
    assert marlhaven.holidays.count() == 0
    client.post(reverse("holidays_of_a_year"), asked)
    assert marlhaven.holidays.count() == 11
    client.post(reverse("holidays_of_a_year"), asked)
    assert marlhaven.holidays.count() == 11


@pytest.mark.parametrize("year", ["", "0", "99999999999999999999", "two", "20\x0026"])
def test_a_year_that_is_none_gets_a_sentence(desk_client, max_, year):
    asked = {"country": "france", "year": year}
    page = desk_client(max_).get(reverse("holidays_of_a_year"), asked)
    assert page.status_code == 200
    assert 'id="id_year_error"' in page.content.decode()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", "Marl\x00haven"),
        ("name", "x" * 1_000_000),
        ("address", "not an address"),
        ("address", "harrowmere"),
        ("accent", "teal"),
        ("time_zone", "Mars/Olympus"),
        ("languages", ["xx"]),
        ("sender_email", "nobody"),
    ],
)
def test_bad_details_get_a_sentence_at_the_field_and_change_nothing(
    desk_client, max_, marlhaven, harrowmere, field, typed
):
    form = the_form(marlhaven, tagline="All hands", **{field: typed})
    response = desk_client(max_).post(reverse("administration"), form)
    page = response.content.decode()
    assert response.status_code == 200
    assert f'id="id_{field}_error"' in page
    assert "All hands" in page
    marlhaven.refresh_from_db()
    assert marlhaven.tagline == "Working it out together"


@pytest.mark.parametrize("page", [*PAGES, "holidays_of_a_year"])
def test_who_administers_one_council_is_nobody_in_the_other(page, desk_client, max_, harrowmere):
    assert desk_client(max_).get("/at/harrowmere" + reverse(page)).status_code == 404


def test_nothing_of_the_other_council_can_be_ended_by_its_number(
    desk_client, max_, harrowmere, eve, noon
):
    department = harrowmere.departments.create(name="Parks")
    holiday = harrowmere.holidays.create(on="2026-12-25", name="Christmas Day")
    client = desk_client(max_)
    for name, thing in (
        ("close_department", department),
        ("remove_holiday", holiday),
        ("end_role", eve.memberships.get()),
    ):
        assert client.post(reverse(name, args=[thing.pk])).status_code == 404
    assert Membership.objects.current().filter(person=eve).count() == 1
    assert harrowmere.holidays.count() == 1


def test_everyone_may_read_what_each_role_may_do(client, marlhaven):
    page = client.get(reverse("roles")).content.decode()
    assert "Draft, check and release decisions" in page


def test_the_colours_of_a_body_are_its_own(client, marlhaven, harrowmere):
    harrowmere.accent = "#6C4079"
    harrowmere.save()
    assert "#6C4079" in client.get("/at/harrowmere/body/colours.css").content.decode()
    assert "#6C4079" not in client.get("/body/colours.css").content.decode()


def test_a_body_that_does_not_exist_is_not_found(client, marlhaven):
    assert client.get("/at/atlantis/").status_code == 404


def test_who_changes_the_address_under_which_they_came_stays_in_their_body(
    desk_client, marlhaven, harrowmere
):
    client = desk_client(factories.a_member(harrowmere, "administrator", "Hera"))
    here = "/at/harrowmere/administration/"
    response = client.post(here, the_form(harrowmere, address="harrow"), follow=True)
    assert response.redirect_chain == [("/at/harrow/administration/", 302)]
    assert response.status_code == 200


def test_the_letters_lead_to_the_body_whose_codes_they_bear(
    desk_client, marlhaven, harrowmere, settings
):
    harrowmere.host = "together.harrowmere.example"
    harrowmere.save()
    settings.ALLOWED_HOSTS = [harrowmere.host, "testserver"]
    client = desk_client(factories.a_member(harrowmere, "administrator", "Hera"))
    batch = {"batch": "Quayside", "count": "1", "level": "2"}
    page = client.post("/administration/codes/", batch, headers={"host": harrowmere.host})
    assert "<p>http://together.harrowmere.example/settings/code/</p>" in page.content.decode()


def test_a_code_without_a_name_is_no_place(desk_client, max_, marlhaven):
    desk_client(max_).post(reverse("add_places"), {"names": "; E05000001\nQuayside; E05000002"})
    assert [(one.name, one.code) for one in marlhaven.places.all()] == [("Quayside", "E05000002")]


def test_a_place_is_added_with_the_point_in_its_middle(desk_client, max_, marlhaven):
    client = desk_client(max_)
    page = client.post(reverse("add_places"), {"names": "Eastfield;;nowhere"}).content.decode()
    assert "Eastfield: Write the point as two numbers" in page
    client.post(reverse("add_places"), {"names": "Eastfield; ; 51.5074, -0.1278"})
    place = marlhaven.places.get()
    assert (place.latitude, place.longitude) == (51.5074, -0.1278)
