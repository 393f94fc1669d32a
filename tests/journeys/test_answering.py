"""Answering in a browser: an officer with the keyboard only, a second officer who checks, an author who reads it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from flotilla.decisions import actions
from flotilla.decisions.models import Answer, Decision
from flotilla.kit.moments import database_now
from tests import factories
from tests.journeys.browser import look, press, press_key

TITLES = (
    "A crossing where the old post office was",
    "Text me when the bus is not coming",
    "A bench every 200 metres",
)


@pytest.fixture
def ideas(marlhaven, ada, bo, bea):
    """Three ideas, due today, tomorrow and in some days; those who answer have a second factor."""
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
            answer_due_on=at.date() + timedelta(days=days),
        )
        for days, title in enumerate(TITLES)
    ]


def test_an_officer_answers_all_with_the_keyboard_only(visit, ideas, bo):
    page = visit("/desk/", person=bo)
    press_key(page, "a")
    for title in TITLES:
        expect(page.locator("h1")).to_contain_text(title)
        page.keyboard.press("w")
        page.keyboard.type(f"Thank you. The panel sees “{title}” on 24 April.")
        press_key(page, "Control+Enter")
    page.wait_for_url("**/desk/")
    expect(page.locator("h1 + .fl-lead")).to_have_text(re.compile(r"No answer is late\.\s*$"))
    answered = Answer.objects.filter(released_by=bo).order_by("released_at")
    assert [answer.contribution.title for answer in answered] == list(TITLES)


def test_two_officers_decide_and_the_author_reads_it(visit, ideas, bo, bea, ada):
    idea = ideas[0]
    page = visit(reverse("answer_one", args=["short-trips", idea.number]), person=bo)
    page.keyboard.press("d")
    page.check("input[name=outcome][value=not_forward]")
    page.check("input[name=reasons][value=outside_our_power]")
    page.fill("#decision-words", "The road belongs to the county; write to Highways East.")
    page.fill("#decision-decided", "No. We cannot build this crossing ourselves.")
    press(page, "text=Give it to be checked")
    expect(page.get_by_text("The decision is drafted.")).to_be_visible()
    second = visit("/desk/", person=bea)
    press(second, "a:has-text('Check')")
    expect(second.get_by_text("It is right: checked")).to_be_visible()
    look(second, "check-1280")
    press(second, "text=It is right: checked")
    second.wait_for_url("**/desk/")
    second.goto(reverse("release_decisions"))
    second.check("input[name=decisions]")
    look(second, "release-1280")
    press(second, "button:has-text('Release')")
    second.wait_for_url("**/desk/")
    assert Decision.objects.get().released_by == bea
    read = visit(f"/p/short-trips/c/{idea.number}/", person=ada)
    expect(read.get_by_text("No. We cannot build this crossing ourselves.")).to_be_visible()
    expect(read.get_by_text("Not taken forward").first).to_be_visible()
    look(read, "decided-1280")
    press(read, "text=Ask for a second look")
    read.wait_for_url("**/second-look/")
    look(read, "second-look-1280")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_every_page_of_answering_is_without_fault(visit, ideas, bo, bea, width, scheme):
    at = database_now()
    facts = {"who_decided": "The panel of 9", "by": bea, "at": at}
    for idea, more in (
        (ideas[0], {"outcome": "forward", "way": "pilot", "decided": "Yes. We try it in May.", "next_word_on": at.date() + timedelta(days=1)}),
        (ideas[1], {"outcome": "not_forward", "reasons": ["legal_or_safety"], "words": "The law asks for it.", "decided": "No, we may not."}),
    ):  # fmt: skip
        decision = actions.draft_decision(idea, **facts, **more)
        if more["outcome"] == "forward":
            actions.check(decision, by=bo, at=at)
            actions.release(decision, by=bo, at=at)
    actions.consider(ideas[2], by=bo, at=at)
    last = Decision.objects.get(contribution=ideas[1])
    one = reverse("answer_one", args=["short-trips", ideas[2].number])
    places = {
        "desk": "/desk/",
        "one": one,
        "queue": reverse("answer_queue"),
        "many": reverse("answer_many"),
        "decide-many": reverse("decide_many"),
        "check": reverse("check_decision", args=[last.pk]),
        "release": reverse("release_decisions"),
        "templates": reverse("answer_templates"),
        "update": reverse("tell_update", args=[Decision.objects.released().get().pk]),
        "answers": "/answers/",
        "record": "/record/",
        "site-record": "/record/all/",
        "programme-record": reverse("programme_record", args=["short-trips"]),
    }
    page = visit("/desk/", person=bo, width=width, scheme=scheme)
    for name, place in places.items():
        page.goto(place)
        look(page, f"{name}-{width}-{scheme}")
