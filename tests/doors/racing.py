"""Many identical requests let loose at the same instant, each over a connection of its own."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.db import connections
from django.test import Client

from flotilla.people.models import Person

#: how long a runner waits for the others; only a hung test ever reaches it
PATIENCE = 120


def at_once(deeds: Sequence[Callable[[], Any]]) -> Counter[Any]:
    """Do all at the same instant; return how each ended."""
    together = threading.Barrier(len(deeds))
    ends: Counter[Any] = Counter()
    lock = threading.Lock()

    def run(deed: Callable[[], Any]) -> None:
        together.wait(PATIENCE)
        try:
            end = deed()
        except Exception as broken:
            end = type(broken).__name__
        finally:
            connections["default"].close()
        with lock:
            ends[end] += 1

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def browsers(person: Person | None, times: int) -> list[Client]:
    """Return as many browsers with one and the same session, as one person pressing a button many times has."""
    first = Client(raise_request_exception=False)
    if person is not None:
        first.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    found = [Client(raise_request_exception=False) for _turn in range(times)]
    for one in found:
        one.cookies.update(first.cookies)
    return found


def posted_at_once(clients: Sequence[Client], address: str, sent: dict[str, Any], **more: Any) -> Counter[Any]:  # fmt: skip
    """Post the same to one address at the same instant; return how often each status came back."""
    return at_once(
        [lambda client=one: client.post(address, sent, **more).status_code for one in clients]
    )
