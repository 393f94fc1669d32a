"""The impatient thumb, the back button, and words that were changed after they were sent."""

import pytest
from playwright.sync_api import expect

from flotilla.contributions.models import Comment
from flotilla.kit.moments import database_now
from tests import factories
from tests.journeys.browser import look, press

ONE = "/p/short-trips/c/1/"


@pytest.fixture
def bench(marlhaven, ada):
    """Ada's idea, in a campaign that takes words today."""
    return factories.a_contribution(
        factories.a_campaign_today(marlhaven), by=ada, received_at=database_now()
    )


def test_a_comment_sent_twice_by_an_impatient_thumb_stands_once(visit, bench, dee):
    page = visit(ONE, person=dee, width=390)
    page.fill("#comment-text", "I would use it.")
    page.dblclick("text=Post")
    expect(page.locator("#talk")).to_contain_text("I would use it.")
    assert Comment.objects.count() == 1


def test_what_is_sent_again_after_going_back_stands_once(visit, bench, dee):
    page = visit(ONE, person=dee)
    page.fill("#comment-text", "I would use it.")
    press(page, "text=Post")
    expect(page.locator("#talk")).to_contain_text("I would use it.")
    page.go_back()
    expect(page.locator("#comment-text")).to_have_value("I would use it.")
    press(page, "text=Post")
    expect(page.locator("#talk")).to_contain_text("I would use it.")
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_words_changed_after_going_back_are_kept_and_can_be_sent_as_new(
    visit, bench, dee, width, scheme
):
    page = visit(ONE, person=dee, width=width, scheme=scheme)
    page.fill("#comment-text", "I would use it.")
    press(page, "text=Post")
    page.go_back()
    expect(page.locator("#comment-text")).to_have_value("I would use it.")
    page.fill("#comment-text", "I would use it, and my mother too.")
    press(page, "text=Post")
    expect(page.locator("h1")).to_have_text("You sent this before")
    page.troubles.clear()  # the console notes every status of 422
    look(page, f"sent-before-{width}-{scheme}")
    press(page, "text=Send the new words as well")
    expect(page.locator("#talk")).to_contain_text("and my mother too")
    assert Comment.objects.count() == 2
