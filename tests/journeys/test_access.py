"""Somebody lets a program take part for them, and ends it again; and reads what programs can ask."""

from collections.abc import Callable

from django.test import Client
from playwright.sync_api import Page

from flotilla.bodies.models import Body
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from tests.journeys.test_every_page import look


def test_a_token_is_made_copied_used_and_revoked(
    visit: Callable[..., Page], marlhaven: Body, campaign: Programme, ada: Person
) -> None:
    page = visit("/settings/", person=ada)
    page.get_by_role("link", name="Access tokens for programs").click()
    assert look(page) == []
    page.get_by_role("link", name="Make a token").click()
    assert look(page) == []
    page.get_by_label("What is it for?").fill("Map of our street")
    page.get_by_role("button", name="Make it").click()
    secret = page.locator("#secret").inner_text()
    assert look(page) == []
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert program.get("/api/programmes").status_code == 200
    page.get_by_role("link", name="I have copied it").click()
    assert "last used" in page.locator("main").inner_text()
    assert look(page) == []
    page.get_by_role("button", name="Revoke").click()
    assert program.get("/api/programmes").status_code == 401


def test_people_read_what_programs_can_ask(visit: Callable[..., Page], marlhaven: Body) -> None:
    page = visit("/api/")
    assert page.get_by_role("heading", level=1).inner_text() == "The programming interface"
    assert look(page) == []
