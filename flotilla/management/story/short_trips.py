"""Short trips, no car: the campaign that is open now."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flotilla.contributions import actions as contributions
from flotilla.contributions.models import Contribution
from flotilla.contributions.verbs import Standing
from flotilla.management.story.answering import answer
from flotilla.management.story.council import read
from flotilla.management.story.opening import open_programme
from flotilla.management.story.sending import send
from flotilla.management.story.teller import DAY, Teller
from flotilla.programmes.models import Programme


def tell(teller: Teller) -> None:
    """Put the chapter down."""
    promise = {
        "will": ["At least 3 ideas tested this summer, with the people who sent them", "Every decision published with its reasons", "A report on what worked and what did not, by the end of the year"],
        "will_not": ["New bus contracts before they end. They are signed", "Reopening the decision about the harbour bridge", "Building works over £12,000 at one place"],
        "who_decides": "A panel of 9. 5 residents drawn by lot, 2 council officers, the bus operator, a GP practice manager. The council can say no only on law or safety, in writing.",
        "influence": "collaborate",
        "influence_note": "You help choose what is tested, and shape it",
        "money_minor": 6_000_000,
        "money_note": "for tests, up to £12,000 each. £20 an hour for residents who help run one.",
        "first_answer_days": 20,
        "decision_on": teller.noon(60).date(),
        "likely_from": 3,
        "likely_to": 6,
    }  # fmt: skip
    facts = {
        "summary": "What would make it easy to reach the clinic, the shops and school in Eastfield and Quayside without a car? Send an idea, or just tell us where it goes wrong.",
        "question": "How might we make the 15-minute trips of daily life easy without a car, on a wet Tuesday in February, for someone who can walk 200 metres before they need to sit?",
        "background": "**41 %** of homes in Eastfield have no car. In the whole city it is 24 %.\n\n**1 in 6** clinic appointments end after the last bus back.\n\n“I can do two hundred metres. Then I look for a wall.” (resident, walk-along 4)",
        "already_tried": "**Dial-a-ride.** Stopped: 48 hours' notice was too long for most trips.\n\n**Painted cycle lanes.** Kept, but parents told us they would not use paint.\n\n**Free bus week.** 31 % more trips that week, back to normal the next.",
        "other_ways": teller.council.bodies["marlhaven"].meet_us,
        "capacity_per_week": 25,
    }  # fmt: skip
    lengths = {
        "gather": 56,
        "tidy": 7,
        "refine": 21,
        "decide": 14,
        "deliver": 120,
        "measure": 90,
    }
    programme = open_programme(
        teller,
        "marlhaven",
        "Short trips, no car",
        "campaign",
        lengths,
        opens=-37,
        promise=promise,
        signer="Sol Marchetti",
        facts=facts,
    )
    rows = read("short-trips")["contributions"]
    for name in sorted({row["theme"] for row in rows}):
        contributions.add_theme(programme, name=name, by=teller.bo, at=teller.noon(-36))
    answered = [row for row in rows if row["answer"]]
    waiting = [row for row in rows if not row["answer"]]
    for number, row in enumerate(answered):
        send(
            teller,
            programme,
            row,
            teller.noon(-36 + 24 * number / len(answered)) + teller.minutes(),
            _heard(teller, programme, row),
        )
    for number, row in enumerate(waiting):
        send(
            teller,
            programme,
            row,
            teller.noon(-25.8 + 25.6 * number / len(waiting)) - 3 * DAY / 24 + teller.minutes(),
            _heard(teller, programme, row),
        )
    teller.agenda.put(teller.noon(-6), lambda at: _talk(teller, at))
    teller.agenda.put(
        teller.noon(-4),
        lambda at: _join(
            teller,
            "Somewhere to sit on Mill Road",
            "A bench every 200 metres from Eastfield to the health centre",
            at,
        ),
    )


def _heard(
    teller: Teller, programme: Programme, row: dict[str, Any]
) -> Callable[[Contribution], None]:
    def heard(sent: Contribution) -> None:
        theme = programme.themes.get(name=row["theme"])
        teller.agenda.put(
            sent.received_at + timedelta(hours=3),
            lambda at: contributions.give_theme(theme, contributions=[sent], by=teller.bo, at=at),
        )
        if row["answer"]:
            wait = timedelta(days=teller.random.randrange(4, 12), hours=2)
            answer(
                teller,
                sent,
                row["answer"],
                min(sent.received_at + wait, teller.now - DAY / 3),
                "Head of Transport",
            )

    return heard


def _talk(teller: Teller, at: datetime) -> None:
    """A conversation under the bench, with a question, a concern and an official answer."""
    bench = teller.sent["A bench every 200 metres from Eastfield to the health centre"]
    people = teller.council.people

    def say(name: str, text: str, hours: int, **more: Any) -> Any:
        person = people[name]
        return contributions.post_comment(
            bench,
            text=text,
            submission_key=f"talk-{hours}",
            byline=person.byline,
            sector=person.sector,
            by=person,
            at=at + timedelta(hours=hours),
            **more,
        )

    first = say("Olive Drummond", "With arms, please. Without arms I do not get up again.", 1)
    say("Tam Ellery", "Thank you, that is noted: all four have arms.", 4, parent=first)
    say(
        "Gus Harcourt",
        "The pavement at the chemist is narrow. A pram will not pass.",
        6,
        kind="concern",
        change_mind="If 1.5 metres stay free, measured with the bench standing there.",
    )
    say("Wen Li", "Is anybody asking the shops on the other side too?", 9, kind="question")


def _join(teller: Teller, one: str, other: str, at: datetime) -> None:
    if teller.sent[one].standing == Standing.LISTED:
        contributions.merge(
            teller.sent[one],
            teller.sent[other],
            reason="Both ask for places to sit on Mill Road.",
            by=teller.bo,
            at=at,
        )
