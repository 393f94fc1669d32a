"""What is asked of a filled database, page by page, beside yardsticks in the same run."""

import gzip
import json
import os
import statistics
import time
import urllib.request
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.loading import Measured, Request, ask
from benchmarks.serving import ROOT, Server
from benchmarks.texts import text, words
from flotilla.contributions import queries
from flotilla.contributions.models import Contribution
from flotilla.contributions.queries.similar import text_of
from flotilla.kit.cursor import Cursor, encode
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from flotilla.web.guarded import HOST
from flotilla.web.sessions import SessionStore

TOKEN = "b" * 32
FORM = "application/x-www-form-urlencoded"
Say = Callable[[str], None]


@dataclass
class Row:
    """One line of the table."""

    name: str
    measured: dict[str, float]
    queries: int | None = None
    yardstick: str = ""
    facts: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """Something that is measured: its name, its requests, and who asks."""

    name: str
    requests: list[Request]
    person: Person | None = None


def cookie_of(person: Person) -> str:
    """Sign somebody in and return the cookies of their browser."""
    return cookies_of([person])[0]


def cookies_of(people: list[Person]) -> list[str]:
    """Sign people in and return the cookies of their browsers."""
    store = SessionStore()
    expires = database_now() + timedelta(days=1)
    made = [
        Session(
            session_key=f"bench{one.pk:027d}",
            expire_date=expires,
            session_data=store.encode({SESSION_KEY: str(one.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0], HASH_SESSION_KEY: one.get_session_auth_hash(), HOST: "127.0.0.1"}),
        )
        for one in people
    ]  # fmt: skip
    Session.objects.bulk_create(made, ignore_conflicts=True)
    return [f"{settings.SESSION_COOKIE_NAME}={one.session_key}; {settings.CSRF_COOKIE_NAME}={TOKEN}" for one in made]  # fmt: skip


