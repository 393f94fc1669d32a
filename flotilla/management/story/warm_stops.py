"""Warm at the stop: the prize that a panel is judging now, with some scores in and some to come."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from flotilla.assessment import actions as assessment
from flotilla.assessment.models import Assessment, Criterion, Panel, Seat
from flotilla.contributions import actions as contributions
from flotilla.management.story.answering import answer, pass_gates
from flotilla.management.story.council import read
from flotilla.management.story.opening import open_programme, promise_of
from flotilla.management.story.teller import DAY, Teller
from flotilla.programmes.models import Programme

#: who sits on the panel: how hard they judge, how much of their pile is sent, whether they live with it
SEATS = (
    ("Nadia Rahman", "chair", 0.1, 0.6, False),
    ("Cy Brennan", "assessor", -0.3, 0.5, False),
    ("Dee Okafor", "assessor", 0.3, 1.0, True),
    ("Una Beckett", "assessor", 0.0, 1.0, True),
    ("Wen Li", "assessor", -0.1, 1.0, False),
    ("Olive Drummond", "backup", 0.0, 0.0, True),
)
WORDS = {
    0: "There is nothing of it in what they wrote.",
    1: "It is said, and not shown.",
    2: "Half of it is there.",
    3: "It is there, and they say what is missing.",
    4: "All of it is there, and we can check it.",
}


def tell(teller: Teller) -> None:
    """Put the chapter down."""
    promise = promise_of(
        "Up to three answers tried at ten stops next winter",
        "New shelters everywhere. There is no money for it",
        "A panel of five, two of whom wait for buses every day",
        30,
        teller.noon(45).date(),
        money=3_000_000,
    )
    facts = {
        "summary": "£30,000 for whoever keeps people warm at the sixty coldest stops, at less than £1,000 each.",
        "question": "How might somebody who waits fifteen minutes at a stop in January stay warm?",
        "background": "**One in five** of those who gave up the bus say that it is the waiting, not the ride.",
    }
    programme = open_programme(
        teller,
        "marlhaven",
        "Warm at the stop",
        "prize",
        {"launch": 42, "screen": 7, "judge": 35, "verify": 21, "pay": 60, "follow": 670},
        opens=-60,
        promise=promise,
        signer="Nadia Rahman",
        facts=facts,
    )
    for number, row in enumerate(read("warm-stops")["entries"]):
        teller.agenda.put(
            teller.noon(-58 + 4 * number) + teller.minutes(),
            partial(_enter, teller, programme, row),
        )
    teller.agenda.put(teller.noon(-30), partial(_seat_the_panel, teller, programme))
    teller.agenda.put(teller.noon(-10), partial(pass_gates, teller, programme))


def _enter(teller: Teller, programme: Programme, row: dict[str, Any], at: datetime) -> None:
    asked = {one.code for one in programme.plan.form()}
    sent = contributions.submit(
        programme,
        title=row["title"],
        answers={name: said for name, said in row.items() if name in asked},
        byline=row["by"],
        sector="charity",
        contact_email=row["email"],
        submission_key=f"{programme.pk}-{row['title']}"[:60],
        by=None,
        at=at,
    )
    words = (
        "Thank you. It meets the rules, and goes to the panel with all others when the call closes."
    )
    answer(teller, sent, words, at + 6 * DAY, "Head of Adult Care")


def _seat_the_panel(teller: Teller, programme: Programme, at: datetime) -> None:
    panel = assessment.set_up_panel(
        programme,
        readers=3,
        wants_lived=True,
        due_on=teller.noon(9).date(),
        by=teller.bo,
        at=at,
    )
    for number, (name, part, _mild, _share, lived) in enumerate(SEATS):
        person = teller.council.people[name]
        seat = assessment.invite_to_panel(
            panel,
            email=person.email,
            part=part,
            lived_experience=lived,
            reward_minor=24_000 if lived else None,
            by=teller.bo,
            at=at + timedelta(minutes=number),
        )
        assessment.accept_seat(seat, by=person, at=at + 2 * DAY)
        stated = "I work with Northgate Neighbours." if name == "Una Beckett" else "None."
        assessment.state_interests(seat, words=stated, by=person, at=at + 2 * DAY)
    teller.agenda.put(teller.noon(-10), partial(_begin, teller, panel))


def _begin(teller: Teller, panel: Panel, at: datetime) -> None:
    """One interest is declared, the criteria freeze, everybody gets a pile, and begins."""
    una = teller.council.people["Una Beckett"]
    theirs = panel.programme.contributions.get(byline="Northgate Neighbours")
    seat = panel.seats.get(person=una)
    assessment.declare_interest(
        seat, theirs, kind="organisation", words="I volunteer there on Mondays.", by=una, at=at
    )
    assessment.begin_assessing(panel, by=teller.bo, at=at)
    assessment.allot(panel, by=teller.bo, at=at)
    good = {row["title"]: row["good"] for row in read("warm-stops")["entries"]}
    criteria = list(Criterion.objects.filter(criteria_set__programme=panel.programme))
    for name, _part, mild, share, _lived in SEATS:
        held = panel.seats.get(person=teller.council.people[name])
        pile = list(held.assessments.order_by("contribution__number"))
        for number, one in enumerate(pile[: round(share * len(pile))]):
            level = good[one.contribution.title] + mild
            day = at + DAY * (0.5 + 8 * number / len(pile)) + teller.minutes()
            teller.agenda.put(day, partial(_score, teller, held, one, level, criteria))


def _score(
    teller: Teller,
    seat: Seat,
    one: Assessment,
    level: float,
    criteria: list[Criterion],
    at: datetime,
) -> None:
    person = seat.person
    if person is None:
        return
    points = [
        min(4, max(0, round(level + teller.random.uniform(-0.7, 0.7)))) for _criterion in criteria
    ]
    given = {
        criterion.pk: assessment.Given(point, reason=WORDS[point])
        for criterion, point in zip(criteria, points, strict=True)
    }
    low = min(range(len(points)), key=points.__getitem__)
    said = assessment.Said(
        given, for_entrant=f"What would help us most: more about “{criteria[low].name}”."
    )
    assessment.say_no_interest(one, by=person, at=at)
    assessment.send_assessment(one, said=said, by=person, at=at + timedelta(minutes=20))
