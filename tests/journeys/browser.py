"""What every page must pass in a browser."""

import os

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SHOTS = os.environ.get("FLOTILLA_SHOTS", "")  # a folder for pictures


def press(page: Page, what: str) -> None:
    """Press what leads to another page, and wait until that page stands: a click by itself does not wait."""
    with page.expect_navigation():
        page.click(what)


def press_key(page: Page, key: str) -> None:
    """Press a key that leads to another page, and wait until that page stands."""
    with page.expect_navigation():
        page.keyboard.press(key)


def faults(page: Page) -> list[str]:
    """Return what is wrong with a page as it stands: accessibility, sideways scroll, errors in the console."""
    found = [
        f"{fault['id']}: {node['html'][:160]}"
        for fault in Axe().run(page).response["violations"]
        for node in fault["nodes"]
    ]
    sideways = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if sideways > 0:
        found.append(f"scrolls sideways by {sideways} px")
    return found + list(getattr(page, "troubles", []))


def look(page: Page, name: str, *, script: bool = True) -> None:
    """Keep a picture for whoever wants to see, and find nothing wrong (axe itself is a script)."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
    if script:
        assert faults(page) == []


def until(page: Page, expression: str) -> None:
    """Wait until an expression is true; a page's own wait would be stopped by its security policy."""
    for _ in range(300):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never became true: {expression}")
