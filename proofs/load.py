"""Several clients at once that send contributions, supports and comments over HTTP, and a ledger of what was acknowledged."""

import contextlib
import http.client
import itertools
import json
import random
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from urllib.parse import urlencode

from proofs.seed_facts import ANSWERS
from proofs.site import Site

KINDS = ("contribution", "support", "comment")
CSRF = "d" * 32
BROKEN = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Write:
    """One thing that a client wants to be kept, with the key by which it counts once."""

    kind: str
    words: str  # the title or the text, made up for this write alone
    number: int  # the contribution it is about
    person: int  # index of the person
    key: str


@dataclass
class Ledger:
    """What was acknowledged, what is unsure because no answer came, and which answers were no acknowledgement."""

    acknowledged: list[Write] = field(default_factory=list)
    receipts: dict[str, int] = field(
        default_factory=dict
    )  # the number that a receipt gave to a title
    unsure: list[Write] = field(default_factory=list)
    refused: Counter[int] = field(default_factory=Counter)
    plain: bool = True  # every answer but an acknowledgement was a page or a sentence for people
    slowest: float = 0.0
    moments: list[float] = field(
        default_factory=list
    )  # when each was acknowledged, on the monotonic clock
    lock: threading.Lock = field(default_factory=threading.Lock)


class Client:
    """One person's program or browser, with a connection that is kept."""

    def __init__(self, site: Site, timeout: float = 60) -> None:
        self.site = site
        self.timeout = timeout
        self.connection: http.client.HTTPConnection | None = None
        self.extra: dict[str, str] = {}

    def send(self, write: Write) -> tuple[int, str, str]:
        """Send one write; return status, address it leads to, and words. Raises one of BROKEN if no answer came."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection(
                "127.0.0.1", self.site.port, timeout=self.timeout
            )
        path, headers, body = self._request(write)
        try:
            self.connection.request("POST", path, body, {**headers, **self.extra})
            answer = self.connection.getresponse()
            said = answer.read().decode("utf-8", "replace")
        except BROKEN:
            self.close()
            raise
        return answer.status, answer.headers.get("Location", ""), said

    def _request(self, write: Write) -> tuple[str, dict[str, str], str]:
        programme, who = self.site.seeded["programme"], self.site.seeded["people"][write.person]
        if write.kind == "comment":
            form = {"csrfmiddlewaretoken": CSRF, "once": write.key, "text": write.words, "kind": "comment"}  # fmt: skip
            headers = {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": f"csrftoken={CSRF}; sessionid={who['session']}",
            }
            return f"/p/{programme}/c/{write.number}/comments/", headers, urlencode(form)
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {who['token']}",
        }
        if write.key:
            headers["Idempotency-Key"] = write.key
        at = f"/api/programmes/{programme}/contributions"
        if write.kind == "support":
            return f"{at}/{write.number}/support", headers, ""
        sent = {"title": write.words, "kind": "idea", "answers": ANSWERS, "consent": True}
        return at, headers, json.dumps(sent)

    def close(self) -> None:
        """Let go of the connection."""
        if self.connection is not None:
            self.connection.close()
        self.connection = None


def acknowledges(write: Write, status: int, leads_to: str, said: str) -> bool:
    """Whether an answer says that the write is kept."""
    if write.kind == "comment":
        return status == 302 and "#comment-" in leads_to
    if write.kind == "support":
        return status == 200 and bool(json.loads(said)["supported_by_me"])
    return status == 201 and json.loads(said)["title"] == write.words


def is_plain(status: int, said: str) -> bool:
    """Whether a refusal is a page or a sentence for people, and shows nothing of the inside."""
    inside = "Traceback" in said or "OperationalError" in said or "psycopg" in said
    return bool(said.strip()) and not inside and ("<html" in said.lower() or said.startswith("{"))


class Load:
    """Clients that send until told to stop."""

    def __init__(self, site: Site, ledger: Ledger, *, clients: int = 4, pause: float = 0.0) -> None:
        self.site, self.ledger, self.pause = site, ledger, pause
        self.stopped = threading.Event()
        self.threads = [
            threading.Thread(target=self._run, args=(number,), daemon=True)
            for number in range(clients)
        ]
        self.chance = random.Random()
        self.numbers = itertools.count(1)

    def __enter__(self) -> "Load":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def run_for(self, seconds: float) -> None:
        """Let the clients go on for a while."""
        self.stopped.wait(seconds)

    def until_acknowledged(self, many: int, patience: float = 60) -> bool:
        """Let the clients go on until so many more writes are acknowledged; say whether they were in time."""
        wanted, until = len(self.ledger.acknowledged) + many, time.monotonic() + patience
        while len(self.ledger.acknowledged) < wanted and time.monotonic() < until:
            self.stopped.wait(0.01)
        return len(self.ledger.acknowledged) >= wanted

    def _run(self, number: int) -> None:
        client = Client(self.site)
        while not self.stopped.is_set():
            write = self._next(number)
            if not self._send(client, write):
                self.stopped.wait(0.05)
            if self.pause:
                self.stopped.wait(self.pause)
        client.close()

    def _next(self, number: int) -> Write:
        """Return what no answer came to, with its own key; else something new."""
        with self.ledger.lock:
            if self.ledger.unsure:
                return self.ledger.unsure.pop()
        return new_write(self.site, self.chance)

    def _send(self, client: Client, write: Write) -> bool:
        began = time.monotonic()
        try:
            status, leads_to, said = client.send(write)
            kept = acknowledges(write, status, leads_to, said)
        except BROKEN:
            with self.ledger.lock:
                self.ledger.unsure.append(write)
            return False
        with self.ledger.lock:
            self.ledger.slowest = max(self.ledger.slowest, time.monotonic() - began)
            if not kept:
                self.ledger.refused[status] += 1
                self.ledger.plain &= is_plain(status, said)
                self.ledger.unsure.append(write)
                return False
            self.ledger.acknowledged.append(write)
            self.ledger.moments.append(time.monotonic())
            if write.kind == "contribution":
                self.ledger.receipts[write.words] = json.loads(said)["number"]
        return True


def new_write(site: Site, chance: random.Random, kind: str = "") -> Write:
    """Make up something to write."""
    key = uuid.uuid4().hex
    return Write(
        kind=kind or chance.choice(KINDS),
        words=f"Words of {key}",
        number=chance.choice(site.seeded["numbers"]),
        person=chance.randrange(len(site.seeded["people"])),
        key=key,
    )


def send_all(site: Site, ledger: Ledger) -> None:
    """Send again, each with its own key, what no answer came to."""
    client, load = Client(site), Load(site, ledger, clients=0)
    for _try in range(len(ledger.unsure) * 3 + 3):
        with contextlib.suppress(IndexError):
            load._send(client, ledger.unsure.pop())
    client.close()


def facts_of(ledger: Ledger) -> dict[str, Any]:
    """Return what a table may say of a ledger."""
    kinds = Counter(write.kind for write in ledger.acknowledged)
    return {f"{kind}s": kinds[kind] for kind in KINDS}
