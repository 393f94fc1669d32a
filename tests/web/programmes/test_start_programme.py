"""Starting a programme: the questions, the suggestion, copying."""

import pytest
from django.test import Client

from flotilla.bodies.models import Body
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from tests import factories
from tests.programmes import ready

NEW = "/desk/programmes/new/"
CLEAR = {"problem_clear": "yes", "solvers": "anyone", "money": "small", "weeks": "8"}


def test_it_suggests_a_vehicle_with_the_reasons(desk_client, bo: Person) -> None:
    page = desk_client(bo).get(NEW, CLEAR).content.decode()
    assert "You can say the question in one sentence" in page
    assert "For it: how clear the problem is, who could solve it, the money, the time." in page


def test_it_says_honestly_that_nothing_fits(desk_client, bo: Person) -> None:
    answers = {"problem_clear": "no", "solvers": "anyone", "money": "prize", "weeks": "1"}
    page = desk_client(bo).get(NEW, answers).content.decode()
    assert "Nothing that we can run today fits." in page


def test_it_names_what_would_fit_and_is_not_built(desk_client, bo: Person) -> None:
    answers = {**CLEAR, "solvers": "makers", "money": "none", "influence": "involve"}
    page = desk_client(bo).get(NEW, answers).content.decode()
    assert "Hack day" in page
    assert "Not available here yet" in page


def test_it_offers_a_prize_where_success_is_measured_and_anybody_might_do_it(
    desk_client, bo: Person
) -> None:
    page = desk_client(bo).get(NEW, {**CLEAR, "money": "prize", "weeks": "40"}).content.decode()
    assert "a reward reaches further than a grant" in page
    assert 'value="prize"' in page


def test_money_for_groups_leads_to_a_fund(desk_client, bo: Person, marlhaven: Body) -> None:
    client = desk_client(bo)
    answers = {"problem_clear": "yes", "solvers": "groups", "money": "grants", "weeks": "40"}
    page = client.get(NEW, answers).content.decode()
    assert "Groups know what to do and could do it with some money." in page
    answer = client.post(NEW, {"vehicle": "fund", "title": "Fair start", "origin": "body"})
    assert answer.url == "/desk/p/fair-start/set-up/question/"
    assert Programme.objects.get().plan.code == "fund"


def test_a_fund_opens_only_with_its_criteria_published(
    desk_client, bo: Person, marlhaven: Body
) -> None:
    fund = ready.a_ready_draft(marlhaven, by=bo, at=database_now(), vehicle="fund")
    reasons = {f"why_{one}": "Next week." for one in ("time_given", "voices_considered")}
    said = {**reasons, "tick_proportionate": "on", "tick_equality_looked_at": "on"}
    factories.a_round(fund)
    client = desk_client(bo)
    page = client.post(f"/desk/p/{fund.address}/opening/", said).content.decode()
    assert "What is judged is written for each point of the scale, and published" in page
    assert not Programme.objects.opened().exists()
    client.post(f"/desk/p/{fund.address}/criteria/beginning/")
    client.post(f"/desk/p/{fund.address}/criteria/publication/")
    answer = client.post(f"/desk/p/{fund.address}/opening/", said)
    assert answer.url == f"/desk/p/{fund.address}/"
    assert Programme.objects.opened().count() == 1


def test_beginning_leads_to_the_question(desk_client, bo: Person, marlhaven: Body) -> None:
    said = {"vehicle": "campaign", "title": "Short trips", "origin": "residents"}
    answer = desk_client(bo).post(NEW, said)
    assert answer.url == "/desk/p/short-trips/set-up/question/"
    assert Programme.objects.get().origin == "residents"


@pytest.mark.parametrize(
    "said",
    [
        {"vehicle": "hackday", "title": "Short trips"},
        {"vehicle": "campaign", "title": ""},
        {"vehicle": "campaign", "title": "x" * 91},
        {"vehicle": "campaign", "title": "a\x00b"},
    ],
)
def test_what_cannot_begin_is_said_at_the_field_and_nothing_is_lost(
    desk_client, bo: Person, said: dict[str, str]
) -> None:
    answer = desk_client(bo).post(NEW, said)
    assert answer.status_code == 200
    assert "Please look at this again" in answer.content.decode()
    assert not Programme.objects.exists()


def test_an_odd_origin_is_the_body(desk_client, bo: Person) -> None:
    desk_client(bo).post(NEW, {"vehicle": "campaign", "title": "A", "origin": "moon"})
    assert Programme.objects.get().origin == "body"


def test_those_who_do_not_run_programmes_find_nothing(
    desk_client, client: Client, sol: Person, eve: Person, ada: Person, marlhaven: Body
) -> None:
    assert client.get(NEW).status_code == 302
    assert [desk_client(who).get(NEW).status_code for who in (sol, eve, ada)] == [404] * 3


def test_an_earlier_programme_is_copied(desk_client, bo: Person, campaign: Programme) -> None:
    said = {"source": campaign.pk, "title": "Trips again"}
    answer = desk_client(bo).post("/desk/programmes/copy/", said)
    assert answer.url == "/desk/p/trips-again/set-up/question/"


def test_a_programme_of_another_body_cannot_be_copied(
    desk_client, bo: Person, harrowmere: Body, eve: Person, noon
) -> None:
    theirs = ready.a_draft(harrowmere, by=eve, at=noon)
    answer = desk_client(bo).post("/desk/programmes/copy/", {"source": theirs.pk, "title": "A"})
    assert answer.status_code == 200
    assert Programme.objects.count() == 1
