"""A passkey, from adding it to signing in with it, under our security policy."""

import re

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import expect

from flotilla.letters.models import Letter
from tests.journeys.browser import faults, press


@pytest.fixture
def with_authenticator(visit):
    """Open a page in a browser that has an authenticator which always says yes."""

    def open_page(address):
        page = visit(address)
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return page

    return open_page


def test_a_passkey_is_added_and_opens_the_door(with_authenticator, marlhaven, ada):
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    page = with_authenticator("/account/login/?next=/account/2fa/webauthn/add/")
    page.fill("#code_email", ada.email)
    press(page, "text=Send me a code")
    expect(page.locator("#id_code")).to_be_visible()
    assert faults(page) == []
    page.fill("#id_code", Letter.objects.get().context["heading"].rsplit(" ", 1)[1])
    press(page, "text=Go on")
    page.wait_for_url("**/account/2fa/webauthn/add/")
    assert faults(page) == []
    page.fill("#id_name", "My phone")
    page.check("#id_passwordless")
    press(page, "text=Add it")
    page.wait_for_url(re.compile("recovery-codes|webauthn/$"))
    assert faults(page) == []
    page.goto("/account/2fa/webauthn/")
    expect(page.get_by_role("heading", name="My phone")).to_be_visible()
    assert faults(page) == []

    page.goto("/account/logout/")
    press(page, "main >> text=Sign out >> nth=-1")
    page.troubles.clear()
    page.goto("/account/login/?next=/account/email/")
    press(page, "text=Sign in with a passkey")
    expect(page.locator("h1")).to_contain_text("E-mail address")
    expect(page.locator("main").get_by_text(ada.email).first).to_be_visible()
    assert faults(page) == []
