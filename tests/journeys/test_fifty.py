"""Fifty contributions without the mouse: read, decided each with its own line, checked by a second person, released together."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from flotilla.decisions.models import Answer, Decision
from flotilla.kit.moments import database_now
from tests import factories

AT_THE_DESK = re.compile(r"/desk/$")
FIFTY = [f"Idea {number:02}: a place to sit" for number in range(1, 51)]
SINGLE = FIFTY[:2]  # these two get a decision of their own, not the one for all
PATIENCE = 20_000  # milliseconds; drafting forty-eight is one piece of work
MOST_KEYS = 5  # for each of many, from reading it to its release, beside its words
MOST_ALONE = 30  # for one that gets a decision of its own, to draft it


class Keyboard:
    """Somebody at a page with nothing but a keyboard; counts the keys that are not words."""

    def __init__(self, page):
        self.page, self.pressed = page, 0

    def arrive(self, words):
        """Wait until the page with this heading is there, listens, and has the focus where its matter begins."""
        expect(self.page.locator("h1")).to_contain_text(words, timeout=PATIENCE)
        self.page.wait_for_load_state("domcontentloaded")
        expect(self.page.locator("h1")).to_be_focused()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def write(self, words):
        self.page.keyboard.insert_text(words)

    def tab_to(self, selector):
        """Go from field to field until this one is reached; whoever is trapped before it never gets there."""
        for _ in range(40):
            self.press("Tab")
            if self.page.evaluate("one => document.activeElement.matches(one)", selector):
                return
        raise AssertionError(f"no way to {selector} with the keyboard")


@pytest.fixture
def fifty(marlhaven, ada, bo, bea):
    """Fifty ideas, due today; those who answer have a second factor."""
    at = database_now()
    for person in (bo, bea):
        factories.a_second_factor(person)
    campaign = factories.a_campaign_today(marlhaven)
    return [
        factories.a_contribution(
            campaign,
            by=ada,
            title=title,
            received_at=at - timedelta(days=5),
            answer_due_on=at.date(),
        )
        for title in FIFTY
    ]


def refuse(keyboard, words):
    """Say no from the first choice of the decision on, with a reason and words."""
    keyboard.press("ArrowUp")  # from the first choice to the last
    keyboard.tab_to("[name=reasons][value=lower_priority]")
    keyboard.press("Space")
    keyboard.tab_to("[name=words]")
    keyboard.write("Other streets come first.")
    keyboard.tab_to("[name=decided]")
    keyboard.write(words)
    keyboard.press("Control+Enter")


def test_fifty_are_answered_without_the_mouse(visit, fifty, bo, bea):
    officer = Keyboard(visit("/desk/", person=bo))
    read_all(officer)
    decide_together(officer)
    before = officer.pressed
    decide_singly(officer)
    alone = officer.pressed - before
    assert Decision.objects.filter(drafted_by=bo, checked_at=None).count() == 50
    second = Keyboard(visit("/desk/", person=bea))
    check_all(second)
    release_all(second)
    decided = Answer.objects.filter(kind="final").order_by("contribution__number")
    assert [one.decided.split("\n")[0] for one in decided] == [f"To {title}" for title in FIFTY]
    held = Decision.objects.standing().filter(drafted_by=bo, checked_by=bea, released_by=bea)
    assert held.count() == 50
    assert held.values("released_at").distinct().count() == 1
    assert alone / len(SINGLE) <= MOST_ALONE
    assert (officer.pressed - alone + second.pressed) / len(FIFTY) <= MOST_KEYS


def read_all(officer):
    """Read all fifty: one key each, and the focus lands on the next."""
    officer.page.wait_for_load_state("domcontentloaded")
    officer.press("a")
    for title in FIFTY:
        officer.arrive(title)
        officer.press("r")
    expect(officer.page).to_have_url(AT_THE_DESK, timeout=PATIENCE)


def decide_together(officer):
    """Decide forty-eight with the same words and a line for each; two without a line are left."""
    officer.page.wait_for_load_state("domcontentloaded")
    officer.press("d")
    officer.arrive("Decide many together")
    officer.press("w")
    for title in FIFTY:
        if title not in SINGLE:
            officer.write(f"To {title}")
        officer.press("Tab")
    refuse(officer, "Not this year.")
    expect(officer.page.get_by_text("48 decisions are drafted.")).to_be_visible(timeout=PATIENCE)


def decide_singly(officer):
    """Go forth and back between single ones, and decide each by itself."""
    officer.page.wait_for_load_state("domcontentloaded")
    officer.press("a")
    for key, title in (("n", SINGLE[0]), ("p", SINGLE[1])):
        officer.arrive(title)
        officer.press(key)
    for title in SINGLE:
        officer.arrive(title)
        officer.press("d")
        expect(officer.page.locator("#decision [name=outcome]").first).to_be_focused()
        refuse(officer, f"To {title}")
    expect(officer.page.get_by_text("The decision is drafted.")).to_be_visible(timeout=PATIENCE)
    expect(officer.page).to_have_url(AT_THE_DESK, timeout=PATIENCE)


def check_all(second):
    """Check each of the fifty by itself: one key to the button, one to press it."""
    second.page.wait_for_load_state("domcontentloaded")
    second.press("c")
    for title in [*FIFTY[2:], *SINGLE]:  # the oldest draft first
        second.arrive(title)
        second.press("c")
        expect(second.page.get_by_role("button", name="It is right: checked")).to_be_focused()
        second.press("Enter")
    expect(second.page).to_have_url(AT_THE_DESK, timeout=PATIENCE)


def release_all(second):
    """Release them together."""
    second.page.wait_for_load_state("domcontentloaded")
    second.press("s")
    second.arrive("Release decisions")
    second.press("s", "Enter")
    expect(second.page.get_by_text("50 decisions are on their way.")).to_be_visible(
        timeout=PATIENCE
    )
