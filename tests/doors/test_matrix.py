"""Every surface that shows a thing, as everybody, for the thing in each of its states, in its own body and in the other.

What must be answered stands in policy.toml. Whoever is not shown a thing gets the very answer that they get where there
is nothing: the same status, the same way on, the same words.
"""

import os

import pytest

from tests.doors.visiting import (
    NOTHING,
    Answer,
    Visitors,
    address_of,
    shown_to,
    table,
    who_asks,
)
from tests.doors.world import World

pytestmark = pytest.mark.django_db
LONG = bool(os.environ.get("FLOTILLA_LONG"))
METHODS = ("GET", "POST")
OTHER = {"marlhaven": "harrowmere", "harrowmere": "marlhaven"}
#: for each audience a door behind which it is quickly said that there is nothing
PLAIN = {
    "everyone": "p/<slug:address>/",
    "signed in": "p/<slug:address>/c/<int:number>/withdraw/",
    "desk": "desk/p/<slug:address>/",
    "administrators": "administration/people/<int:pk>/ending/",
    "api": "api/programmes/<slug:address>",
}
DOORS = sorted(
    (door, row["by"]) for door, row in table("surfaces")["pages"].items() if "." in row.get("by", "")
)  # fmt: skip


@pytest.fixture(autouse=True)
def files_of_its_own() -> None:
    """The files of the world stand until it is taken back."""


def rows_of(by: str) -> dict[str, str]:
    """Return what the policy says of a right, by the state of the thing."""
    kind, _dot, right = by.partition(".")
    found: dict[str, str] = table("policy")[kind][right]
    return found


class Judge:
    """Compares answers with those where there is nothing.

    In the long version always behind the same door; in the short one it is enough that a door of the same audience says so.
    """

    def __init__(self, visitors: Visitors) -> None:
        self.visitors = visitors
        self.nothing: dict[tuple[str, ...], Answer] = {}

    def is_nothing(self, role: str, method: str, door: str, body: str, got: Answer) -> bool:
        """Whether an answer is the one that is given where there is nothing."""
        if got.status == 200:
            return False
        plain = PLAIN["api" if door.startswith("api/") else table("surfaces")["pages"][door]["for"]]
        doors = [door] if LONG else [plain, door]
        return any(got == self._nothing(role, method, one, body) for one in doors)

    def _nothing(self, role: str, method: str, door: str, body: str) -> Answer:
        key = (role, method, door, body)
        if key not in self.nothing:
            self.nothing[key] = self.visitors.ask(role, method, address_of(door, NOTHING, body))
        return self.nothing[key]


@pytest.fixture(scope="module")
def judge(visitors: Visitors) -> Judge:
    """Remembers what is answered where there is nothing."""
    return Judge(visitors)


def chosen(everybody: tuple[str, ...], turn: int, shown: frozenset[str]) -> list[str]:
    """Choose who comes: all in the long version; else one who is shown it and one who is not, each time others."""
    if LONG:
        return list(everybody)
    inside = [role for role in everybody if role in shown]
    outside = [role for role in everybody if role not in shown]
    return [group[turn % len(group)] for group in (inside, outside) if group]


@pytest.mark.parametrize(("door", "by"), DOORS)
def test_a_surface_shows_a_thing_to_those_of_the_policy_and_to_nobody_else(
    world: World, judge: Judge, door: str, by: str
) -> None:
    wrong = []
    things = world.of_kind(by.partition(".")[0])
    for turn, (state, said) in enumerate(rows_of(by).items(), start=DOORS.index((door, by))):
        thing, shown = things[state], shown_to(said, door)
        body = thing.get("body", "marlhaven")
        for role in chosen(who_asks(door), turn, shown):
            for method in METHODS:
                got = judge.visitors.ask(role, method, address_of(door, thing, body))
                if got.status == 405:  # a button only: asked for with the next method
                    continue
                hidden = judge.is_nothing(role, method, door, body, got)
                if hidden == (role in shown) or got.status >= 500:
                    wrong.append(_said(role, method, state, got, shown=role in shown))
                if not LONG:
                    break
    assert "\n".join(wrong) == ""


def _said(role: str, method: str, state: str, got: Answer, *, shown: bool) -> str:
    wanted = "is to be shown it" if shown else "is to see nothing"
    return f"{role} {method} {state}: {got}, but {wanted}"


#: doors whose address names a thing by its number in the whole server, so that any body's address could lead to it
BY_NUMBER = [(door, by) for door, by in DOORS if door.startswith(("desk/", "administration/"))]


def test_no_thing_of_the_desk_is_reached_through_the_other_body(world: World, judge: Judge) -> None:
    wrong = []
    for door, by in BY_NUMBER:
        for state, said in rows_of(by).items():
            thing = world.of_kind(by.partition(".")[0])[state]
            body = OTHER[thing.get("body", "marlhaven")]
            role = {"harrowmere": "mia" if "administration" in door else "eve", "marlhaven": "bo"}[
                body
            ]
            if role in said.split() or said == "*" or (not LONG and state not in OFTEN_TRIED):
                continue
            method = "GET"
            got = judge.visitors.ask(role, method, address_of(door, thing, body))
            if got.status == 405:
                method = "POST"
                got = judge.visitors.ask(role, method, address_of(door, thing, body))
            if not judge.is_nothing(role, method, door, body, got):
                wrong.append(f"{role} {method} {door} {state} at {body}: {got}")
    assert "\n".join(wrong) == ""


#: one state of each kind is enough in the short version
OFTEN_TRIED = {"open", "here", "standing", "public", "draft", "shown", "bo", "drafted", "two", "theirs"}  # fmt: skip


def test_a_rule_that_says_yes_to_everybody_is_caught(
    world: World, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a slip by which whoever comes counts as an author is seen by the same comparison."""
    door, thing = "p/<slug:address>/c/<int:number>/change/", world.things["contribution.standing"]
    address = address_of(door, thing, "marlhaven")
    before = judge.visitors.ask("dee", "GET", address)
    monkeypatch.setattr("flotilla.contributions.rules.may_revise", lambda person, found: True)
    after = judge.visitors.ask("dee", "GET", address)
    told = [judge.is_nothing("dee", "GET", door, "marlhaven", one) for one in (before, after)]
    assert told == [True, False]
