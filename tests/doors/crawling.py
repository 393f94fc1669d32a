"""Going everywhere as everybody: every link and form that a page shows, every thing's own address, every search."""

from collections import Counter, deque
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.urls import Resolver404, resolve

from flotilla.kit.moments import database_now
from flotilla.letters.actions import read_journal
from flotilla.letters.models import Letter
from flotilla.letters.post import say
from tests.doors.visiting import CANARY, CHANGING, Visitors, address_of, table, who_asks
from tests.doors.world import PROGRAMS, ROLES, World, canary
from tests.web.surface import BEGIN, forms_in, links_in, read

#: where no link leads
MORE = ["/moderation/", "/record/all/", "/record/table.csv", "/answers/feed/", "/glossary/", "/desk/import/", "/desk/templates/", "/desk/moderation/", "/desk/release/", "/settings/sent/", "/settings/letters/", "/settings/tokens/", "/administration/people/", "/administration/codes/", "/administration/parts/", "/api/programmes", "/nowhere/"]  # fmt: skip
#: pages of the demo show everybody's letters and sign in as anybody, which is what it is for
DEMO = "demo/"


EVERYBODY = frozenset({*ROLES, *PROGRAMS})


def audience_of(name: str) -> frozenset[str] | None:
    """Return who may meet a canary; None if nobody wrote it down."""
    for rows in table("canaries").values():
        for pattern, said in rows.items():
            if fnmatchcase(name, pattern):
                return EVERYBODY if said == "*" else frozenset(said.split())
    return None


def crawl(visitors: Visitors, role: str, body: str, often: int) -> None:
    """Follow every link as somebody, through each door a few times a programme."""
    begin = [f"/at/{body}{path}" for path in [*BEGIN, *MORE]]
    ahead, met, turns = deque(begin), set(begin), Counter[Any]()
    client = visitors.clients[role]
    while ahead:
        address = ahead.popleft()
        turn = turn_of(address, body)
        if turn is None or turns[turn] >= often:
            continue
        turns[turn] += 1
        got = client.get(address)
        text = read(got)
        visitors.note(role, address, got, text)
        ways = [urljoin(address, got.headers["Location"])] if got.has_header("Location") else []
        if got.headers.get("Content-Type", "").startswith("text/html"):
            ways += links_in(text, address)
            ways += [form.action for form in forms_in(text, address, role)]
        for way in ways:
            if way not in met and way.startswith("/at/"):
                met.add(way)
                ahead.append(way)


def turn_of(address: str, body: str) -> tuple[str, str] | None:
    """Return the door of an address and of what, so that each is gone to a few times only; None where nobody goes."""
    path = urlsplit(address).path
    prefix = f"/at/{body}"
    if not path.startswith(f"{prefix}/") or path.startswith(f"{prefix}/account/logout"):
        return None
    try:
        found = resolve(path.removeprefix(prefix))
    except Resolver404:
        return (path, "") if path.endswith("/nowhere/") else None
    if found.route.startswith(DEMO):
        return None
    return found.route, str(found.kwargs.get("address", found.kwargs.get("token", "")))


def knock(visitors: Visitors, role: str, doors: list[tuple[str, str]], states: set[str]) -> None:
    """Go straight to the address of each thing, as whoever guesses numbers does."""
    for door, by in doors:
        if role not in who_asks(door):
            continue
        for key, thing in visitors.world.things.items():
            if key.partition(".")[0] == by.partition(".")[0] and key in states:
                visitors.ask(role, "GET", address_of(door, thing, thing.get("body", "marlhaven")))


def search(visitors: Visitors, role: str, names: list[str]) -> dict[str, str]:
    """Search for canaries where one can search; return what was found for whom it is not.

    What was typed stands on the page again, so a page on which a canary stands is compared with that of a word that is
    nowhere: the two are to be the same but for the word.
    """
    found = {}
    places = API_SEARCHES if role in PROGRAMS else SEARCHES
    for place, asked in places:
        nowhere = _searched(visitors, role, place, asked, "canarythatisnowhereqz")
        for name in names:
            if role in (audience_of(name) or ()):
                continue
            if _searched(visitors, role, place, asked, canary(name)) != nowhere:
                found[f"{role} {place} {name}"] = "is found"
    return found


SEARCHES = (
    ("/search/", "q"),
    ("/p/marlhaven-public/", "q"),
    ("/p/marlhaven-public/take-part/similar/", "text"),
    ("/answers/", "q"),
)
API_SEARCHES = (("/api/programmes/marlhaven-public/contributions", "q"),)


def _searched(visitors: Visitors, role: str, place: str, asked: str, word: str) -> str:
    words = f"{word} {word} {word}" if asked == "text" else word
    query = urlencode({asked: words})
    got = visitors.clients[role].get(f"/at/marlhaven{place}?{query}")
    text = read(got)
    for form in (words, urlencode({"": words})[1:], word):
        text = text.replace(form, "WORD")
    return CHANGING.sub("", text)


def open_what_is_kept(visitors: Visitors) -> None:
    """Press the button by which those who answer open how to reach a guest, with a purpose."""
    guest = visitors.world.things["contribution.guest"]
    address = address_of("desk/contact/<slug:address>/<int:number>/", guest, "marlhaven")
    visitors.ask("bo", "POST", address, data={"purpose": "answer", "words": "To answer."})


def open_archives(visitors: Visitors) -> None:
    """Ask for the archive of what is held about each: a ZIP, whose every part is read."""
    for role in ROLES:
        visitors.ask(role, "POST", "/at/marlhaven/privacy/mine/archive/")


def leaks_by_letter(world: World) -> list[str]:
    """Write every letter that the journal of the world asks for, say it, and return who would read what is not theirs."""
    at = database_now()
    read_journal(by=None, at=at, limit=10_000)
    readers = {person.email.lower(): role for role, person in world.people.items()}
    names = {name.replace("_", ""): name for name in world.canaries}
    wrong = []
    for letter in Letter.objects.select_related("body", "person"):
        said = say(letter)
        if said is None:
            continue
        reader = readers.get(letter.email.lower(), letter.email)
        for found in set(CANARY.findall(f"{said.subject} {said.text} {said.html}")):
            name = names.get(found, found)
            allowed = audience_of(name) or frozenset()
            own = name in letter.email.replace("canary", "") or canary(name) in letter.email
            if reader not in allowed and not own:
                wrong.append(f"{reader} reads {name} in {letter.kind} ({letter.why})")
    return sorted(set(wrong))


def leaks(met: dict[str, dict[str, str]], world: World) -> list[str]:
    """Return which canaries were met by whom they are not for, and where."""
    names = {name.replace("_", ""): name for name in world.canaries}
    wrong = []
    for seen, roles in met.items():
        name = names.get(seen)
        allowed = audience_of(name) if name else None
        wrong += [
            f"{role} met {name or seen} at {place}"
            for role, place in roles.items()
            if allowed is None or role not in allowed
        ]
    return sorted(wrong)


def unmet(met: dict[str, dict[str, str]], world: World) -> list[str]:
    """Return which canaries nobody met although somebody may."""
    return sorted(
        name for name in world.canaries if audience_of(name) and name.replace("_", "") not in met
    )
