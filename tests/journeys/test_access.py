"""Somebody lets a program take part for them, and ends it again; and reads what programs can ask."""

from collections.abc import Callable

from django.test import Client
from playwright.sync_api import Page, expect

from flotilla.bodies.models import Body
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from tests.journeys.browser import press
from tests.journeys.test_every_page import faults_everywhere


def test_a_token_is_made_copied_used_and_revoked(
    visit: Callable[..., Page], marlhaven: Body, campaign: Programme, ada: Person
) -> None:
    page = visit("/settings/", person=ada)
    press(page, "role=link[name=/Access tokens for programs/]")
    assert faults_everywhere(page) == []
    press(page, "role=link[name=/Make a token/]")
    assert faults_everywhere(page) == []
    page.get_by_label("What is it for?").fill("Map of our street")
    press(page, "role=button[name=/Make it/]")
    secret = page.locator("#secret").inner_text()
    assert faults_everywhere(page) == []
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert program.get("/api/programmes").status_code == 200
    press(page, "role=link[name=/I have copied it/]")
    expect(page.locator("main")).to_contain_text("last used")
    assert faults_everywhere(page) == []
    press(page, "role=button[name=/Revoke/]")
    assert program.get("/api/programmes").status_code == 401


def test_people_read_what_programs_can_ask(visit: Callable[..., Page], marlhaven: Body) -> None:
    page = visit("/api/")
    expect(page.get_by_role("heading", level=1)).to_have_text("The programming interface")
    assert faults_everywhere(page) == []
