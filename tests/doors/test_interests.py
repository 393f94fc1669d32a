"""Whoever has an interest in an entry learns nothing of how it is judged, whatever that is: no page of theirs tells it.

The same world is walked several times by the same person. Only what was judged of the entry in which they have an interest
differs from one walk to the next; then every page that they meet must be the same to the letter. A public entry stays on its
public page: what everybody reads there is the same in each walk.
"""

import os
from collections.abc import Callable

import pytest
from django.db import transaction

from flotilla.assessment import actions
from flotilla.assessment.models import Panel, Seat
from flotilla.contributions.models import Contribution
from flotilla.decisions import actions as decisions
from flotilla.kit.moments import database_now
from tests.doors.visiting import Visitors
from tests.doors.walking import PROGRAMME, different, entry_of, judging, sent, walk
from tests.doors.world import FORWARD, World

pytestmark = pytest.mark.django_db
LONG = bool(os.environ.get("FLOTILLA_LONG"))


@pytest.fixture(autouse=True)
def files_of_its_own() -> None:
    """The files of the world stand until it is taken back."""


@pytest.fixture(scope="module")
def panel(world: World) -> Panel:
    """A panel in the middle of judging."""
    return judging(world)


Variant = Callable[[World, Panel, Contribution], None]


def untouched(world: World, panel: Panel, entry: Contribution) -> None:
    """Nobody else was given it."""


def given_out(world: World, panel: Panel, entry: Contribution) -> None:
    """It waits at somebody's."""
    seat = Seat.objects.select_related("panel__programme__body").get(panel=panel, person=world.people["vic"])  # fmt: skip
    actions.allot_by_hand(seat, entry, by=world.people["bo"], at=database_now())


def praised(world: World, panel: Panel, entry: Contribution) -> None:
    """All gave it the most."""
    for name in ("uma", "vic"):
        sent(world, panel, name, entry, 4)


def decided(world: World, panel: Panel, entry: Contribution) -> None:
    """All gave it little, and a decision is drafted."""
    for name in ("uma", "vic"):
        sent(world, panel, name, entry, 1)
    words = {"decided": "We try it.", "who_decided": "The panel"}
    decisions.draft_decision(entry, **FORWARD, **words, by=world.people["bo"], at=database_now())


#: the first and the last are compared on every page, those between on the pages of the judging itself; all in the long version
VARIANTS = (untouched, given_out, praised, decided)


def walks(visitors: Visitors, panel: Panel, role: str, state: str) -> list[dict[str, str]]:
    """What somebody meets in each variant of how one entry is judged."""
    found = []
    for variant in VARIANTS:
        with transaction.atomic():
            variant(visitors.world, panel, entry_of(visitors.world, state))
            ends = variant in (VARIANTS[0], VARIANTS[-1])
            found.append(walk(visitors, role, everywhere=LONG or ends))
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(("role", "state"), [("cy", "standing"), ("bea", "guest")])
def test_no_page_of_whoever_has_an_interest_tells_how_the_entry_is_judged(
    visitors: Visitors, panel: Panel, role: str, state: str
) -> None:
    first, *others = walks(visitors, panel, role, state)
    assert [different(first, one) for one in others] == [[], [], []]


def test_whoever_has_none_is_told_by_the_same_pages(visitors: Visitors, panel: Panel) -> None:
    """The control: the same pages tell the variants apart where they may."""
    pages = []
    for variant in VARIANTS:
        with transaction.atomic():
            variant(visitors.world, panel, entry_of(visitors.world, "standing"))
            pages.append(walk(visitors, "bo", everywhere=False))
            transaction.set_rollback(True)
    told = [different(pages[0], one) for one in pages[1:]]
    entries, ranking = f"desk/p/{PROGRAMME}/panel/entries/", f"p/{PROGRAMME}/ranking/"
    assert [f"/at/marlhaven/{entries}" in one for one in told] == [True, True, True]
    assert [f"/at/marlhaven/{ranking}" in one for one in told] == [True, True, True]
