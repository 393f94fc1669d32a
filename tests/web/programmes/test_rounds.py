"""The round of a fund on its pages: the desk with its meter, what everybody reads, the questions before the form."""

from datetime import timedelta

import pytest

from flotilla.contributions.models import Contribution, Draft
from flotilla.journal.models import Entry
from flotilla.kit.moments import database_now
from flotilla.programmes.models import Round
from tests import factories
from tests.programmes import ready

SAID = {
    "aim": "More children see a dentist.",
    "gap": "Half as often as others.",
    "group": "Children under 11",
    "baseline": "31 of 100",
    "source": "NHS Dental Statistics",
    "source_link": "https://example.org/dental",
    "baseline_on_0": "31",
    "baseline_on_1": "12",
    "baseline_on_2": "2024",
    "amount_minor": "120,000",
}


@pytest.fixture
def draft(marlhaven, bo, noon):
    return ready.a_draft(marlhaven, by=bo, at=noon, vehicle="fund", address="teeth")


@pytest.fixture
def fund(marlhaven):
    opened_at = database_now() - timedelta(days=9)
    programme = factories.a_programme(
        marlhaven, vehicle="fund", address="teeth", opened_at=opened_at
    )
    factories.a_round(programme)
    return programme


def size_of(programme, name):
    return str(programme.round.sizes.get(name=name).pk)


def test_the_desk_describes_the_round_and_shows_the_meter(desk_client, bo, draft):
    officer = desk_client(bo)
    assert "Say first what it is for" in officer.get("/desk/p/teeth/round/").content.decode()
    assert officer.post("/desk/p/teeth/round/", SAID).status_code == 302
    held = Round.objects.get()
    assert (held.amount_minor, str(held.baseline_on)) == (12_000_000, "2024-12-31")
    page = officer.get("/desk/p/teeth/round/").content.decode()
    assert "A small award" in page
    assert "in proportion" in page
    everything = {"name": "Tiny", "up_to_minor": "500", "fields": ["spend", "doable", "learns", "with_people"]}  # fmt: skip
    assert officer.post("/desk/p/teeth/round/sizes/new/", everything).status_code == 302
    assert "asks too much" in officer.get("/desk/p/teeth/round/").content.decode()


def test_nothing_typed_is_lost_when_a_figure_is_of_the_future(desk_client, bo, draft):
    page = desk_client(bo).post("/desk/p/teeth/round/", {**SAID, "baseline_on_2": "2090"})
    assert "change is measured from what is known" in page.content.decode()
    assert "More children see a dentist." in page.content.decode()


def test_sizes_and_questions_are_changed_and_taken_out(desk_client, bo, draft):
    officer = desk_client(bo)
    officer.post("/desk/p/teeth/round/", SAID)
    held = Round.objects.get()
    large, question = held.sizes.last(), held.questions.first()
    way = f"/desk/p/teeth/round/sizes/{large.pk}/"
    assert "In two stages" in officer.get(way).content.decode()
    officer.post(way, {"name": "Large", "up_to_minor": "50,000", "fields": ["spend"]})
    large.refresh_from_db()
    assert (large.name, large.up_to_minor, large.concept) == ("Large", 5_000_000, [])
    officer.post(f"{way}removal/")
    other = f"/desk/p/teeth/round/questions/{question.pk}/"
    said = {"asks": "Here?", "needs": "no", "reason": "So.", "elsewhere": "There."}
    officer.post(other, said)
    question.refresh_from_db()
    assert (question.asks, question.needs) == ("Here?", False)
    officer.post(f"{other}removal/")
    officer.post("/desk/p/teeth/round/questions/new/", said)
    assert (held.sizes.count(), held.questions.count()) == (2, 4)


def test_a_campaign_has_no_such_pages(desk_client, client, bo, campaign):
    assert desk_client(bo).get(f"/desk/p/{campaign.address}/round/").status_code == 404
    assert client.get(f"/p/{campaign.address}/eligibility/").status_code == 404
    assert client.get(f"/p/{campaign.address}/size/").status_code == 404


