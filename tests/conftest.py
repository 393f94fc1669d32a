"""The cast, the same in every test, so that each says who is who."""

import ipaddress
import json
import logging
import socket
from collections.abc import Callable, Iterator
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client

from config import logs
from flotilla.bodies.models import Body
from flotilla.contributions.models import Contribution
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from tests import factories
from tests.lock_order import watching


class OutsideConnection(RuntimeError):
    """A test has tried to leave this machine."""


@pytest.fixture(scope="session", autouse=True)
def no_way_out() -> Iterator[None]:
    """Refuse every connection that leaves this machine, so that no test hangs on what others serve."""
    connect = socket.socket.connect

    def stay_here(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])
            if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
                raise OutsideConnection(f"a test wants to connect to {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", stay_here)
        yield


@pytest.fixture(scope="session", autouse=True)
def swept_after_all() -> Iterator[None]:
    """Let a test that commits be swept up after: SQLite empties tables row by row, which rows that are kept refuse."""
    empty = BaseDatabaseOperations.execute_sql_flush

    def loosened(self: BaseDatabaseOperations, statements: list[str]) -> None:
        with self.connection.cursor() as cursor:
            guards = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%!_undeleted' ESCAPE '!'"
            kept = cursor.execute(guards, []).fetchall()
            for name, _sql in kept:
                cursor.execute(f"DROP TRIGGER {name}")
            empty(self, statements)
            for _name, sql in kept:
                cursor.execute(sql)

    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "sqlite":
            patch.setattr(type(connection.ops), "execute_sql_flush", loosened, raising=True)
        yield


#: where the tests of actions are
ACTIONS = {"assessment", "awards", "bodies", "contributions", "decisions", "people", "privacy", "programmes"}  # fmt: skip


@pytest.fixture(autouse=True)
def locks_in_one_order(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the test of an action fail whose transaction holds rows against the order."""
    is_many = getattr(request.function, "is_hypothesis_test", False)  # many acts in one transaction
    if is_many or request.path.parent.name not in ACTIONS or "web" in request.path.parts:
        yield
        return
    with watching() as watch:
        yield
    assert watch.wrong == []


@pytest.fixture(autouse=True)
def files_of_its_own(settings: Any, tmp_path: Path) -> None:
    """Let each test keep files where it ends."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def log_lines() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What is logged, as the machine that gathers it reads it."""
    facts = logs.setting("INFO", "json")["formatters"]["json"]
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(facts["()"](**{key: facts[key] for key in facts if key != "()"}))
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def noon() -> datetime:
    """Now, in every test."""
    return factories.NOON


@pytest.fixture
def marlhaven(db: None) -> Body:
    """The council of the stories."""
    return factories.a_body()


@pytest.fixture
def harrowmere(db: None) -> Body:
    """Another council on the same server."""
    return factories.a_body(
        name="Harrowmere Borough", address="harrowmere", sender_email="hello@harrowmere.example"
    )


@pytest.fixture
def ada(db: None) -> Person:
    """A resident who contributes."""
    return factories.a_person("Ada")


@pytest.fixture
def bo(marlhaven: Body) -> Person:
    """An officer of Marlhaven."""
    return factories.a_member(marlhaven, "officer", "Bo")


@pytest.fixture
def bea(marlhaven: Body) -> Person:
    """A second officer of Marlhaven, who checks what Bo drafts."""
    return factories.a_member(marlhaven, "officer", "Bea")


@pytest.fixture
def cy(marlhaven: Body) -> Person:
    """An assessor for Marlhaven."""
    return factories.a_member(marlhaven, "assessor", "Cy")


@pytest.fixture
def sol(marlhaven: Body) -> Person:
    """A sponsor in Marlhaven."""
    return factories.a_member(marlhaven, "sponsor", "Sol")


@pytest.fixture
def max_(marlhaven: Body) -> Person:
    """The administrator of Marlhaven."""
    return factories.a_member(marlhaven, "administrator", "Max")


@pytest.fixture
def dee(db: None) -> Person:
    """A stranger with an account."""
    return factories.a_person("Dee")


@pytest.fixture
def eve(harrowmere: Body) -> Person:
    """An officer of the other council."""
    return factories.a_member(harrowmere, "officer", "Eve")


@pytest.fixture
def campaign(marlhaven: Body) -> Programme:
    """Short trips, no car: open for ideas at noon."""
    return factories.a_programme(marlhaven, address="short-trips")


@pytest.fixture
def bench(campaign: Programme, ada: Person) -> Contribution:
    """Ada's idea in the campaign, not answered yet."""
    return factories.a_contribution(campaign, by=ada)


@pytest.fixture
def client_of(db: None) -> Callable[[Person], Client]:
    """Make a browser in which somebody is signed in."""

    def make(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return make


@pytest.fixture
def desk_client(client_of: Callable[[Person], Client]) -> Callable[[Person], Client]:
    """Make a browser in which somebody is signed in with a second factor, as staff must."""

    def make(person: Person) -> Client:
        factories.a_second_factor(person)
        return client_of(person)

    return make
