"""A newcomer starts a campaign, rehearses it, has it signed and opens it: in a browser, with and without scripts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from flotilla.bodies.models import Body
from flotilla.kit.moments import database_now
from flotilla.programmes import actions
from flotilla.programmes.models import Programme
from tests import factories
from tests.journeys.browser import faults, press
from tests.programmes import ready

Visit = Callable[..., Page]


def go_on(page: Page) -> None:
    """Save a step and go on."""
    press(page, "role=button[name='Save and go on']")


def ask_and_begin(page: Page) -> None:
    """Answer the questions about the problem and take what suits."""
    expect(page.get_by_text("Nothing is open yet")).to_be_visible()
    press(page, "role=link[name='Start a programme']")
    page.get_by_label("Yes", exact=False).first.check()
    page.get_by_label("We do not know").check()
    page.get_by_label("What money is there?").select_option("small")
    page.get_by_label("What time is there?").select_option("8")
    press(page, "role=button[name='Show what suits']")
    expect(page.get_by_text("You can say the question in one sentence").first).to_be_visible()
    page.get_by_label("Title").fill("Short trips, no car")
    press(page, "role=button[name='Begin']")


def set_up(page: Page) -> None:
    """Go through the steps with no more than is needed."""
    page.get_by_label("The question", exact=True).fill(
        "How might we make short trips easy without a car?"
    )
    page.get_by_label("In one or two sentences").fill("To the clinic, the shops and school.")
    go_on(page)
    for part, title in (("sponsor", "Head of Transport"), ("delivery_owner", "Streets team")):
        page.get_by_label("Part", exact=True).select_option(part)
        page.get_by_label("Name, if they have no account here").fill("Somebody")
        page.get_by_label("Shown to the public as").fill(title)
        page.get_by_label("Hours a week").fill("3")
        press(page, "role=button[name='Add']")
    page.get_by_label("Which voices may be missing").fill("Shift workers: we go to the depot")
    go_on(page)
    page.get_by_label("What it may lead to").fill("At least 3 ideas tested")
    page.get_by_label("What it will not lead to").fill("New bus contracts before April 2027")
    page.get_by_label("Who decides").fill("A panel of 9. 5 residents drawn by lot.")
    page.get_by_label("Money", exact=False).first.fill("60,000")
    go_on(page)
    go_on(page)
    go_on(page)
    press(page, "role=link[name='Go on to the review']")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_a_newcomer_starts_rehearses_signs_and_opens(visit: Visit, script: bool) -> None:
    body = factories.a_body()
    bo, sol = (factories.a_member(body, role) for role in ("officer", "sponsor"))
    page = visit("/", person=bo, script=script)
    ask_and_begin(page)
    set_up(page)
    expect(page.get_by_text("Missing: the signature.")).to_be_visible()
    press(page, "role=button[name='Begin a rehearsal']")
    expect(page.get_by_text("This is a rehearsal.")).to_be_visible()
    programme = Programme.objects.get()
    review = f"/desk/p/{programme.address}/review/"

    sponsor = visit(review, person=sol, script=script)
    sponsor.get_by_label("I sign as").fill("Head of Transport")
    press(sponsor, "role=button[name='Sign the promise']")
    expect(sponsor.get_by_text("Signed by the Head of Transport.")).to_be_visible()

    page.goto(review)
    expect(page.get_by_text("Open it").first).to_be_visible()
    for box in page.locator("input[name^=why_]").all():
        box.fill("It is decided next week.")
    press(page, "role=button[name='Open the programme']")
    expect(page.get_by_role("heading", name="Stages and gates")).to_be_visible()

    public = visit(f"/p/{programme.address}/", script=script, width=390)
    expect(public.get_by_role("heading", level=1)).to_have_text("Short trips, no car")
    expect(public.get_by_text("A panel of 9.")).to_be_visible()
    assert Programme.objects.get().rehearsal.wiped_at is not None


PAGES = [
    "/",
    "/programmes/",
    "/p/trips/",
    "/p/trips/promise/",
    "/p/trips/timeline/",
    "/desk/programmes/",
    "/desk/programmes/new/?problem_clear=yes&solvers=anyone&money=prize&weeks=8",
    "/desk/programmes/copy/",
    "/desk/p/draft/set-up/question/",
    "/desk/p/draft/set-up/people/",
    "/desk/p/draft/set-up/promise/",
    "/desk/p/draft/set-up/dates/",
    "/desk/p/draft/set-up/settings/",
    "/desk/p/draft/set-up/owners/",
    "/desk/p/draft/review/",
    "/p/draft/",
    "/desk/p/trips/",
    "/desk/p/trips/stages/gather/date/",
    "/desk/p/over/stages/decide/gate/",
    "/desk/p/over/stages/tidy/gate/",
    "/desk/p/trips/pause/",
    "/desk/p/trips/description/",
    "/desk/p/trips/closure/",
    "/p/over/",
    "/p/paused/",
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_no_page_of_a_programme_has_a_fault(visit: Visit, width: int, scheme: str) -> None:
    body = a_body_with_everything()
    bo = factories.a_member(body, "officer", "Bo")
    page = visit("/", person=bo, width=width, scheme=scheme)
    found = {}
    for address in PAGES:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        found[address] = faults(page)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def a_body_with_everything() -> Body:
    """A body with a programme in each state."""
    body, now = factories.a_body(), database_now()
    owner = factories.a_member(body, "officer", "Bea")
    body.departments.create(name="Health")
    known = [
        {"lead": "41%", "text": "of homes", "source": "Census", "link": "https://example.org/"},
        {"lead": "I look for a wall.", "voice": True, "source": "Resident"},
    ]
    trips = factories.a_programme(
        body,
        address="trips",
        opened_at=now - timedelta(days=9),
        known=known,
        summary="Tell us.",
        already_tried="**Dial-a-ride.** Stopped.",
        framed_by="22 residents.",
        other_ways="**Ring:** 01xx 555 0142",
        background="More.\n\n- One\n- Two",
    )
    facts = {"first_answer_days": 25}
    actions.amend_promise(trips, facts=facts, reason="Many.", signatory="Mayor", by=owner, at=now)
    paused = factories.a_programme(body, address="paused", opened_at=now - timedelta(days=9))
    actions.pause(paused, reason="Too many.", by=owner, at=now)
    factories.a_programme(body, address="over", opened_at=now - timedelta(days=90))
    ready.a_ready_draft(body, by=owner, at=now, address="draft")
    return body
