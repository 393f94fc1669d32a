"""Due diligence at the desk."""

from flotilla.awards.models import Flag
from tests import factories


def test_something_is_looked_into_and_settled_at_the_desk(desk_client, bo, bea, ada, marlhaven):
    fund = factories.a_programme(marlhaven, vehicle="fund", address="teeth")
    sent = factories.a_contribution(fund, by=ada, title="Brush bus")
    officer = desk_client(bo)
    said = {
        "contribution": sent.pk,
        "section": "money",
        "team": "Finance",
        "reason": "Two accounts.",
    }
    assert officer.post("/desk/flags/", said).url == "/desk/flags/"
    flag = Flag.objects.get()
    page = officer.get("/desk/flags/").content.decode()
    assert "Brush bus" in page
    assert "Two accounts." in page
    found = {"state": "stopped", "words": "Both are of one person."}
    assert desk_client(bea).post(f"/desk/flags/{flag.pk}/", found).url == "/desk/flags/"
    answer = desk_client(bea).post(f"/desk/flags/{flag.pk}/", {**found, "state": "resolved"})
    assert "You stopped it yourself." in answer.content.decode()
    assert (
        "Two accounts." not in desk_client(ada).get(f"/p/teeth/c/{sent.number}/").content.decode()
    )


def test_assessors_and_strangers_find_no_flags(desk_client, cy, ada, eve, marlhaven):
    assert [desk_client(who).get("/desk/flags/").status_code for who in (cy, ada, eve)] == [404] * 3
