"""The frame and its parts in a browser: for everyone, at every width, by day and at night, with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import faults, press, press_key, until

PAGES = ("/parts/", "/form/", "/desk/", "/glossary/", "/language/", "/nowhere/", "/account/login/")


@pytest.fixture(autouse=True)
def frame_site(marlhaven, settings):
    """Serve the pages that show every part."""
    settings.ROOT_URLCONF = "tests.journeys.frame_site"


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_every_page_is_without_fault(visit, address, width, scheme):
    page = visit(address, width=width, scheme=scheme)
    expected = 1 if address == "/nowhere/" else 0  # the console tells of the 404 itself
    assert faults(page)[expected:] == []


def test_a_form_with_troubles_is_without_fault_and_leads_to_them(visit):
    page = visit("/form/")
    page.fill("#id_on_0", "31")
    page.fill("#id_on_1", "2")
    page.fill("#id_on_2", "2026")
    press(page, "text=Save and go on")
    expect(page.locator(".ds-error-summary")).to_be_focused()
    expect(page).to_have_title(re.compile("^Please check: "))
    assert faults(page) == []
    page.click("text=There is no such day >> nth=0")
    expect(page.locator("#id_on_0")).to_be_focused()
    expect(page.locator("#id_on_2")).to_have_value("2026")


def test_a_page_in_french_says_so(visit):
    page = visit("/language/", language="fr-FR")
    assert page.get_attribute("html", "lang") == "fr"
    assert faults(page) == []


def test_the_skip_link_leads_to_the_main_part(visit):
    page = visit("/parts/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to main content")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_word_is_explained_where_it_stands(visit):
    page = visit("/parts/")
    said = page.locator("#term-promise")
    expect(said).to_be_hidden()
    page.click(".fl-term >> nth=0")
    expect(said).to_be_visible()
    page.keyboard.press("Escape")
    expect(said).to_be_hidden()


def test_a_body_has_its_own_colours(visit, marlhaven):
    marlhaven.accent = "#FFDD00"
    marlhaven.save()
    page = visit("/parts/")
    assert faults(page) == []


def test_a_filter_without_a_script_is_a_form(visit):
    page = visit("/listing/", script=False)
    page.select_option("#id_q", "bus")
    press(page, "button:has-text('Show')")
    expect(page.locator("#list li")).to_have_text(["bus"])


def test_a_filter_replaces_the_list_and_keeps_its_place(visit):
    page = visit("/listing/")
    page.evaluate("window.stayed = true")
    page.focus("#id_q")
    page.select_option("#id_q", "bus")
    expect(page.locator("#list li")).to_have_text(["bus"])
    expect(page).to_have_url("/listing/?q=bus&sort=new")
    expect(page.locator("#id_q")).to_be_focused()
    expect(page.locator("[role=status]")).to_have_text("1 found")
    page.click("text=All 4")
    expect(page.locator("#list li")).to_have_count(4)
    expect(page.locator("#id_q")).to_have_value("")
    expect(page.locator("text=All 4")).to_have_attribute("aria-current", "true")
    page.go_back()
    expect(page.locator("#list li")).to_have_count(1)
    assert page.evaluate("window.stayed")
    assert faults(page) == []


def test_a_draft_survives_a_lost_connection(visit):
    page = visit("/similar/")
    page.fill("#t", "Somewhere to sit on the way up")
    page.check("#ok")
    until(page, """localStorage.getItem("draft:short-trips")?.includes('["ok","on"]')""")
    page.reload()
    expect(page.locator("#t")).to_have_value("Somewhere to sit on the way up")
    expect(page.locator("#ok")).to_be_checked()
    page.click("text=Start afresh")
    expect(page.locator("#t")).to_have_value("")
    expect(page.locator("#ok")).not_to_be_checked()
    page.wait_for_timeout(600)  # longer than the script waits before it keeps what changed
    assert page.evaluate("localStorage.length") == 0


def test_a_draft_is_dropped_once_it_arrived(visit):
    page = visit("/similar/")
    page.fill("#t", "Somewhere to sit on the way up")
    press(page, "text=Send")
    page.goto("/similar/?text=receipt")
    # that page never said that it arrived
    expect(page.locator("#t")).to_have_value("Somewhere to sit on the way up")
    press(page, "text=Send")
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), {type: 'module', src: '/static/js/draft.js'}))"
    )
    until(page, "localStorage.length === 0")


def test_similar_contributions_show_while_writing_and_focus_stays(visit):
    page = visit("/similar/")
    page.type("#t", "Somewhere to sit")
    expect(page.locator("#similar")).to_contain_text("Like: Somewhere to sit")
    expect(page.locator("#t")).to_be_focused()


def test_what_is_left_is_counted(visit):
    page = visit("/form/")
    left = page.locator("#id_title_count")
    expect(left).to_have_text("90 characters left")
    page.fill("#id_title", "x" * 89)
    expect(left).to_have_text("1 character left")
    page.fill("#id_title", "x" * 92)
    expect(left).to_have_text("2 characters too many")


def test_an_address_is_copied_with_one_press(visit):
    page = visit("/similar/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("text=Copy the address")
    expect(page.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "https://example.org/c/1"


def test_the_desk_is_worked_without_the_mouse(visit):
    page = visit("/desk/")
    focused = page.locator(":focus")
    page.keyboard.press("j")
    expect(focused).to_have_text("Check and send")
    page.keyboard.press("j")
    expect(focused).to_have_text("Write")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/desk/#open-first")
    page.keyboard.press("?")
    expect(page.locator("#desk-keys")).to_be_visible()
    assert faults(page) == []
    page.click("text=Single keys are on")
    page.click("text=Close")
    expect(page.locator("#desk-keys")).to_be_hidden()
    page.focus("text=Write")
    page.keyboard.press("k")
    expect(focused).to_have_text("Write")


def test_keys_rest_while_one_types_and_control_enter_sends(visit):
    page = visit("/desk/")
    page.type("#w", "jk?/o")
    expect(page.locator("#w")).to_have_value("jk?/o")
    press_key(page, "Control+Enter")
    page.wait_for_url("**/desk/?w=*")
