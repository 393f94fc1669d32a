"""No page asks the database more than a dozen questions, and none asks more because there is more."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from flotilla.contributions import actions
from flotilla.contributions.models import Contribution
from flotilla.kit.moments import database_now
from flotilla.programmes.models import Programme
from flotilla.web.contributions.views_counted import counter
from tests import factories
from tests.web import small_world, surface
from tests.web.surface import Surface

MOST = 12
#: pages of the desk that ask more, how many, and why; none of them asks more because there is more
MORE = {
    "desk/": (30, "gathers a dozen kinds of work, each from its own table"),
    "desk/answer/<slug:address>/<int:number>/": (27, "four forms, and what is like it"),
    "p/<slug:address>/meeting/spending/": (24, "scores, votes, parts and pots of the whole order"),
    "p/<slug:address>/meeting/ties/": (22, "scores and votes of the whole order"),
    "p/<slug:address>/meeting/<int:number>/": (24, "scores, votes and corrections of one entry"),
    "administration/status/": (25, "looks into every part of the machine"),
    "account/2fa/webauthn/add/": (16, "allauth's own"),
    "account/2fa/totp/activate/": (16, "allauth's own"),
    "p/<slug:address>/take-part/before/": (15, "writes down what was typed"),
}


#: who works here is asked for more about, such as what else they may see
STAFF_MORE = 4


def most(door: str, who: str) -> int:
    """How many questions a page may ask."""
    if door in MORE:
        return MORE[door][0]
    return MOST + STAFF_MORE * (who in surface.STAFF)


class Walked:
    """The small world, walked by everybody; what each page asks."""

    def __init__(self) -> None:
        self.world = small_world.built()
        self.clients = {name: surface.browser_of(who) for name, who in self.world.people.items()}
        self.surface: Surface = surface.walked(self.clients, self.world.begin)

    def asked(self, who: str, address: str) -> int:
        """How many questions a page costs, once the process knows it, as it does after the walk.

        Views that the process has counted are not written just then, as they are once in five minutes.
        """
        counter.forget()
        with CaptureQueriesContext(connection) as asked:
            surface.read(self.clients[who].get(address))
        return len(asked)

    def pages(self) -> Iterator[tuple[str, str, str]]:
        """Every page that was found: its door, by whom, its address."""
        for door, rows in self.surface.pages.items():
            for who, address in rows:
                yield door, who, address


@pytest.fixture
def walked(db: None) -> Walked:
    """The small world, walked."""
    return Walked()


def test_no_page_asks_more_than_a_dozen_questions(walked: Walked) -> None:
    asked = [(door, who, address, walked.asked(who, address)) for door, who, address in walked.pages()]  # fmt: skip
    assert len(asked) > 200
    before = walked.clients["ada"].get("/p/trips/take-part/before/").content.decode()
    assert "Join this one" in before, "nothing is similar, so nothing was asked about it"
    beyond = [f"{many} {who} {address}" for door, who, address, many in asked if many > most(door, who)]  # fmt: skip
    assert beyond == []


def test_what_grows_does_not_make_pages_ask_more(walked: Walked) -> None:
    trips = Programme.objects.get(address="trips")
    idea = Contribution.objects.filter(programme=trips, standing="listed").order_by("pk")[0]
    ada, dee = walked.world.people["ada"], walked.world.people["dee"]
    pages = [(who, address) for who in ("nobody", "dee", "bo") for address in ("/", "/programmes/", "/p/trips/", "/p/trips/?sort=newest", f"/p/trips/c/{idea.number}/", "/answers/", "/record/", "/search/?q=bench")]  # fmt: skip
    pages += [("bo", "/desk/"), ("bo", "/desk/answer/"), ("bo", "/desk/moderation/"), ("bo", "/desk/programmes/"), ("bo", "/desk/p/trips/"), ("dee", "/settings/sent/")]  # fmt: skip

    def grow() -> None:
        at = database_now()
        for _ in range(3):
            more = factories.a_contribution(trips, by=dee, answer_due_on=at.date())
            actions.post_comment(more, text="Yes.", submission_key=f"k{more.pk}", by=ada, at=at)
            actions.post_comment(idea, text="Yes.", submission_key=f"i{more.pk}", by=ada, at=at)
            actions.support(more, by=ada, at=at)
            factories.a_programme(walked.world.body, address=f"more-{more.pk}")

    for _ in range(4):  # until the lists of the desk are full and ask for their total
        grow()
    before = {page: walked.asked(*page) for page in pages}
    grow()
    assert {page: walked.asked(*page) for page in pages} == before
