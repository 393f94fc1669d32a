"""A passkey, from adding it to signing in with it, under our security policy."""

import re

import pytest
from allauth.account.models import EmailAddress

from flotilla.letters.models import Letter
from tests.journeys.browser import faults


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
    page.click("text=Send me a code")
    page.wait_for_selector("#id_code")
    assert faults(page) == []
    page.fill("#id_code", Letter.objects.get().context["heading"].rsplit(" ", 1)[1])
    page.click("text=Go on")
    page.wait_for_url("**/account/2fa/webauthn/add/")
    assert faults(page) == []
    page.fill("#id_name", "My phone")
    page.check("#id_passwordless")
    page.click("text=Add it")
    page.wait_for_url(re.compile("recovery-codes|webauthn/$"))
    assert faults(page) == []
    page.goto("/account/2fa/webauthn/")
    assert page.is_visible("text=My phone")
    assert faults(page) == []

    page.goto("/account/logout/")
    page.click("main >> text=Sign out >> nth=-1")
    page.troubles.clear()
    page.goto("/account/login/?next=/account/email/")
    page.click("text=Sign in with a passkey")
    page.wait_for_selector("h1:has-text('E-mail address')")
    assert page.is_visible(f"main >> text={ada.email}")
    assert faults(page) == []
