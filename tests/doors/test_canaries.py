"""Whatever is private in the world is a word that is nowhere else, and nobody meets it but those who may."""

import io
import os
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import clear_url_caches

from flotilla.awards.models import PublishedAward
from flotilla.awards.verbs import RecipientKind
from flotilla.contributions.models import Comment
from flotilla.exchange.giving import writing
from flotilla.kit.moments import database_now
from tests.doors import crawling
from tests.doors.visiting import CANARY, Visitors, table
from tests.doors.world import PROGRAMS, ROLES, World, canary
from tests.web.surface import patterns, unpacked

pytestmark = pytest.mark.django_db
LONG = bool(os.environ.get("FLOTILLA_LONG"))
#: those who run it first: if an answer of theirs were kept for others, the others would meet it
ORDER = ("max", "sol", "bo", "bea", "eve", "mia", "ada", "cy", "sta", "pia", "ivy", "nof", "dee", "gone", "nobody")  # fmt: skip


@pytest.fixture(autouse=True)
def files_of_its_own() -> None:
    """The files of the world stand until it is taken back."""


@pytest.fixture(scope="module")
def crawled(visitors: Visitors) -> Visitors:
    """Everybody went everywhere; in the short version those who are alike send one of them."""
    assert set(ORDER) == set(ROLES)
    for role in ORDER if LONG else SOME:
        theirs = role in {"eve", "nobody"}
        for body in ("marlhaven", "harrowmere") if theirs or LONG else ("marlhaven",):
            crawling.crawl(visitors, role, body, often=6 if LONG else 1)
    rows = [(door, row["by"]) for door, row in table("surfaces")["pages"].items() if "." in row.get("by", "")]  # fmt: skip
    for role, rights in {**dict.fromkeys((*ORDER, *PROGRAMS), READ), "bo": READ | WORKED_ON}.items():  # fmt: skip
        doors = [(door, by) for door, by in rows if by in rights or LONG]
        crawling.knock(visitors, role, doors, set(visitors.world.things) if LONG else HALF_HIDDEN)
    crawling.open_what_is_kept(visitors)
    crawling.open_archives(visitors)
    return visitors


#: one of those who are alike
SOME = ("max", "sol", "bo", "eve", "ada", "cy", "sta", "pia", "dee", "nobody")
#: the rights by which words are read
READ = {
    "file.read",
    "contribution.told",
    "contribution.shown",
    "contribution.read_by_program",
    "contribution.own",
}
#: the rights by which the team works on things
WORKED_ON = {"contribution.worked_on", "contribution.moderated", "decision.checked", "comment.moderated", "programme.set_up"}  # fmt: skip
#: things of which some see a part, or of which one way may tell more than another
HALF_HIDDEN = {
    "contribution.removed", "contribution.theirs_removed", "contribution.withdrawn", "contribution.waiting", "contribution.in_invited",
    "contribution.standing", "contribution.drafted", "contribution.winner", "contribution.loser", "contribution.checked", "decision.drafted", "decision.checked",
    "comment.removed", "comment.waiting", "file.removed", "file.waiting", "file.withdrawn", "file.in_invited", "file.draft_ada",
}  # fmt: skip
#: what the short crawl does not come to: pages behind other pages, and things of those who are alike
SELDOM = (
    "*_cost_note", "*_email", "*_name", "comment_withdrawn", "template_decided", "*_their_*", "their_*", "*_alt", "programme_*_background",
    "file_in_*", "invitation_message", "guest_channel_note",
)  # fmt: skip


def test_every_canary_has_an_audience(world: World) -> None:
    assert [name for name in sorted(world.canaries) if crawling.audience_of(name) is None] == []


def test_nobody_meets_what_is_not_for_them(crawled: Visitors) -> None:
    assert "\n".join(crawling.leaks(crawled.met, crawled.world)) == ""


