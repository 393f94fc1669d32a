"""A real browser for the journeys: Chromium, headless, against a server of the test."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from flotilla.people.models import Person

# the browser's driver runs a loop in this thread; the tests talk to the database beside it
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")

PATIENCE = 15_000  # milliseconds that a page may take on a busy machine
FIRST = 60_000  # the first page of all may wait for everything else that starts
expect.set_options(timeout=PATIENCE)

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys; where there is none they fail, saying so."""
    path = os.environ.get("FLOTILLA_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        try:
            found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        except Error as trouble:
            pytest.fail(f"No Chromium to be had, so no journey was walked: {trouble.message[:200]}")
        yield found
        found.close()


@pytest.fixture
def visit(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Open a page as somebody: visit("/desk/", person=bo, width=390, scheme="dark", script=False)."""
    contexts = []

    def open_page(
        address: str,
        *,
        person: Person | None = None,
        width: int = 1280,
        scheme: str = "light",
        language: str = "en-GB",
        script: bool = True,
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            locale=language,
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(FIRST)
        contexts.append(context)
        if person is not None:
            context.add_cookies([session_of(person, live_server.url)])
        page = context.new_page()
        page.troubles = []  # type: ignore[attr-defined]
        page.on("console", lambda said: said.type == "error" and page.troubles.append(said.text))  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.troubles.append(str(error)))  # type: ignore[attr-defined]
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def session_of(person: Person, url: str) -> Any:
    """Sign a person in, and return the cookie."""
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}
