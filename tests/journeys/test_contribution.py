"""The pages around one contribution in a browser: whatever state it is in, whoever looks, however it is looked at."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from flotilla.contributions import actions, tokens
from flotilla.contributions.models import Contribution, Draft
from flotilla.decisions.models import Answer, Decision
from flotilla.kit.moments import database_now
from flotilla.programmes.models import Stage
from tests import factories
from tests.journeys.browser import look, press, press_key

HERE = "/p/short-trips/c/1/"
LONG = (
    "From the bus stop to the health centre is 600 metres **uphill** and there is nothing to sit on.\n\n"
    "My wife turns back about one time in three."
)


@pytest.fixture
def campaign(marlhaven):
    factories.a_place(marlhaven)
    return factories.a_campaign_today(marlhaven)


@pytest.fixture
def bench(campaign, ada):
    return factories.a_contribution(
        campaign,
        by=ada,
        received_at=database_now() - timedelta(days=8),
        answers={"wrong": LONG, "help": "Three places to sit, with arms.", "link": "https://example.org/bench"},
        place_words="Mill Road, between the bus stop and the chemist",
        contact_phone="01632 960 001",
    )  # fmt: skip


@pytest.fixture
def photo():
    made = BytesIO()
    Image.new("RGB", (1200, 800), "seagreen").save(made, "JPEG")
    return {"name": "hill.jpg", "mimeType": "image/jpeg", "buffer": made.getvalue()}


def go_far(bench, bo, bea):
    """Let it be joined, answered, decided and tried out."""
    at = database_now() - timedelta(days=5)
    for who in ("Dee", "Cy"):
        other = factories.a_contribution(
            bench.programme, by=factories.a_person(who), received_at=at, title="Seats, please"
        )
        actions.merge(other, bench, by=bo, at=at)
    Contribution.objects.filter(pk=bench.pk).update(first_answered_at=at, decided_at=at)
    decision = Decision.objects.create(
        contribution=bench, programme=bench.programme, outcome="forward", way="pilot", who_decided="A panel",
        drafted_at=at, drafted_by=bo, checked_at=at, checked_by=bea, told_at=at, released_at=at, released_by=bo,
        next_word_on=date(2031, 5, 2),
    )  # fmt: skip
    Answer.objects.create(
        contribution=bench, decision=decision, kind="update", decided="Three benches stand.",
        progress="testing", drafted_at=at, released_at=at + timedelta(days=1),
    )  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_far_on_its_way_it_tells_all_of_it(visit, bench, bo, bea, width, scheme):
    go_far(bench, bo, bea)
    page = visit(HERE, person=bo, width=width, scheme=scheme)
    look(page, f"far-{width}-{scheme}")
    expect(page.get_by_text("With numbers 2 and 3")).to_be_visible()
    expect(page.get_by_text("01632 960 001")).to_have_count(0)  # opened with a purpose only
    expect(page.locator('a[href*="/desk/contact/"]')).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("With numbers 2 and 3")).to_be_visible()
    expect(page.get_by_text("Follow").first).to_be_hidden()


@pytest.mark.parametrize("standing", ["withdrawn", "merged"])
def test_where_it_ended_the_frame_stays(visit, campaign, bench, ada, bo, standing):
    if standing == "withdrawn":
        actions.withdraw(bench, reason="We moved away.", by=ada, at=database_now())
    else:
        other = factories.a_contribution(campaign, title="Places to sit")
        actions.merge(bench, other, by=bo, at=database_now())
    page = visit(HERE, width=390)
    look(page, f"{standing}-390")


def test_support_is_given_and_taken_back_in_place(visit, bench, dee):
    page = visit(HERE, person=dee)
    press(page, "button:has-text('Support this')")
    expect(page.get_by_text("1 person supports this")).to_be_visible()
    press(page, "text=You support this. Take it back")
    expect(page.get_by_text("0 people support this")).to_be_visible()
    bench.refresh_from_db()
    assert bench.support_count == 0


def test_an_author_adds_a_photo_and_says_what_it_shows(visit, bench, ada, photo):
    page = visit(f"{HERE}files/", person=ada)
    page.set_input_files("#id_files", photo)
    page.fill("#id_alt", "The hill")
    press(page, "text=Add them")
    expect(page.locator("img[alt='The hill']")).to_be_visible()
    look(page, "own-files-1280")
    page.goto(HERE)
    look(page, "with-photo-1280")


def test_a_stage_that_closes_meanwhile_keeps_the_draft_and_says_so(visit, campaign):
    page = visit("/p/short-trips/take-part/", width=390)
    page.fill("#id_title", "Somewhere to sit on the way up")
    Stage.objects.filter(code="gather").update(closes_at=database_now() - timedelta(minutes=1))
    press(page, "text=Save and go on")
    expect(page.get_by_text("What you wrote is kept")).to_be_visible()
    look(page, "closed-meanwhile-390")
    assert Draft.objects.get().content["title"] == "Somewhere to sit on the way up"
    assert not Contribution.objects.exists()


def test_sent_twice_by_an_impatient_thumb_it_counts_once(visit, campaign):
    page = visit("/p/short-trips/take-part/", width=390)
    page.fill("#id_title", "Somewhere to sit on the way up")
    for step in ("place", "reach", "check"):
        press(page, "text=Save and go on")
        page.wait_for_url(f"**/{step}/")
    page.check("#id_consent")
    page.dblclick("text=Send it")
    expect(page.locator("h1")).to_have_text("Thank you. We have it.")
    page.go_back()
    page.go_forward()
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
def test_the_receipt_of_a_guest_can_be_kept_on_paper(visit, campaign, width, scheme):
    sent = factories.a_contribution(campaign)
    page = visit(
        f"/p/short-trips/take-part/received/{tokens.claim_token(sent)}/", width=width, scheme=scheme
    )
    look(page, f"guest-receipt-{width}-{scheme}")
    page.emulate_media(media="print")
    expect(page.locator("text=/claim/").first).to_be_visible()
    expect(page.get_by_text("What happens next").first).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_an_officer_enters_a_card_without_the_mouse(visit, campaign, bo, width, scheme):
    page = visit("/desk/p/short-trips/enter/", person=bo, width=width, scheme=scheme)
    look(page, f"enter-{width}-{scheme}")
    page.keyboard.press("Space")
    page.focus("#id_title")
    page.keyboard.type("The kerb is too high")
    page.focus("button[name=another]")
    press_key(page, "Enter")
    expect(page.get_by_text("Kept as number 1.")).to_be_visible()
    look(page, f"entered-{width}-{scheme}")
    expect(page.locator("#id_title")).to_have_value("")
    expect(page.locator("#id_title")).to_be_focused()
    assert Contribution.objects.get().channel == "paper"
