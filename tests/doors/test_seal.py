"""Sealed: before all that are due of an entry are in, no page tells anybody what somebody gave; nor does the time it takes.

What was given differs from one walk to the next and nothing else; then each page is the same to the letter, and so is
everything that is asked of the database for it, so that no clock could tell one from the other either. Whoever does not
judge asks nothing at all of what was judged.
"""

import os
import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from flotilla.assessment import actions
from flotilla.assessment.models import Panel, Seat
from flotilla.kit.moments import database_now
from tests import factories
from tests.assessment import making
from tests.doors.visiting import Visitors
from tests.doors.walking import PROGRAMME, different, entry_of, judging, sent, walk
from tests.doors.world import PROGRAMS, World
from tests.web.surface import browser_of

LONG = bool(os.environ.get("FLOTILLA_LONG"))
pytestmark = pytest.mark.django_db
#: the tables in which stands what somebody gave
GIVEN = ("flotilla_score", "flotilla_scorecard", "flotilla_assessment", "flotilla_correction")
JUDGES = ("wyn", "uma", "bo", "bea", "max")
OTHERS = ("ada", "dee", "ivy", "sta", "eve", "nobody")
#: a value in a statement
VALUE = re.compile(r"'(?:[^']|'')*'|\d+")


@pytest.fixture(autouse=True)
def files_of_its_own() -> None:
    """The files of the world stand until it is taken back."""


@pytest.fixture(scope="module")
def panel(world: World, visitors: Visitors) -> Panel:
    """A panel in the middle of judging; Wyn is late with the entry that Ada wrote."""
    found = judging(world)
    bo, clients = world.people["bo"], visitors.clients
    world.people["wyn"] = factories.a_person("Wyn", email="wyn@else.example")
    making.a_seat(found, world.people["wyn"], by=bo)
    seat = Seat.objects.select_related("panel__programme__body").get(panel=found, person=world.people["wyn"])  # fmt: skip
    given = actions.allot_by_hand(seat, entry_of(world, "standing"), by=bo, at=database_now())
    actions.say_no_interest(given, by=world.people["wyn"], at=database_now())
    clients |= {name: browser_of(world.people[name]) for name in ("wyn", "uma")}
    return found


def twice(
    visitors: Visitors, panel: Panel, role: str, *, by_links: bool = False, unsealed: bool = False
) -> tuple[list[str], list[list[str]]]:
    """Walk where Vic gave an entry little, and where much; return the pages that differ, and what was asked."""
    pages, asked = [], []
    for points in (0, 4):
        with transaction.atomic():
            entry = entry_of(visitors.world, "standing")
            sent(visitors.world, panel, "vic", entry, points)
            for name in ("uma", "wyn") if unsealed else ("uma",):
                sent(visitors.world, panel, name, entry, 2)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                pages.append(walk(visitors, role, everywhere=by_links))
            asked.append([VALUE.sub("0", one["sql"]) for one in queries.captured_queries])
            transaction.set_rollback(True)
    return different(*pages), asked


@pytest.mark.parametrize("role", [*JUDGES, *OTHERS, *PROGRAMS])
def test_no_page_tells_anybody_what_was_given_before_all_are_in(
    visitors: Visitors, panel: Panel, role: str
) -> None:
    told, asked = twice(visitors, panel, role)
    assert told == []
    assert asked[0] == asked[1]


@pytest.mark.parametrize("role", ["wyn", "ada", *(["bo"] if LONG else [])])
def test_nor_does_any_other_page_that_they_come_to(
    visitors: Visitors, panel: Panel, role: str
) -> None:
    told, _asked = twice(visitors, panel, role, by_links=True)
    assert told == []


@pytest.mark.parametrize("role", OTHERS)
def test_whoever_does_not_judge_asks_nothing_of_what_is_judged(
    visitors: Visitors, panel: Panel, role: str
) -> None:
    _told, asked = twice(visitors, panel, role)
    assert [one for one in asked[0] if any(f'"{name}"' in one for name in GIVEN)] == []


def test_once_all_are_in_the_panel_is_told(visitors: Visitors, panel: Panel) -> None:
    """The control: the same pages tell much from little as soon as nothing is due any more."""
    told, asked = twice(visitors, panel, "bo", unsealed=True)
    assert f"/at/marlhaven/p/{PROGRAMME}/ranking/" in told
    assert any('"flotilla_score"' in one for one in asked[0])
