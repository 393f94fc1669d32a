"""The frame and its parts in a browser: for everyone, at every width, by day and at night, with and without scripts."""

import pytest

from tests.journeys.browser import faults, until

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
    page.click("text=Save and go on")
    assert page.evaluate("document.activeElement.className") == "ds-error-summary"
    assert page.title().startswith("Please check: ")
    assert faults(page) == []
    page.click("text=There is no such day >> nth=0")
    assert page.evaluate("document.activeElement.id") == "id_on_0"
    assert page.input_value("#id_on_2") == "2026"


def test_a_page_in_french_says_so(visit):
    page = visit("/language/", language="fr-FR")
    assert page.get_attribute("html", "lang") == "fr"
    assert faults(page) == []


def test_the_skip_link_leads_to_the_main_part(visit):
    page = visit("/parts/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_word_is_explained_where_it_stands(visit):
    page = visit("/parts/")
    said = page.locator("#term-promise")
    assert not said.is_visible()
    page.click(".fl-term >> nth=0")
    assert said.is_visible()
    page.keyboard.press("Escape")
    assert not said.is_visible()


def test_a_body_has_its_own_colours(visit, marlhaven):
    marlhaven.accent = "#FFDD00"
    marlhaven.save()
    page = visit("/parts/")
    assert faults(page) == []


def test_a_filter_without_a_script_is_a_form(visit):
    page = visit("/listing/", script=False)
    page.select_option("#id_q", "bus")
    page.click("button:has-text('Show')")
    assert page.inner_text("#list").split() == ["bus"]


def test_a_filter_replaces_the_list_and_keeps_its_place(visit):
    page = visit("/listing/")
    page.evaluate("window.stayed = true")
    page.focus("#id_q")
    page.select_option("#id_q", "bus")
    until(page, "document.querySelector('#list').innerText.trim() === 'bus'")
    assert page.evaluate("window.stayed")
    assert page.url.endswith("/listing/?q=bus&sort=new")
    assert page.evaluate("document.activeElement.id") == "id_q"
    assert page.inner_text("[role=status]") == "1 found"
    page.click("text=All 4")
    until(page, "document.querySelectorAll('#list li').length === 4")
    assert page.input_value("#id_q") == ""
    assert page.get_attribute("text=All 4", "aria-current") == "true"
    page.go_back()
    until(page, "document.querySelectorAll('#list li').length === 1")
    assert faults(page) == []


def test_a_draft_survives_a_lost_connection(visit):
    page = visit("/similar/")
    page.fill("#t", "Somewhere to sit on the way up")
    page.check("#ok")
    until(page, "localStorage.length === 1")
    page.reload()
    assert page.input_value("#t") == "Somewhere to sit on the way up"
    assert page.is_checked("#ok")
    page.click("text=Start afresh")
    assert page.input_value("#t") == ""
    assert page.evaluate("localStorage.length") == 0


def test_a_draft_is_dropped_once_it_arrived(visit):
    page = visit("/similar/")
    page.fill("#t", "Somewhere to sit on the way up")
    page.click("text=Send")
    page.goto("/similar/?text=receipt")
    assert (
        page.input_value("#t") == "Somewhere to sit on the way up"
    )  # that page never said that it arrived
    page.click("text=Send")
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), {type: 'module', src: '/static/js/draft.js'}))"
    )
    until(page, "localStorage.length === 0")


def test_similar_contributions_show_while_writing_and_focus_stays(visit):
    page = visit("/similar/")
    page.type("#t", "Somewhere to sit")
    until(page, "document.querySelector('#similar').innerText.includes('Like: Somewhere to sit')")
    assert page.evaluate("document.activeElement.id") == "t"


def test_what_is_left_is_counted(visit):
    page = visit("/form/")
    assert page.inner_text("#id_title_count") == "90 characters left"
    page.fill("#id_title", "x" * 89)
    assert page.inner_text("#id_title_count") == "1 character left"
    page.fill("#id_title", "x" * 92)
    assert page.inner_text("#id_title_count") == "2 characters too many"


def test_an_address_is_copied_with_one_press(visit):
    page = visit("/similar/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("text=Copy the address")
    page.wait_for_selector("text=Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "https://example.org/c/1"


def test_the_desk_is_worked_without_the_mouse(visit):
    page = visit("/desk/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "Check and send"
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "Write"
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    assert page.url.endswith("#open-first")
    page.keyboard.press("?")
    assert page.is_visible("#desk-keys")
    assert faults(page) == []
    page.click("text=Single keys are on")
    page.click("text=Close")
    page.focus("text=Write")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == "Write"


def test_keys_rest_while_one_types_and_control_enter_sends(visit):
    page = visit("/desk/")
    page.type("#w", "jk?/o")
    assert page.input_value("#w") == "jk?/o"
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/desk/?w=*")
