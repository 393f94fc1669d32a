"""What every page must pass in a browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


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


def weight(page: Page) -> int:
    """Return how many bytes a first visit took over the line, compressed as the server sent them."""
    return page.evaluate(
        "performance.getEntries().reduce((sum, entry) => sum + (entry.encodedBodySize || 0), 0)"
    )


def until(page: Page, expression: str) -> None:
    """Wait until an expression is true; a page's own wait would be stopped by its security policy."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never became true: {expression}")
