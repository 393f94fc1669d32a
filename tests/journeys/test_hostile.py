"""A world whose every text is hostile, in a real browser: no script of it runs, and the policy has nothing to refuse."""

import os
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.doors import hostile
from tests.doors import world as worlds

#: what a hostile text would call, and what the policy would refuse; both are remembered
LISTEN = """
window.wasRun = []; window.refused = [];
window.pwned = () => window.wasRun.push('pwned');
document.addEventListener('securitypolicyviolation', event => window.refused.push(event.violatedDirective + ' ' + event.blockedURI));
"""
HEARD = "() => [...window.wasRun, ...window.refused]"
POINTED_AT = """() => document.querySelectorAll('a, button, input, textarea, summary, [tabindex]').forEach(one => {
    one.focus(); one.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))
})"""

GAP = re.compile(r"\{\w+\}")
#: which piece is put where; all in the long version
TURNS = range(len(hostile.PIECES)) if os.environ.get("FLOTILLA_LONG") else (0,)
PAGES = {
    "": (
        "/", "/programmes/", "/search/?q=%3Cscript%3Epwned()%3C/script%3E", "/answers/", "/record/", "/moderation/", "/house-rules/",
        "{public}", "{public}promise/", "{public}timeline/", "{public}take-part/", "{standing}", "{standing}versions/", "{decided}",
        "/log/", "/nowhere/%22%3E%3Cscript%3Epwned()%3C/script%3E/",
    ),
    "ada": ("/settings/", "/settings/sent/", "/settings/tokens/", "{standing}co-authors/", "{standing}", "{public}take-part/check/"),
    "bo": (
        "/desk/", "/desk/answer/", "/desk/moderation/", "/desk/templates/", "/desk/programmes/", "/desk{public}", "/desk{public}themes/",
        "{work}",
    ),
    "max": ("/administration/", "/administration/people/", "/administration/parts/"),
}  # fmt: skip


def addresses(world: worlds.World, asked: tuple[str, ...]) -> list[str]:
    """Return the addresses with the things of the world in them."""
    things = world.things
    public = f"/p/{things['programme.public']['address']}/"
    decided = things["contribution.decided"]
    number = things["contribution.standing"]["number"]
    places = {
        "{public}": public,
        "{standing}": f"{public}c/{number}/",
        "{decided}": f"/p/{decided['address']}/c/{decided['number']}/",
        "{work}": f"/desk/answer/{things['programme.public']['address']}/{number}/",
    }
    return [GAP.sub(lambda gap: places[gap[0]], address) for address in asked]


def heard(page: Page, address: str) -> list[str]:
    """Open a page, go over all that one can point at, and return what was run or refused."""
    page.goto(address)
    page.evaluate(POINTED_AT)
    return [f"{address}: {one}" for one in page.evaluate(HEARD)]


@pytest.mark.parametrize("turn", TURNS)
def test_no_hostile_text_runs_and_the_policy_has_nothing_to_refuse(
    visit: Callable[..., Page], turn: int, settings: Any
) -> None:
    world = worlds.built()
    hostile.poison(turn)
    wrong: list[str] = []
    for who, asked in PAGES.items():
        page = visit("/glossary/", person=world.people[who] if who else None)
        page.context.add_init_script(LISTEN)
        page.on("dialog", lambda one: (wrong.append(f"a dialog: {one.message}"), one.dismiss()))
        for address in addresses(world, asked):
            wrong += heard(page, address)
            came_out = hostile.broken_out(page.content())
            wrong += [f"{who} {address}: {one}" for one in came_out if "onpwn" in one or "data-pwn" in one]  # fmt: skip
        troubles = [one for one in page.troubles if "status of 40" not in one]  # type: ignore[attr-defined]
        wrong += [f"{who}: {one}" for one in troubles]
    assert "\n".join(wrong) == ""


def test_the_listener_hears_what_runs_and_what_is_refused(visit: Callable[..., Page]) -> None:
    """The control: a page without a policy runs what is in it; ours refuses it and says so."""
    page = visit("/glossary/")
    page.context.add_init_script(LISTEN)
    page.goto("/glossary/")
    page.evaluate(
        "document.body.append(document.createRange().createContextualFragment('<script>pwned()</script>'))"
    )
    page.evaluate("new Promise(done => setTimeout(done, 50))")
    refused = page.evaluate(HEARD)
    page.route("**/open/", lambda route: route.fulfill(content_type="text/html", body="<img src=x onerror=pwned()>"))  # fmt: skip
    page.goto("/open/")
    page.wait_for_function("window.wasRun.length === 1")
    assert ([one.split()[0] for one in refused], page.evaluate(HEARD)) == (["script-src-elem"], ["pwned"])  # fmt: skip
