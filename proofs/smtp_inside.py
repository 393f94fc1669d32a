"""The part of the drill `smtp` that runs inside a site: an hour without SMTP in virtual minutes, writing, sending."""

import json
import sys
from datetime import datetime, timedelta
from typing import Any

from proofs import inside  # sets Django up

# isort: split
from django.conf import settings

from flotilla.kit.moments import database_now
from flotilla.letters.actions import read_journal
from flotilla.letters.models import Letter
from flotilla.letters.post import send_due
from proofs.postbox import Postbox

MINUTE = timedelta(minutes=1)
TURN = 3600.0  # seconds: the post is not to stop before all is sent, however busy the machine
DOWN, UP, WRITING, END = 10, 70, 80, 8 * 60  # minutes


def hour(*, keep_trying: bool) -> dict[str, Any]:
    """Write and send for eight virtual hours, of which SMTP is down for one; say what arrived."""
    box, began, people = Postbox(), database_now(), inside.people()
    settings.EMAIL_PORT, settings.EMAIL_HOST = box.port, "127.0.0.1"
    box.start()
    longest = timedelta(0)
    for minute in range(END):
        at = began + minute * MINUTE
        if minute == DOWN:
            box.stop()
        if minute == UP:
            box.start()
        if minute < WRITING:
            _write(minute, people, at)
        if minute < WRITING or minute % 5 == 0:
            read_journal(at=at)
            if not keep_trying:
                Letter.objects.update(must_arrive=False)
            send_due(at=at, turn=TURN)
            box.count_new(at)
    box.stop()
    must, nice = _kinds(), Letter.objects.exclude(kind__in=MUST)
    for letter in must:
        if seen := box.first_seen.get(letter.message_id):
            longest = max(longest, seen - letter.written_at)
    return {
        "must": must.count(),
        "must_lost": sum(box.arrived[one.message_id] == 0 for one in must),
        "nice": nice.count(),
        "nice_lost": sum(box.arrived[one.message_id] == 0 for one in nice),
        "doubled": sum(many - 1 for many in box.arrived.values()),
        "unknown": len(set(box.arrived) - set(Letter.objects.values_list("message_id", flat=True))),
        "longest_minutes": round(longest / MINUTE),
    }


MUST = ("receipt",)


def _kinds() -> Any:
    return Letter.objects.filter(kind__in=MUST)


def _write(minute: int, people: list[Any], at: datetime) -> None:
    one, other = people[minute % len(people)], people[(minute + 1) % len(people)]
    made = inside.contribute(f"minute {minute}", one, at)
    inside.comment(made, f"minute {minute}", other, at)


def write(many: int) -> dict[str, Any]:
    """Let so many contributions wait for their receipt."""
    at, people = database_now(), inside.people()
    for number in range(many):
        inside.contribute(f"number {number}", people[number % len(people)], at)
    read_journal(at=at)
    return {"must": Letter.objects.count()}


def send(minutes: int) -> dict[str, Any]:
    """Send what is due in so many minutes from now."""
    return {"sent": send_due(at=database_now() + minutes * MINUTE, turn=TURN)}


if __name__ == "__main__":
    does, given = sys.argv[1], int(sys.argv[2])
    found = {"hour": lambda: hour(keep_trying=bool(given)), "write": lambda: write(given), "send": lambda: send(given)}  # fmt: skip
    json.dump(found[does](), sys.stdout)
