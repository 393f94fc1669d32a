"""Every page of the demo that a link leads to, as each of its people: nothing wrong in the light, the dark, or at 320 px."""

from collections.abc import Callable
from urllib.parse import urlparse

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page

from flotilla.bodies.models import Membership
from flotilla.people.models import Person
from tests.journeys.browser import faults

BEGIN = (
    "/", "/search/?q=bus", "/answers/", "/record/", "/moderation/", "/desk/", "/administration/",
    "/settings/", "/settings/sent/", "/account/login/", "/account/signup/", "/account/2fa/",
    "/account/email/", "/account/sessions/", "/demo/letters/", "/roles/", "/nowhere/",
)  # fmt: skip
LEAVE = {"account_logout", "source", "demo_sign_in"}  # these end the walk or are no pages

# What a page is made of, without its words: two that are alike need one look.
MAKE = """() => {
    const parts = [...document.querySelectorAll('body *')].map(e => [e.tagName, e.className, e.type,
        e.getAttribute('role'), e.dataset ? e.dataset.variant : ''].join('.'))
    return [...new Set(parts)].sort().join(' ')
}"""


LINKS = """() => [...document.querySelectorAll('a[href^="/"]')]
    .map(a => a.getAttribute('href').split('#')[0]).filter(a => !a.startsWith('//'))"""


def kind_of(address: str) -> str:
    """Return which page an address is, by the name of its door."""
    try:
        found = resolve(urlparse(address).path)
    except Resolver404:
        return "nowhere"
    return found.url_name or found.route


def walk(page: Page, theirs: str, made: set[str]) -> tuple[list[str], set[str]]:
    """Follow every link from where a person may begin, to each kind of page once; return faults and kinds seen.

    `made` holds what pages looked at already were made of; a page made of the same is not looked at again.
    """
    found: list[str] = []
    queue, been = list(BEGIN), set()
    while queue:
        address = queue.pop(0)
        kind = kind_of(address)
        if kind in been or kind in LEAVE:
            continue
        been.add(kind)
        try:
            answer = page.goto(address)
        except Error as trouble:
            if "Download is starting" in trouble.message:
                continue
            raise
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        if answer.status >= 400 and address not in BEGIN:
            found.append(f"{theirs} {address}: a link leads to a page that answers {answer.status}")
        page.troubles[:] = [one for one in page.troubles if "status of 40" not in one]  # type: ignore[attr-defined]
        queue += page.evaluate(LINKS)
        make = page.evaluate(MAKE)
        if make not in made:
            made.add(make)
            found += [f"{theirs} {address}: {fault}" for fault in faults_everywhere(page)]
    return found, been


def faults_everywhere(page: Page) -> list[str]:
    """Return what is wrong with a page as it stands, on a small screen and in the dark too."""
    found = faults(page)
    page.troubles.clear()  # type: ignore[attr-defined]
    page.set_viewport_size({"width": 320, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > 320:
        found.append(f"{wide} px wide on a screen of 320 px")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="dark")
    dark = Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
    found += [f"in the dark: {node['html'][:160]}" for fault in dark for node in fault["nodes"]]
    page.emulate_media(color_scheme="light")
    return found


def somebody(role: str) -> Person:
    """Return who has a role in the demo body; a resident is who contributed and has none."""
    if role == "resident":
        return Person.objects.filter(authorships__isnull=False, memberships__isnull=True).order_by(
            "pk"
        )[0]
    return Membership.objects.current().filter(role=role).order_by("pk")[0].person


@pytest.mark.parametrize(
    ("roles", "language"),
    [
        (("", "resident", "staff", "assessor"), "en-GB"),
        (("officer", "sponsor", "administrator"), "en-GB"),
        (("officer",), "fr"),
    ],
    ids=["those who take part", "those who run it", "in French"],
)
def test_every_page_is_right_for_whoever_comes(
    visit: Callable[..., Page], roles: tuple[str, ...], language: str
) -> None:
    call_command("demo", verbosity=0)
    made: set[str] = set()
    for role in roles:
        off_site: list[str] = []
        page = visit("/", person=somebody(role) if role else None, language=language)
        page.on(
            "request",
            lambda sent: (
                sent.url.startswith(("http://localhost:", "data:", "blob:"))
                or off_site.append(sent.url)
            ),
        )
        found, seen = walk(page, role or "anybody", made)
        assert found == []
        assert off_site == []
        assert {"home", "programme", "contribution", "glossary"} <= seen
