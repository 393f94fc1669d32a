"""Sending an idea in a browser: as a guest on a small screen without scripts, and with scripts on a bad line."""

import re

import pytest
from playwright.sync_api import expect

from flotilla.contributions.models import Contribution, Draft
from tests import factories
from tests.journeys.browser import look, press, until


@pytest.fixture
def campaign(marlhaven):
    factories.a_place(marlhaven)
    return factories.a_campaign_today(marlhaven)


def test_a_guest_sends_an_idea_on_a_small_screen_without_scripts(visit, campaign):
    page = visit("/p/short-trips/take-part/", width=390, script=False)
    look(page, "idea-390", script=False)
    press(page, "text=Save and go on")
    expect(page.get_by_text("Please look at this again")).to_be_visible()
    page.fill("#id_title", "Somewhere to sit on the way up")
    page.fill("#id_wrong", "It is 600 metres uphill and there is nothing to sit on.")
    press(page, "text=Save and go on")
    look(page, "place-390", script=False)
    page.select_option("#id_place", label="Eastfield")
    page.fill("#id_byline", "Resident, Eastfield")
    press(page, "text=Save and go on")
    look(page, "reach-390", script=False)
    press(page, "text=Save and go on")
    look(page, "check-390", script=False)
    page.check("#id_consent")
    press(page, "text=Send it")
    expect(page.locator("h1")).to_have_text("Thank you. We have it.")
    look(page, "receipt-390", script=False)
    sent = Contribution.objects.get()
    assert (sent.title, sent.byline, sent.place.name) == (
        "Somewhere to sit on the way up",
        "Resident, Eastfield",
        "Eastfield",
    )
    assert not Draft.objects.exists()
    press(page, "text=See its page")
    look(page, "contribution-390", script=False)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_every_step_is_without_fault(visit, campaign, ada, width, scheme):
    page = visit("/p/short-trips/take-part/", person=ada, width=width, scheme=scheme)
    look(page, f"idea-{width}-{scheme}")
    page.fill("#id_title", "Somewhere to sit on the way up")
    page.fill("#id_wrong", "It is 600 metres uphill.")
    for name in ("place", "reach", "check"):
        press(page, "text=Save and go on")
        page.wait_for_url(f"**/{name}/")
        look(page, f"{name}-{width}-{scheme}")
    page.check("#id_consent")
    press(page, "text=Send it")
    page.wait_for_url("**/received/**")
    look(page, f"receipt-{width}-{scheme}")
    press(page, "text=See its page")
    page.wait_for_url("**/c/1/")
    look(page, f"contribution-{width}-{scheme}")
    for place in ("change", "withdraw", "co-authors", "versions"):
        page.goto(f"/p/short-trips/c/1/{place}/")
        look(page, f"{place}-{width}-{scheme}")
    page.goto("/settings/sent/")
    look(page, f"sent-{width}-{scheme}")


def test_without_a_connection_nothing_typed_is_lost(visit, campaign):
    page = visit("/p/short-trips/take-part/")
    page.fill("#id_title", "Somewhere to sit on the way up")
    until(page, "Object.keys(localStorage).some((key) => key.startsWith('draft:'))")
    page.context.set_offline(True)
    page.click("text=Save and go on")
    expect(page).to_have_url(re.compile("^chrome-error:"))
    page.context.set_offline(False)
    page.goto("/p/short-trips/take-part/")
    expect(page.locator("#id_title")).to_have_value("Somewhere to sit on the way up")
    expect(page.get_by_text("We put back what you typed here")).to_be_visible()


def test_what_is_alike_appears_while_one_writes_and_is_not_asked_again(visit, campaign, dee):
    bench = factories.a_contribution(campaign, by=dee)
    page = visit("/p/short-trips/take-part/")
    page.fill("#id_title", bench.title)
    page.fill("#id_wrong", bench.words)
    expect(page.locator("#similar")).to_contain_text("A bench every 200")
    expect(page.locator("#id_wrong")).to_be_focused()
    look(page, "panel-1280")
    press(page, "text=Save and go on")
    page.wait_for_url("**/place/")


def test_without_scripts_what_is_alike_is_shown_before_going_on(visit, campaign, dee):
    bench = factories.a_contribution(campaign, by=dee)
    page = visit("/p/short-trips/take-part/", width=390, script=False)
    page.fill("#id_title", bench.title)
    page.fill("#id_wrong", bench.words)
    press(page, "text=Save and go on")
    expect(page.locator("h2").first).to_have_text("Before you go on")
    press(page, "text=Mine is different, go on")
    expect(page.locator("h2").first).to_have_text("Place and people")
