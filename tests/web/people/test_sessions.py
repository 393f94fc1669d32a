"""Where one is signed in, and signing out elsewhere."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from flotilla.letters.models import Letter


@pytest.fixture
def sign_in(ada, marlhaven):
    """Sign Ada in, in a new browser."""

    def make(browser: str) -> Client:
        cache.clear()
        client = Client(headers={"user-agent": browser})
        client.post(reverse("account_request_login_code"), {"email": ada.email})
        words = Letter.objects.latest("pk").context["words"]
        code = re.search(r"\b\d{6}\b", words).group(0)
        client.post(reverse("account_confirm_login_code"), {"code": code})
        return client

    return make


def test_one_sees_where_one_is_signed_in_and_can_end_it_elsewhere(sign_in):
    phone, library = sign_in("Old phone"), sign_in("Computer in the library")
    page = phone.get(reverse("usersessions_list")).content.decode()
    assert "Old phone" in page
    assert "Computer in the library" in page
    phone.post(reverse("usersessions_list"))
    assert phone.get(reverse("settings")).status_code == 200
    assert library.get(reverse("settings")).status_code == 302


def test_nobody_sees_where_others_are_signed_in(sign_in, client_of, dee):
    sign_in("Old phone")
    assert "Old phone" not in client_of(dee).get(reverse("usersessions_list")).content.decode()
