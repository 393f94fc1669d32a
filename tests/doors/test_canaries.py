"""Whatever is private in the world is a word that is nowhere else, and nobody meets it but those who may."""

import os

import pytest

from tests.doors import crawling
from tests.doors.visiting import Visitors, table
from tests.doors.world import PROGRAMS, ROLES, World

pytestmark = pytest.mark.django_db
LONG = bool(os.environ.get("FLOTILLA_LONG"))
#: those who run it first: if an answer of theirs were kept for others, the others would meet it
ORDER = ("max", "sol", "bo", "bea", "eve", "mia", "ada", "cy", "sta", "pia", "ivy", "nof", "dee", "gone", "nobody")  # fmt: skip


@pytest.fixture(autouse=True)
def files_of_its_own() -> None:
    """The files of the world stand until it is taken back."""


@pytest.fixture(scope="module")
def crawled(visitors: Visitors) -> Visitors:
    """Everybody went everywhere."""
    assert set(ORDER) == set(ROLES)
    for role in ORDER:
        theirs = role in {"eve", "mia", "nobody", "ada"}
        for body in ("marlhaven", "harrowmere") if theirs or LONG else ("marlhaven",):
            crawling.crawl(visitors, role, body, often=6 if LONG else 1)
    pages = table("surfaces")["pages"]
    reading = [(door, row["by"]) for door, row in pages.items() if row.get("by") in READ]
    states = set(visitors.world.things) if LONG else HALF_HIDDEN
    for role in (*ORDER, *PROGRAMS):
        crawling.knock(visitors, role, reading, states)
    return visitors


#: the rights by which words are read
READ = {"file.read", "contribution.shown", "programme.shown", "contribution.read_by_program", "programme.read_by_program", "contribution.own", "contribution.read", "contribution.worked_on", "decision.checked"}  # fmt: skip
#: things of which some see a part, or of which one way may tell more than another
HALF_HIDDEN = {"contribution.drafted", "contribution.checked", "decision.drafted", "decision.checked", "contribution.removed", "contribution.withdrawn", "contribution.waiting", "contribution.in_invited", "contribution.standing", "contribution.guest", "file.removed", "file.waiting", "file.withdrawn", "file.in_invited", "file.draft_ada"}  # fmt: skip


def test_every_canary_has_an_audience(world: World) -> None:
    assert [name for name in sorted(world.canaries) if crawling.audience_of(name) is None] == []


def test_nobody_meets_what_is_not_for_them(crawled: Visitors) -> None:
    assert "\n".join(crawling.leaks(crawled.met, crawled.world)) == ""


def test_the_crawl_meets_whatever_somebody_may_meet(crawled: Visitors) -> None:
    assert "\n".join(crawling.unmet(crawled.met, crawled.world)) == ""
