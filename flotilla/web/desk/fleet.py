"""The fleet: where each programme under way is on the one journey."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flotilla.bodies.models import Body
from flotilla.decisions import queries
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from flotilla.programmes.queries import current_step
from flotilla.programmes.verbs import Step
from flotilla.web.programmes.finding import way_to


def underway(body: Body, person: Person) -> list[Programme]:
    """Return the programmes under way that a body leads or owns jointly, as far as a person may see them."""
    owned = queries.programmes_of(body).values("pk")
    seen = Programme.objects.visible_to(person).underway().filter(pk__in=owned)
    return list(seen.select_related("body", "opening", "closure").prefetch_related("stages"))


def rows(
    programmes: Sequence[Programme], body: Body, person: Person, at: datetime
) -> list[dict[str, Any]]:
    """Return where each is on the eight steps, what comes next, and how many wait in it; the earliest step first.

    `href` is its page for those who run or sign it, else the one for everyone.
    """
    waiting = Counter(queries.unanswered(body).values_list("programme_id", flat=True))
    found = [
        {
            **_row(programme, waiting[programme.pk], at),
            "href": way_to(programme, person),
        }
        for programme in programmes
    ]
    return sorted(found, key=lambda row: row["place"])


def _row(programme: Programme, waiting: int, at: datetime) -> dict[str, Any]:
    steps = list(Step)
    step = current_step(programme, at)
    place = steps.index(step) + 1 if step else len(steps)
    closes = [stage.closes_at for stage in programme.stages.all() if stage.closes_at]
    marks = [
        {"x": _x(number), "done": number < place}
        for number in range(1, len(steps) + 1)
        if number != place
    ]
    return {
        "programme": programme,
        "vehicle": str(programme.plan),
        "place": place,
        "step": steps[place - 1].label,
        "marks": marks,
        "x": _x(place),
        "next": min((turn for turn in closes if turn > at), default=None),
        "waiting": waiting,
    }


def _x(place: int) -> str:
    return f"{place * 12.5 - 6.25}%"
