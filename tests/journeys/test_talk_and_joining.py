"""Two ideas say the same: people talk, one is reported, both are joined, the author objects, it is undone."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from flotilla.contributions import actions
from flotilla.contributions.models import Comment, Merge, Report
from flotilla.kit.moments import database_now
from tests import factories
from tests.journeys.browser import look, press

ONE = "/p/short-trips/c/1/"
TEXT = "I would not answer an unknown number at night. Could it show as the hospital?"


@pytest.fixture
def now():
    """The moment by the clock of the database."""
    return database_now()


@pytest.fixture
def full(marlhaven, ada, dee, cy, bo, desk_client, now):
    """A campaign with a good deal in it."""
    campaign = factories.a_programme(
        marlhaven, address="short-trips", opened_at=now - timedelta(days=9)
    )
    places = [factories.a_place(marlhaven, name) for name in ("Eastfield", "Quayside")]
    rest = actions.add_theme(campaign, name="Walking and resting", words="bench, seat, sit", by=bo, at=now)  # fmt: skip
    bus = actions.add_theme(campaign, name="Buses", words="bus, timetable", by=bo, at=now)
    texts = [
        ("A bench every 200 metres", "Narrow ones with arms, on walls and by shop fronts."),
        ("Benches with arms every 200 metres", "Somewhere to sit on the way to the health centre."),
        ("Text me when the bus is not coming", "I have a phone that does texts."),
        ("Longer green man at Harbour Roundabout", "I timed it: 6 seconds for four lanes."),
        ("Lend shopping trailers from the library", "Two weeks, fits a folding bike."),
    ]
    ideas = [
        factories.a_contribution(
            campaign, by=(ada, dee)[n % 2], title=title, words=words, answers={"wrong": words},
            place=places[n % 2], received_at=now - timedelta(days=n), byline=("Resident, Eastfield", "Carer, Quayside")[n % 2],
        )
        for n, (title, words) in enumerate(texts)
    ]  # fmt: skip
    for one in ideas[:2]:
        actions.support(one, by=cy, at=now)
    actions.give_theme(rest, contributions=ideas[:2], by=bo, at=now)
    actions.give_theme(bus, contributions=ideas[2:3], by=bo, at=now)
    first = actions.post_comment(ideas[0], text=TEXT, submission_key="a", byline="Resident, Millbrook", kind="concern", change_mind="A card with the name of who rings.", by=dee, at=now)  # fmt: skip
    actions.post_comment(ideas[0], text="Good point, thank you.", submission_key="b", byline="Discharge team", parent=first, by=bo, at=now)  # fmt: skip
    desk_client(bo)
    return campaign


def test_people_talk_without_scripts_on_a_small_screen(visit, full, client_of, dee):
    page = visit(ONE, person=dee, width=390, script=False)
    look(page, "talk-390", script=False)
    page.fill("#comment-text", "We have 14 people who would do one evening a week.")
    press(page, "text=Post")
    expect(page.locator("#talk")).to_contain_text("We have 14 people")
    press(page, "text=Say that it is met")
    page.fill("#id_words", "They made the card.")
    press(page, "main button:has-text('It is met')")
    expect(page.locator("#talk")).to_contain_text("Met, says who raised it")
    assert Comment.objects.filter(met__isnull=False).count() == 1


def test_somebody_without_an_account_reports(visit, full):
    page = visit(ONE)
    look(page, "talk-1280")
    press(page, "text=Report this to the moderators")
    press(page, "main button:has-text('Report it')")
    look(page, "report-faulty")
    page.check("input[value=private]")
    press(page, "main button:has-text('Report it')")
    expect(page.locator("main")).to_contain_text("A person looks at it.")
    assert Report.objects.count() == 1


def test_the_list_is_searched_and_filtered(visit, full):
    page = visit("/p/short-trips/")
    look(page, "list-1280")
    page.goto("/p/short-trips/?theme=walking-and-resting&sort=random")
    expect(page.locator(".fl-idea")).to_have_count(2)
    page.fill("#filter-q", "trailers")
    page.click("form[role=search] button:has-text('Show')")
    expect(page.locator("#list")).to_contain_text("Nothing like this here")
    look(visit("/p/short-trips/?q=nothinglike", width=390), "list-empty-390")
    look(visit("/p/short-trips/", width=390, scheme="dark"), "list-390-dark")
    look(visit("/search/?q=bench"), "search-1280")
    look(visit("/search/?q=zzzz", width=390), "search-none-390")


def test_an_officer_joins_two_and_the_author_objects(visit, full, bo, dee):
    page = visit("/desk/p/short-trips/alike/", person=bo)
    look(page, "alike-1280")
    page.goto("/desk/p/short-trips/c/2/join/")
    look(page, "choose-1280")
    page.goto("/desk/p/short-trips/c/2/join/?into=1")
    look(page, "join-1280")
    page.fill("#id_reason", "Both want somewhere to sit.")
    press(page, "text=Join them")
    expect(page.locator("aside").first).to_contain_text("Benches with arms")
    look(page, "joined-target-1280")
    author = visit("/p/short-trips/c/2/", person=dee, width=390)
    look(author, "joined-source-390")
    press(author, "text=Agree or object")
    author.fill("#id_words", "Mine have arms.")
    press(author, "main button:has-text('I object')")
    expect(author.get_by_text("Thank you. Somebody looks at it again.")).to_be_visible()
    assert Merge.objects.get().objection == "Mine have arms."
    page.goto("/desk/moderation/")
    look(page, "queue-1280")
    press(page, "text=Read and decide")
    look(page, "unjoin-1280")
    press(page, "text=Let it stand alone")
    expect(page.get_by_text("It stands alone again")).to_be_visible()
    assert Merge.objects.get().undone_by == bo


def test_moderators_and_everyone_see_clear_pages(visit, full, bo, now, ada):
    idea = full.contributions.get(number=3)
    actions.report(idea, reason="private", words="It names my neighbour.", by=ada, at=now)
    page = visit("/desk/moderation/", person=bo, width=390)
    look(page, "queue-390")
    press(page, "text=Read and decide")
    look(page, "moderate-390")
    page.goto("/desk/p/short-trips/c/4/split/")
    look(page, "split-390")
    page.goto("/desk/p/short-trips/themes/")
    look(page, "themes-390")
    actions.remove(idea, reason="private", words="Her name.", by=bo, at=now)
    look(visit("/moderation/"), "moderation-log-1280")
    look(visit("/p/short-trips/c/3/", person=ada), "removed-author-1280")
    look(visit("/desk/p/short-trips/themes/", person=bo), "themes-1280")