def pages(programme: Programme) -> dict[str, list[str]]:
    """Return the public pages that are measured, by name."""
    page = f"/p/{programme.address}/"
    listed = programme.contributions.filter(standing="listed").order_by("-received_at", "-pk")
    middle = listed[listed.count() // 2]
    cursor = encode(Cursor(before=False, values=(middle.received_at.isoformat(), middle.pk)))
    some = list(listed.values_list("number", flat=True)[:100:10])
    return {
        "programme page": [page],
        "list, newest first": [f"{page}?sort=newest"],
        "list, deep page": [f"{page}?sort=newest&page={cursor}"],
        "list, search": [f"{page}?q={quote_plus(word)}" for word in words[300:310]],
        "list, filter": [f"{page}?theme=theme-1"],
        "contribution page": [f"{page}c/{number}/" for number in some],
    }


def counted(path: str, person: Person | None) -> int:
    """Return how many questions to the database a page costs."""
    client = Client()
    if person is not None:
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    settings.PAGES_KEPT_MB = 0
    settings.ALLOWED_HOSTS = ["*"]
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def fetched(address: str, cookie: str = "") -> tuple[bytes, int]:
    """Return a page as it came, and its length unpacked."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip", "Cookie": cookie, "Host": "127.0.0.1"})  # fmt: skip
    with urllib.request.urlopen(request, timeout=60) as answer:
        body = answer.read()
        plain = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
    return body, len(plain)


class Measurement:
    """One database, as it is filled now, measured."""

    def __init__(self, seconds: float, say: Say) -> None:
        self.seconds, self.say = seconds, say
        self.rows: list[Row] = []
        self.folder = ROOT / "var" / "bench" / "pages"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.programme = Programme.objects.order_by("pk")[0]
        everybody = Person.objects.order_by("-pk")
        self.person, self.people = everybody[0], list(everybody[:400])
        with connection.cursor() as cursor:
            kind = "bigserial" if connection.vendor == "postgresql" else "integer"
            cursor.execute(f"CREATE TABLE IF NOT EXISTS bench_row (id {kind} PRIMARY KEY, words text)")  # fmt: skip

    def taken(self, name: str, server: Server, requests: list[Request], **more: Any) -> Measured:
        """Measure, warm, and note the line."""
        split, is_bare = more.pop("split", False), name.startswith("the same bytes")
        if not split and not is_bare:
            ask(server.at(""), requests, 2, split=False)
        found = ask(server.at(""), requests, self.seconds, split=split)
        self.rows.append(Row(name, asdict(found), **more))
        self.say(f"{name:44s} {found.rate:8.0f}/s  p50 {found.p50:7.1f} ms  p99 {found.p99:7.1f} ms" + (f"  {found.bad} BAD" if found.bad else ""))  # fmt: skip
        return found

    def run(self) -> dict[str, Any]:
        """Measure everything and return it as data."""
        public = pages(self.programme)
        with Server() as server:
            for name, paths in public.items():
                body, plain = fetched(server.at(paths[0]))
                (self.folder / name).write_bytes(body)
                self.taken(f"{name}, anonymous", server, [Request(one) for one in paths], queries=counted(paths[0], None), yardstick=f"the same bytes: {name}", facts={"packed": len(body), "bytes": plain})  # fmt: skip
            kept = server.memory()
        with Server(FLOTILLA_PAGES_KEPT_MB="0") as server:
            cookie = cookie_of(self.person)
            for name, paths in public.items():
                body, plain = fetched(server.at(paths[0]), cookie)
                self.taken(f"{name}, signed in", server, [Request(one, cookie) for one in paths], queries=counted(paths[0], self.person), yardstick="the same rows, plain", facts={"packed": len(body), "bytes": plain})  # fmt: skip
            self._similar(server)
            self._yardsticks(list(public))
            self._writes(server)
            memory = max(kept, server.memory())
        return {
            "rows": [asdict(row) for row in self.rows],
            "memory": memory,
            "similar_ms": self._similar_alone(),
        }

    def _yardsticks(self, names: list[str]) -> None:
        with Server("benchmarks.bare:application", DJANGO_SETTINGS_MODULE="benchmarks.bare_settings", BENCH_PAGES=str(self.folder), BENCH_PROGRAMME=str(self.programme.pk)) as bare:  # fmt: skip
            for name in names:
                self.taken(f"the same bytes: {name}", bare, [Request(f"/bytes/{quote(name)}")])
            self.taken("the same rows, plain", bare, [Request("/rows")])
            self.taken("one row inserted", bare, [Request("/insert", method="POST")])

    def _similar(self, server: Server) -> None:
        asked = [f"/p/{self.programme.address}/take-part/similar/?text={quote_plus(one)}" for one in _like(30)]  # fmt: skip
        self.taken("similar ideas while writing", server, [Request(one) for one in asked], queries=counted(asked[0], None))  # fmt: skip

    def _writes(self, server: Server) -> None:
        cookies = cookies_of(self.people)
        numbers = list(self.programme.contributions.order_by("pk").values_list("number", flat=True)[:25])  # fmt: skip
        page, token = f"/p/{self.programme.address}/", f"csrfmiddlewaretoken={TOKEN}"
        supports = [Request(f"{page}c/{number}/support/", cookie, "POST", token, FORM) for number in numbers for cookie in cookies]  # fmt: skip
        self.taken("support", server, supports, split=True, yardstick="one row inserted")
        said = [Request(f"{page}c/{number}/comments/", cookie, "POST", f"{token}&kind=comment&text={quote_plus(text(30))}", FORM) for number, cookie in zip(numbers * 16, cookies, strict=False)]  # fmt: skip
        self.taken("comment", server, said, split=True)
        sent = [Request(f"/api/programmes/{self.programme.address}/contributions", method="POST", kind="application/json", body=json.dumps({"title": text(6)[:80], "kind": "idea", "answers": {"wrong": text(60)}, "consent": True})) for _ in range(200)]  # fmt: skip
        self.taken("submit", server, sent, split=True)

    def _similar_alone(self) -> dict[str, float]:
        """Return the median and the slowest tenth of asking for similar contributions, in the process itself."""
        took = []
        some = _some(60)
        for one in some:  # what a process remembers of common words it has by then
            queries.similar(self.programme, text_of(one)[:1_500], None, exclude=one)
        for one in _some(59):
            began = time.perf_counter()
            queries.similar(self.programme, text_of(one)[:1_500], None, exclude=one)
            took.append((time.perf_counter() - began) * 1000)
        took.sort()
        return {"median": statistics.median(took), "slow_tenth": took[-len(took) // 10]}


def quote(name: str) -> str:
    """Return a name as a part of an address."""
    return urllib.request.quote(name)


def _some(many: int) -> list[Contribution]:
    """Return some contributions, from the first to the last."""
    return list(Contribution.objects.order_by("pk")[:: max(Contribution.objects.count() // many, 1)][:many])  # fmt: skip


def _like(many: int) -> list[str]:
    """Return texts like those that are there: the beginnings of some, as somebody would write them."""
    return [text_of(one)[:500] for one in _some(many)]


def kept(where: Path, found: Any) -> None:
    """Write results as JSON, whole or not at all."""
    where.parent.mkdir(parents=True, exist_ok=True)
    beside = where.with_suffix(".new")
    beside.write_text(json.dumps(found, indent=1))
    os.replace(beside, where)