def test_the_crawl_meets_whatever_somebody_may_meet(crawled: Visitors) -> None:
    seldom = () if LONG else SELDOM
    unmet = crawling.unmet(crawled.met, crawled.world)
    assert [name for name in unmet if not any(fnmatchcase(name, one) for one in seldom)] == []


def test_an_archive_is_read_to_its_last_part(visitors: Visitors) -> None:
    """The control: what only a file inside of a ZIP holds is met, by its owner alone."""
    before, visitors.met = visitors.met, {}
    for role in ("ada", "dee", "nobody"):
        visitors.ask(role, "POST", "/at/marlhaven/privacy/mine/archive/")
    inside, visitors.met = visitors.met, before
    assert set(inside["fileremovedwords"]) == {"ada"}
    assert set(inside["commentwithdrawn"]) == {"dee"}


def test_what_was_erased_is_met_by_nobody(crawled: Visitors, world: World) -> None:
    erased = [name for name in world.canaries if "erased" in name]
    assert len(erased) > 8
    assert [name for name in erased if name.replace("_", "") in crawled.met] == []


def test_a_workbook_holds_what_is_published_and_nothing_else(world: World) -> None:
    """Read part by part: hidden sheets, comments and properties are parts of the file like any other."""
    facts = {
        "beneficiaryLocation": [{"name": canary("published_place")}],
        "private": canary("never_listed"),
    }
    award = PublishedAward(
        body=world.here, identifier="360G-1", title=canary("published_title"), description="A bench.", currency="GBP",
        amount_minor=100, awarded_on=date(2026, 1, 1), recipient_kind=RecipientKind.ORGANISATION, recipient_ref="GB-1",
        recipient_name="Bench & Co", funder_ref="GB-2", funder_name="Marlhaven", facts=facts, published_at=database_now(),
        published_by=world.people["bo"],
    )  # fmt: skip
    target = io.BytesIO()
    writing.write(world.here, [award], "xlsx", target, at=database_now())
    assert set(CANARY.findall(unpacked(target.getvalue()))) == {"publishedtitle", "publishedplace"}


@pytest.mark.parametrize("role", ["nobody", "dee", "cy", "max", "eve", "ada_token", "bo_token"])
def test_no_search_tells_that_a_word_is_there(crawled: Visitors, role: str) -> None:
    found = crawling.search(crawled, role, [*SOUGHT, *LONG_SOUGHT] if LONG else SOUGHT)
    assert found == {}


#: words that the index for search holds, or that might be looked for in something else
SOUGHT = ["idea_erased_title", "idea_removed_title", "idea_waiting_words", "idea_withdrawn_words", "idea_in_invited_words", "programme_draft_title", "decision_checked_decided", "guest_contact_email"]  # fmt: skip
LONG_SOUGHT = ["idea_in_rehearsing_words", "idea_in_staff_words", "programme_invited_title", "programme_staff_question", "comment_removed", "note_text", "standing_aside", "ada_name", "file_waiting_name", "answer_drafted_said"]  # fmt: skip


def test_a_letter_holds_only_what_its_reader_may_read(world: World) -> None:
    assert "\n".join(crawling.leaks_by_letter(world)) == ""


def test_a_page_that_leaks_is_caught(
    visitors: Visitors, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a page that anybody may open shows all comments, as a second surface that forgot the rule does."""

    def leaking(request: HttpRequest, address: str) -> HttpResponse:
        return HttpResponse(" ".join(Comment.objects.values_list("text", flat=True)))

    door = next(one for path, one in patterns() if path == "p/<slug:address>/timeline/")
    monkeypatch.setattr(door, "callback", leaking)
    clear_url_caches()
    before, visitors.met = visitors.met, {}
    visitors.ask("dee", "GET", "/at/marlhaven/p/marlhaven-public/timeline/")
    caught, visitors.met = crawling.leaks(visitors.met, visitors.world), before
    place = "at /at/marlhaven/p/marlhaven-public/timeline/"
    assert caught == [f"dee met comment_in_invited {place}"]
