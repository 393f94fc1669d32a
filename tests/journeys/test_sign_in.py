"""Coming in: by a code on an old phone without scripts, by a password, and as staff who set up a second factor."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from playwright.sync_api import Page, expect

from flotilla.bodies.models import Body
from flotilla.letters.models import Letter
from flotilla.people.models import Person
from tests import factories
from tests.journeys.browser import faults, press

Visit = Callable[..., Page]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_limits_from_before() -> None:
    """The limits of sign-in live in the cache of this process."""
    cache.clear()


def the_code() -> str:
    """The code of the newest letter."""
    found = re.search(r"\b\d{6}\b", Letter.objects.latest("pk").context["words"])
    assert found is not None
    return found.group(0)


def figures(secret: str) -> str:
    """What an app for codes shows now: the middle one of those that are taken."""
    _before, now, _after = yield_hotp_counters_from_time()
    return f"{hotp_value(secret, now):06d}"


def test_a_resident_comes_in_by_a_code_on_a_phone_without_scripts(
    visit: Visit, marlhaven: Body
) -> None:
    page = visit("/settings/", width=390, script=False)
    page.fill("#code_email", "new@example.org")
    press(page, "text=Send me a code")
    page.fill("#id_code", "000000")
    press(page, "text=Go on")
    expect(page.locator("#id_code_error")).to_be_visible()
    page.fill("#id_code", the_code())
    press(page, "text=Go on")
    expect(page.locator("h1")).to_have_text("Your details")
    page.fill("#id_byline", "Carer, Northgate")
    press(page, "text=Save")
    expect(page.get_by_text("Your details are saved.")).to_be_visible()
    assert Person.objects.get().byline == "Carer, Northgate"
    press(page, "main >> text=Sign out")
    page.goto("/settings/")
    expect(page.locator("h1")).to_have_text("Sign in")


def test_every_page_on_the_way_is_clean_on_a_phone(visit: Visit, marlhaven: Body) -> None:
    page = visit("/account/login/", width=390, scheme="dark")
    assert faults(page) == []
    page.fill("#code_email", "new@example.org")
    press(page, "text=Send me a code")
    expect(page.locator("#id_code")).to_be_visible()
    assert faults(page) == []
    page.fill("#id_code", the_code())
    press(page, "text=Go on")
    page.wait_for_url(lambda url: "login" not in url)
    for address in ("/settings/", "/settings/letters/", "/settings/code/", "/roles/", "/privacy/"):
        page.goto(address)
        assert faults(page) == [], address


def test_who_wants_one_comes_in_by_a_password(visit: Visit, marlhaven: Body) -> None:
    pia = factories.a_person("Pia", password="correct horse battery")
    pia.emailaddress_set.create(email=pia.email, verified=True, primary=True)
    page = visit("/account/login/?next=/settings/")
    page.click("text=Sign in with a password")
    page.fill("#id_login", pia.email)
    page.fill("#id_password", "correct horse battery")
    press(page, "details >> button >> text=Sign in")
    expect(page.locator("h1")).to_have_text("Your details")
    assert faults(page) == []


def test_staff_set_up_a_second_factor_and_are_asked_for_it(visit: Visit, marlhaven: Body) -> None:
    mo = factories.a_member(marlhaven, "administrator", "Mo", second_factor=False)
    page = visit("/account/login/")
    page.fill("#code_email", mo.email)
    press(page, "text=Send me a code")
    page.fill("#id_code", the_code())
    press(page, "text=Go on")
    expect(page.locator("h1")).to_have_text("Second factor and passkeys")
    page.goto("/administration/")
    expect(page.locator("h1")).to_have_text("Second factor and passkeys")
    press(page, "main a >> text=Set it up")
    secret = page.text_content("#secret") or ""
    page.fill("#id_code", figures(secret))
    press(page, "text=Turn it on")
    expect(page.locator("h1")).to_have_text("Recovery codes")
    assert faults(page) == []
    for address in (
        "/administration/",
        "/administration/parts/",
        "/administration/holidays/of-a-year/?country=france&year=2026",
        "/administration/people/",
        "/administration/codes/",
    ):
        page.goto(address)
        assert faults(page) == [], address
    page.fill("#id_batch", "Eastfield, March")
    page.fill("#id_count", "2")
    press(page, "text=Make the letters")
    expect(page.locator(".fl-codeletter")).to_have_count(2)
    assert faults(page) == []

    page.context.clear_cookies()
    cache.clear()
    page.goto("/account/login/?next=/administration/")
    page.fill("#code_email", mo.email)
    press(page, "text=Send me a code")
    page.fill("#id_code", the_code())
    press(page, "text=Go on")
    page.wait_for_url("**/2fa/authenticate/**")
    assert faults(page) == []
    page.fill("#id_code", figures(secret))
    press(page, "main form >> button >> nth=0")
    expect(page.locator("h1")).to_have_text("Marlhaven Council")
