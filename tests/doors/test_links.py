"""Links are no log-ins: each opens what it was made for, and asking for a page changes nothing."""

import pytest

from flotilla.journal.models import Entry
from tests.doors import crawling
from tests.doors.visiting import Visitors
from tests.doors.world import World

pytestmark = pytest.mark.django_db
#: doors that a secret opens
OPENED = ("claim/{}/", "co-author/{}/", "letters/stop/{}/", "d/{}/", "privacy/letter/{}/")


@pytest.fixture(autouse=True)
def files_of_its_own() -> None:
    """The files of the world stand until it is taken back."""


def test_a_signed_link_opens_only_what_it_was_made_for(world: World, visitors: Visitors) -> None:
    made_for = {"claim_token.open": "claim/{}/", "coauthor_token.open": "co-author/{}/", "stop_token.open": "letters/stop/{}/", "draft_token.guest": "d/{}/"}  # fmt: skip
    opened = [
        (key, door)
        for key in made_for
        for door in OPENED
        if _words(visitors, door, world.things[key]["token"]) != _words(visitors, door, "n" * 22)
    ]
    assert opened == list(made_for.items())


def _words(visitors: Visitors, door: str, token: str) -> tuple[int, str]:
    answer = visitors.ask("ivy", "GET", f"/at/marlhaven/{door.format(token)}")
    return answer.status, answer.text.replace(token, "TOKEN")


def test_asking_for_a_page_writes_nothing_in_the_journal(visitors: Visitors) -> None:
    """But one line: whoever opens how to reach somebody is named to them; that alone is written by looking, and only in office."""
    before = set(Entry.objects.values_list("pk", flat=True))
    for role in ("bo", "ada"):
        crawling.crawl(visitors, role, "marlhaven", often=1)
    written = Entry.objects.exclude(pk__in=before)
    bo = visitors.world.people["bo"].pk
    assert set(written.values_list("verb", "by_id")) == {("data.disclosed", bo)}
