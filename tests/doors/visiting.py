"""Going to an address as everybody, and comparing what is answered with what is answered where there is nothing."""

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.cache import cache as kept_answers
from django.db import transaction
from django.test import Client
from django.urls import set_script_prefix

from tests.doors.world import PROGRAMS, ROLES, World
from tests.web.surface import browser_of, read

HERE = Path(__file__).parent
CANARY = re.compile(r"canary([a-z0-9]+?)qz")
CHANGING = re.compile(r'name="(csrfmiddlewaretoken|once)" value="[^"]*"')
GAP = re.compile(r"<(?:\w+:)?(\w+)>")
#: what every placeholder that names no thing is filled with
FIXED = {"code": "tidy", "tail": "a-bench", "scope": "words"}
STEPS = {"desk/p/<slug:address>/set-up/<slug:step>/": "question", "p/<slug:address>/take-part/<slug:step>/": "place"}  # fmt: skip
#: as above, but where nothing is
NOTHING = {"address": "no-such-programme", "number": 987654, "pk": 987654321, "other": 987653, "programme": 987652, "token": "n" * 22}  # fmt: skip
#: of the people who come by a browser, who asks the interface too, to show that a cookie counts for nothing there
ASKS_TOO = ("nobody", "bo")


@cache
def table(name: str) -> dict[str, Any]:
    """Return one of the tables that were written by hand."""
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Answer:
    """What came back, with what changes from one time to the next taken out."""

    status: int
    leads_to: str
    text: str

    def __str__(self) -> str:
        return f"{self.status} {self.leads_to}"


class Visitors:
    """A browser for everybody, each as if just signed in, and a program for whoever has a token."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clients = {role: browser_of(world.people.get(role)) for role in ROLES}
        for name in PROGRAMS:
            self.clients[name] = Client(
                raise_request_exception=False, headers={"Authorization": f"Bearer secret-{name}"}
            )
        self.met: dict[str, dict[str, str]] = {}

    @contextmanager
    def undone(self, role: str) -> Iterator[Client]:
        """Lend somebody's browser; what is done with it is undone."""
        client, cookies = self.clients[role], dict(self.clients[role].cookies)
        with transaction.atomic():
            yield client
            transaction.set_rollback(True)
        client.cookies.clear()
        client.cookies.update(cookies)

    def ask(self, role: str, method: str, address: str, **data: Any) -> Answer:
        """Ask as somebody, note which canaries they meet, undo it."""
        kept_answers.clear()
        with self.undone(role) as client:
            if "/api/" in address and method == "POST":
                data["content_type"] = "application/json"
            got = getattr(client, method.lower())(address, **data)
            text = read(got)
        self.note(role, address, got, text)
        leads_to = got.headers.get("Location", "")
        path = address.partition("?")[0]
        for form in (path, quote(path, safe=""), quote(path)):
            text, leads_to = text.replace(form, "PATH"), leads_to.replace(form, "PATH")
        return Answer(got.status_code, leads_to, CHANGING.sub("", text))

    def note(self, role: str, address: str, got: Any, text: str) -> None:
        """Keep where somebody met a canary: in the text or in a header."""
        headers = " ".join(f"{name}: {value}" for name, value in got.headers.items())
        for name in set(CANARY.findall(text)) | set(CANARY.findall(headers)):
            self.met.setdefault(name, {}).setdefault(role, address)


def address_of(door: str, thing: dict[str, Any], body: str) -> str:
    """Return the address of a thing at a door of a body."""
    filled = {**FIXED, "step": STEPS.get(door, ""), **thing}
    return f"/at/{body}/" + GAP.sub(lambda gap: str(filled[gap[1]]), door)


def who_asks(door: str) -> tuple[str, ...]:
    """Return who goes to a door: people to pages, programs to the interface."""
    return (*ASKS_TOO, *PROGRAMS) if door.startswith("api/") else ROLES


def shown_to(said: str, door: str) -> frozenset[str]:
    """Return who is shown a thing, from what the policy says of it."""
    everybody = who_asks(door)
    wanted = everybody if said == "*" else said.split()
    if unknown := set(wanted) - {*ROLES, *PROGRAMS}:
        raise LookupError(f"the policy names nobody called {unknown}")
    return frozenset(wanted) & frozenset(everybody)


def leave_no_prefix() -> None:
    """Forget the body visited last, as the next request does."""
    set_script_prefix("/")
