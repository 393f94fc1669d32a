"""The part of the drill `clock` that runs inside a site: the doubled hour in London and Paris, in virtual minutes."""

import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from proofs import inside  # sets Django up

# isort: split
from django.conf import settings

from flotilla.contributions.models import Contribution
from flotilla.journal.queries import timeline
from flotilla.kit.refusal import Refusal
from flotilla.letters.actions import read_journal
from flotilla.letters.post import send_due
from flotilla.people.models import Person
from flotilla.programmes.models import Stage
from proofs.postbox import Postbox

MINUTE = timedelta(minutes=1)
TURN = 3600.0  # seconds: the post is not to stop before all is sent, however busy the machine
BEGAN = datetime(
    2027, 10, 30, 23, 0, tzinfo=UTC
)  # the night in which Europe's clocks go back, at 01:00 UTC
DEADLINE = 90  # minutes after that: half past the hour, the first time in the night
SUBMITTED = "contribution.submitted"


def _stage(zone_name: str, closes_at: datetime | None) -> None:
    """Let the campaign be one of this zone, with one stage that takes ideas until a moment."""
    programme = inside.programme()
    programme.body.time_zone = zone_name
    programme.body.save()
    stage = next(one for one in programme.stages.all() if SUBMITTED in one.plan.verbs)
    programme.stages.exclude(pk=stage.pk).delete()
    Stage.objects.filter(pk=stage.pk).update(
        opens_at=BEGAN - timedelta(days=9), closes_at=closes_at
    )


def night(zone_name: str, *, by_instants: bool) -> dict[str, Any]:
    """Send one idea every minute of a night in which an hour comes twice; say what came in after the deadline.

    Without instants the moment is what a clock on the wall shows: it cannot tell the second hour from the first.
    """
    zone, deadline = ZoneInfo(zone_name), BEGAN + DEADLINE * MINUTE
    _stage(zone_name, deadline)
    person = inside.people()[0]
    late = early = 0
    for minute in range(4 * 60):
        at = BEGAN + minute * MINUTE
        judged = at if by_instants else at.astimezone(zone).replace(fold=0).astimezone(UTC)
        try:
            inside.contribute(f"{zone_name} {minute}", person, judged)
            late += at >= deadline
        except Refusal:
            early += at < deadline
    sent = Contribution.objects.filter(title__startswith=f"An idea, {zone_name}").order_by("number")
    told = [one.subject_id for one in timeline(frozenset({SUBMITTED}), programme_id=inside.programme().pk).order_by("at", "id")]  # fmt: skip
    mine = [one.pk for one in sent]
    return {
        "accepted": len(mine),
        "late": late,
        "refused early": early,
        "in order": [pk for pk in told if pk in set(mine)] == mine,
    }


def digests(zone_name: str) -> dict[str, Any]:
    """Let somebody who chose a daily letter live through the night; say when their digests left."""
    box, zone, began = Postbox(), ZoneInfo(zone_name), BEGAN - timedelta(hours=12)
    settings.EMAIL_PORT, settings.EMAIL_HOST = box.port, "127.0.0.1"
    _stage(zone_name, None)
    writer, reader = inside.people()[:2]
    idea = inside.contribute("of the reader", reader, began)
    read_journal(at=began)
    with box:
        send_due(at=began, turn=TURN)
        Person.objects.filter(pk=reader.pk).update(cadence="daily")
        left: list[str] = []
        for step in range(48 * 12):  # every five minutes of two days
            at = began + step * 5 * MINUTE
            if step % 6 == 0:
                inside.comment(idea, f"at step {step}", writer, at)
            read_journal(at=at)
            before = _to(box, reader)
            send_due(at=at, turn=TURN)
            left += [at.astimezone(zone).strftime("%d %H:%M")] * (_to(box, reader) - before)
    return {"left": left, "doubled": sum(many - 1 for many in box.arrived.values())}


def _to(box: Postbox, reader: Person) -> int:
    return sum(many for (_id, to), many in box.to.items() if to == reader.email)


if __name__ == "__main__":
    does, zone_asked, by = sys.argv[1:]
    found = digests(zone_asked) if does == "digests" else night(zone_asked, by_instants=by == "instants")  # fmt: skip
    json.dump(found, sys.stdout)
