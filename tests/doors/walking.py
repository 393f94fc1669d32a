"""Walking through the pages of a programme that a panel judges, to compare what somebody reads from one time to the next."""

import re
from collections import Counter, deque
from typing import Any
from urllib.parse import urljoin

from django.core.cache import cache as kept_answers

from flotilla.assessment import actions
from flotilla.assessment.models import Assessment, CriteriaSet, Panel, Seat
from flotilla.contributions.models import Contribution
from flotilla.kit.moments import database_now
from tests import factories
from tests.assessment import making
from tests.doors.crawling import MORE, turn_of
from tests.doors.visiting import CHANGING, Visitors
from tests.doors.world import World
from tests.web.surface import BEGIN, forms_in, links_in, read

#: what tells the moment of the walk or is drawn anew for each page
MOMENT = re.compile(
    r'data-draft="[^"]*"|nonce="[^"]*"|nonce-[\w+/=-]+|datetime="[^"]*"|\d\d:\d\d(:\d\d(\.\d+)?)?'
)
#: pages that show a secret drawn for each look
DRAWN = "/account/2fa/"
#: an address that is met only by going everywhere
EVERYWHERE = "/at/marlhaven/settings/"
PROGRAMME = "marlhaven-public"


def judging(world: World) -> Panel:
    """A panel in the middle of judging: two more readers, and an entry that everybody else has scored already."""
    found = Panel.objects.get(programme__address=PROGRAMME)
    bo = world.people["bo"]
    for name in ("Uma", "Vic"):
        made = factories.a_person(name, email=f"{name.lower()}@else.example")
        world.people[name.lower()] = made
        making.a_seat(found, made, by=bo)
    for title in ("A rail", "A lamp", "A kerb"):
        entry = factories.a_contribution(found.programme, title=title)
        for number, name in enumerate(("uma", "vic")):
            sent(world, found, name, entry, 4 - number)
    return found


def entry_of(world: World, state: str) -> Contribution:
    """The entry in which Cy (`standing`) or Bea (`guest`) may have an interest."""
    return Contribution.objects.get(pk=world.things[f"contribution.{state}"]["pk"])


def sent(world: World, panel: Panel, name: str, entry: Contribution, points: int) -> Assessment:
    """What somebody gives to an entry, sent."""
    who, bo, at = world.people[name], world.people["bo"], database_now()
    seat = Seat.objects.select_related("panel__programme__body").get(panel=panel, person=who)
    given = actions.allot_by_hand(seat, entry, by=bo, at=at)
    actions.say_no_interest(given, by=who, at=at)
    criteria = CriteriaSet.objects.get(programme=panel.programme)
    said = making.said(criteria, *[points] * 4, for_panel=f"They are worth {points}.")
    return actions.send_assessment(given, said=said, by=who, at=at)


def walk(visitors: Visitors, role: str, *, everywhere: bool) -> dict[str, str]:
    """What somebody reads at the address of each thing that is judged, and on every page that they come to by links."""
    pages: dict[str, str] = {}
    begin = straight(visitors.world)
    if everywhere:
        begin += [f"/at/marlhaven{path}" for path in [*BEGIN, *MORE]]
    ahead, met, turns = deque(begin), set(begin), Counter[Any]()
    kept_answers.clear()
    with visitors.undone(role) as client:
        while ahead:
            address = ahead.popleft()
            turn = turn_of(address, "marlhaven")
            drawn = turn is None or DRAWN in address
            if drawn or (turns[turn] and address not in begin):
                continue
            turns[turn] += 1
            got = client.get(address)
            text = MOMENT.sub("", CHANGING.sub("", read(got)))
            pages[address] = f"{got.status_code} {got.headers.get('Location', '')} {text}"
            if everywhere and got.headers.get("Content-Type", "").startswith("text/html"):
                forms = forms_in(text, address, role)
                ways = [*links_in(text, address), *(one.action for one in forms)]
                for way in [urljoin(address, one) for one in ways]:
                    if way not in met and way.startswith("/at/"):
                        met.add(way)
                        ahead.append(way)
    return pages


def straight(world: World) -> list[str]:
    """Addresses of what is judged and decided, as whoever guesses goes to them."""
    found = [f"p/{PROGRAMME}/ranking/", f"p/{PROGRAMME}/ranking/?line=2", f"desk/p/{PROGRAMME}/panel/", f"desk/p/{PROGRAMME}/panel/entries/", "assessing/", "search/?q=bench", "desk/", "desk/answer/", "desk/answer/many/", "desk/decide/many/", "desk/release/"]  # fmt: skip
    seats = Seat.objects.filter(panel__programme__address=PROGRAMME).values_list("pk", flat=True)
    for state in ("standing", "guest"):
        number = world.things[f"contribution.{state}"]["number"]
        found += [f"p/{PROGRAMME}/c/{number}/"]
        found += [f"desk/p/{PROGRAMME}/c/{number}/"]
        found += [f"assessing/{pk}/{number}/" for pk in seats]
        found += [f"assessing/{pk}/pack/" for pk in seats]
    return [f"/at/marlhaven/{one}" for one in found]


def different(first: dict[str, str], other: dict[str, str]) -> list[str]:
    """The addresses that tell two walks apart, of those that the shorter of them went to."""
    went = first.keys() | other.keys() if EVERYWHERE in other else first.keys() & other.keys()
    return sorted(one for one in went if first.get(one) != other.get(one))
