"""What residents of the story send, and who supports it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from flotilla.contributions import actions as contributions
from flotilla.contributions.models import Contribution
from flotilla.management.story.teller import Teller
from flotilla.people.models import Person
from flotilla.programmes.models import Programme, Stage

KINDS = {"A story": "story", "Example": "example"}


def send(
    teller: Teller,
    programme: Programme,
    one: dict[str, Any],
    at: datetime,
    chosen: Callable[[Contribution], None],
) -> None:
    """Put down that somebody sends this; then they, and others, support it."""

    def act(moment: datetime) -> None:
        writer = teller.council.people.get(one["by"])
        by_hand = one.get("channel", "web") in {"phone", "paper", "person"}
        place = programme.body.places.filter(name=one["place"]).first()
        sent = contributions.submit(
            programme,
            title=one["title"],
            answers={key: one[key] for key in ("wrong", "help") if one.get(key)},
            kind=_kind(programme, one["title"]),
            byline=writer.byline if writer else f"Resident, {one['place']}",
            sector=writer.sector if writer else "resident",
            place=place,
            channel=one.get("channel", "web"),
            entered_by=teller.bo if by_hand else None,
            submission_key=f"{programme.pk}-{one['title']}"[:60],
            by=None if by_hand else writer,
            at=moment,
        )
        teller.sent[one["title"]] = sent
        _supports(teller, sent, writer, one.get("supports", 0), moment)
        chosen(sent)

    teller.agenda.put(at, act)


def _kind(programme: Programme, title: str) -> str:
    """Tell by its title what somebody sends, if the programme asks which kind it is."""
    if not programme.plan.kinds:
        return ""
    return KINDS.get(title.partition(":")[0], "idea")


def _supports(
    teller: Teller, sent: Contribution, writer: Person | None, wanted: int, at: datetime
) -> None:
    others = [person for person in teller.council.residents if person != writer]
    closes = (
        Stage.objects.filter(programme=sent.programme, closes_at__gt=at)
        .order_by("closes_at")
        .values_list("closes_at", flat=True)
        .first()
    )
    last = min(closes or teller.now, teller.now)
    for person in teller.random.sample(others, min(wanted, len(others))):
        moment = at + (last - at) * teller.random.random() * 0.9
        teller.agenda.put(moment, partial(_support, sent, person))


def _support(sent: Contribution, person: Person, at: datetime) -> None:
    contributions.support(sent, by=person, at=at)