def test_everybody_reads_which_gap_with_its_figure_and_its_source(client, fund):
    page = client.get("/p/teeth/").content.decode()
    assert "More children in Eastfield see a dentist." in page
    assert "31 of 100 seen in a year, borough 58 (" in page
    assert "). NHS Dental Statistics, table 3b <a" in page
    assert 'href="https://example.org/dental"' in page
    assert "up to £2,000" in page


def test_who_cannot_apply_hears_why_and_where_else_and_nothing_is_kept(client, fund):
    before = Entry.objects.count()
    question = fund.round.questions.get()
    page = client.post("/p/teeth/eligibility/", {f"q{question.pk}": "no"}).content.decode()
    assert "This money can only be spent here." in page
    assert "Ask the council of the place where it happens." in page
    assert (Draft.objects.count(), Entry.objects.count()) == (0, before)
    assert "draft" not in "".join(client.cookies)


def test_what_was_not_answered_is_asked_again(client, fund):
    assert "Please look at this again" in client.post("/p/teeth/eligibility/").content.decode()


def test_who_can_apply_chooses_a_size_and_is_asked_what_it_takes(client, fund):
    assert client.get("/p/teeth/take-part/").url == "/p/teeth/eligibility/"
    question = fund.round.questions.get()
    answer = client.post("/p/teeth/eligibility/", {f"q{question.pk}": "yes"})
    assert answer.url == "/p/teeth/size/"
    assert "up to £2,000" in client.get("/p/teeth/size/").content.decode()
    answer = client.post("/p/teeth/size/", {"size": size_of(fund, "A small award")})
    assert answer.url == "/p/teeth/take-part/"
    small = client.get("/p/teeth/take-part/").content.decode()
    client.post("/p/teeth/size/", {"size": size_of(fund, "A large award")})
    large = client.get("/p/teeth/take-part/").content.decode()
    assert "What would you do?" in small
    assert "What would we know afterwards" not in small
    assert "What would we know afterwards" in large


def test_a_size_of_another_fund_is_no_answer(client, fund, harrowmere):
    other = factories.a_programme(harrowmere, vehicle="fund", address="theirs")
    factories.a_round(other)
    page = client.post("/p/teeth/size/", {"size": size_of(other, "A small award")})
    assert page.status_code == 200
    assert not Draft.objects.exists()


def test_a_small_award_is_sent_with_its_few_answers_and_not_for_more(client, fund):
    client.post("/p/teeth/size/", {"size": size_of(fund, "A small award")})
    idea = {"title": "Brush bus", "what": "A bus.", "inequality": "Eastfield.", "amount": "2,001"}
    page = client.post("/p/teeth/take-part/", idea).content.decode()
    assert "Ask for at most £2,000, or choose a larger size of award." in page
    client.post("/p/teeth/take-part/", {**idea, "amount": "1,500"})
    client.post("/p/teeth/take-part/place/", {"group": "charity"})
    client.post("/p/teeth/take-part/reach/", {})
    client.post("/p/teeth/take-part/check/", {"consent": "on"})
    sent = Contribution.objects.get()
    assert (sent.size.name, sent.answers["amount"]["minor"]) == ("A small award", 150_000)
    assert sorted(sent.answers) == ["amount", "group", "inequality", "what"]


def test_a_concept_becomes_a_full_bid_when_its_author_goes_on_with_it(desk_client, ada, fund):
    large = fund.round.sizes.get(name="A large award")
    large.concept = fund.round.sizes.get(name="A small award").fields
    large.save()
    answers = {
        "what": "A bus.",
        "inequality": "Eastfield.",
        "amount": {"minor": 90_000, "currency": "GBP"},
        "group": "charity",
    }
    sent = factories.a_contribution(fund, by=ada, answers=answers, size=large)
    page = desk_client(ada).get(f"/p/teeth/c/{sent.number}/change/").content.decode()
    assert "What would we know afterwards" in page
