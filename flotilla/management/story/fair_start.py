"""A fair start: the fund, with one round that is decided, paid and published, and one that a panel is judging now."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from flotilla.assessment import actions as assessment
from flotilla.assessment.models import Assessment, Criterion, Interest, Panel
from flotilla.awards import actions as awards
from flotilla.contributions import actions as contributions
from flotilla.contributions.models import Contribution
from flotilla.management.story.answering import answer, decide, pass_gates
from flotilla.management.story.council import read
from flotilla.management.story.opening import open_programme, promise_of
from flotilla.management.story.teller import DAY, Teller
from flotilla.programmes.models import Programme

#: who sits on the panel: their part, how much of their pile is sent in the round that runs, whether they live with it
SEATS = (
    ("Nadia Rahman", "chair", 0.5, False),
    ("Cy Brennan", "assessor", 0.7, False),
    ("Dee Okafor", "assessor", 1.0, True),
    ("Wen Li", "assessor", 1.0, True),
)
WORDS = (
    "There is nothing of it.",
    "It is said, and not shown.",
    "Half of it is there.",
    "It is there, with what is still missing.",
    "All of it is there, and we can look whether it happens.",
)
ROUND = {
    "aim": "Children of Marlhaven start school with the same chances, wherever they live.",
    "gap": "At two years old, children in Eastfield and Quayside are behind in speech nearly twice as often as in the city as a whole.",
    "group": "Children under five in Eastfield, Quayside and Northgate, and those who bring them up",
    "source": "Child development at 2 to 2½ years, by ward (made up for this demo)",
    "source_link": "https://statistics.example/child-development",
}
WHO = "A panel of 4, of whom 2 are parents or carers"
SIGNED = "Head of Adult Care"
IBAN = "GB82WEST12345698765432"


def tell(teller: Teller) -> None:
    """Put the chapter down: the round that is over, then the one that runs."""
    first = _open(teller, "A fair start: first round", -330, "33 of 100, city 18", 2_500_000)
    _applied(teller, first, "first", -328)
    teller.agenda.put(teller.noon(-285), partial(_panel, teller, first, "first"))
    teller.agenda.put(teller.noon(-250), partial(_decided, teller, first))
    for behind in (-280, -238):
        teller.agenda.put(teller.noon(behind), partial(pass_gates, teller, first))
    second = _open(teller, "A fair start: second round", -62, "31 of 100, city 18", 4_000_000)
    _applied(teller, second, "second", -58)
    teller.agenda.put(teller.noon(-14), partial(_panel, teller, second, "second"))
    teller.agenda.put(teller.noon(-12), partial(pass_gates, teller, second))


def _open(teller: Teller, title: str, opens: int, baseline: str, money: int) -> Programme:
    promise = promise_of(
        "Up to six ideas paid for, and everybody told why or why not",
        "Buildings, and anything that has been paid for already",
        WHO,
        15,
        teller.noon(opens + 100).date(),
        money=money,
    )
    facts = {
        "summary": "Money for practical ideas of people who bring up small children, up to £100,000, most of it far less.",
        "question": "What would let a child in Eastfield or Quayside start school with the same chances as any other?",
        "background": "**31 of 100** children in Eastfield are behind in speech at two years. In the city it is 18.",
    }
    published = {
        **ROUND,
        "baseline": baseline,
        "baseline_on": date(teller.noon(opens - 60).year - 1, 12, 31),
        "amount_minor": money,
    }
    lengths = {"apply": 42, "screen": 7, "judge": 28, "decide": 14, "deliver": 365, "learn": 90}
    return open_programme(
        teller,
        "marlhaven",
        title,
        "fund",
        lengths,
        opens=opens,
        promise=promise,
        signer="Nadia Rahman",
        facts=facts,
        described=published,
    )


def _applied(teller: Teller, programme: Programme, chapter: str, begins: int) -> None:
    rows = read("fair-start")[chapter]
    for number, row in enumerate(rows):
        day = teller.noon(begins + 30 * number / len(rows)) + teller.minutes()
        teller.agenda.put(day, partial(_apply, teller, programme, row))


def _apply(teller: Teller, programme: Programme, row: dict[str, Any], at: datetime) -> None:
    writer = teller.council.people[row["by"]]
    asked = {one.code for one in programme.plan.form()}
    answers = {name: said for name, said in row.items() if name in asked - {"place"}}
    answers["amount"] = {"minor": row["amount"] * 100, "currency": "GBP"}
    sent = contributions.submit(
        programme,
        title=row["title"],
        answers=answers,
        size=programme.round.sizes.get(name=row["size"]),
        byline=writer.byline,
        sector=writer.sector,
        place=programme.body.places.get(name=row["place"]),
        submission_key=f"{programme.pk}-{row['title']}"[:60],
        by=writer,
        at=at,
    )
    teller.sent[row["title"]] = sent
    words = "Thank you. It can be funded in this round, and goes to the panel with all others."
    answer(teller, sent, words, at + 6 * DAY, SIGNED)


def _panel(teller: Teller, programme: Programme, chapter: str, at: datetime) -> None:
    """The panel is seated, what looked like an interest is cleared, the criteria freeze, and everybody gets a pile."""
    panel = assessment.set_up_panel(
        programme,
        readers=3,
        wants_lived=True,
        due_on=(at + 21 * DAY).date(),
        by=teller.bo,
        at=at,
    )
    for name, part, _share, lived in SEATS:
        person = teller.council.people[name]
        seat = assessment.invite_to_panel(
            panel,
            email=person.email,
            part=part,
            lived_experience=lived,
            reward_minor=16_000 if lived else None,
            by=teller.bo,
            at=at,
        )
        assessment.accept_seat(seat, by=person, at=at + timedelta(hours=3))
        assessment.state_interests(seat, words="None.", by=person, at=at + timedelta(hours=4))
    began = at + DAY
    assessment.begin_assessing(panel, by=teller.bo, at=began)
    assessment.suspect_interests(panel, by=teller.bo, at=began)
    for likely in Interest.objects.filter(seat__panel=panel, state="suspected"):
        words = "They only have their mail from the same provider."
        assessment.clear_interest(likely, words=words, by=teller.bo, at=began)
    assessment.allot(panel, by=teller.bo, at=began)
    _judged(teller, panel, chapter, began)


def _judged(teller: Teller, panel: Panel, chapter: str, began: datetime) -> None:
    """Put down the scores: all of them in the round that is over, as far as each has come in the one that runs."""
    good = {row["title"]: row["good"] for row in read("fair-start")[chapter]}
    criteria = list(Criterion.objects.filter(criteria_set__programme=panel.programme))
    for name, _part, share, _lived in SEATS:
        held = panel.seats.get(person=teller.council.people[name])
        pile = list(held.assessments.order_by("contribution__number").select_related("contribution"))  # fmt: skip
        sent = len(pile) if chapter == "first" else round(share * len(pile))
        for number, one in enumerate(pile[:sent]):
            day = began + DAY * (1 + 9 * number / len(pile)) + teller.minutes()
            level = good[one.contribution.title]
            teller.agenda.put(day, partial(_score, teller, one, level, criteria))


def _score(
    teller: Teller, one: Assessment, level: float, criteria: list[Criterion], at: datetime
) -> None:
    person = one.seat.person
    if person is None:
        return
    points = [min(4, max(0, round(level + teller.random.uniform(-0.8, 0.8)))) for _one in criteria]
    given = {
        criterion.pk: assessment.Given(point, reason=WORDS[point])
        for criterion, point in zip(criteria, points, strict=True)
    }
    best = max(range(len(points)), key=points.__getitem__)
    said = assessment.Said(given, for_entrant=f"Strongest in “{criteria[best].name}”.")
    assessment.say_no_interest(one, by=person, at=at)
    assessment.send_assessment(one, said=said, by=person, at=at + timedelta(minutes=15))


def _decided(teller: Teller, programme: Programme, at: datetime) -> None:
    """What the panel recommended is decided and told on one day; then the money is promised, and paid in two parts."""
    for row in read("fair-start")["first"]:
        sent = teller.sent[row["title"]]
        funded = row["good"] > 2.5
        facts = {
            "outcome": "forward" if funded else "not_forward",
            "decided": "Funded as asked." if funded else "Not funded in this round.",
            "words": "The panel gave it most points for reducing the gap, and for who leads it."
            if funded
            else "The panel found no gap of this round in it, and nobody whom it is for had a part.",
            **({"way": "pilot"} if funded else {"reasons": ["lower_priority"]}),
            "updates": row.get("updates", []),
        }
        decide(teller, sent, facts, at, WHO, SIGNED)
    teller.agenda.put(at + 6 * DAY, partial(_awarded, teller, programme))


def _awarded(teller: Teller, programme: Programme, at: datetime) -> None:
    pot = awards.open_pot(
        programme.body,
        name="A fair start",
        address="fair-start",
        approval_over_minor=500_000,
        programme=programme,
        by=teller.bo,
        at=at,
    )
    awards.fill(pot, amount_minor=2_500_000, by=teller.bo, at=at)
    for row in read("fair-start")["first"]:
        if row["good"] > 2.5:
            _award(teller, pot, row, teller.sent[row["title"]], at)


def _award(teller: Teller, pot: Any, row: dict[str, Any], sent: Contribution, at: datetime) -> None:
    minor, writer = row["amount"] * 100, teller.council.people[row["by"]]
    award = awards.draft_award(
        pot,
        title=row["title"],
        purpose=row["what"],
        recipient_name=row.get("host") or writer.byline.partition(",")[0],
        amount_minor=minor,
        who_decided=WHO,
        reasons="It narrows the gap of this round, and those whom it is for lead it.",
        contribution=sent,
        by=teller.bo,
        at=at,
    )
    if award.needs_approval:
        award = awards.approve(award, by=teller.bea, at=at + DAY)
    award = awards.offer(award, by=teller.bo, at=at + 2 * DAY)
    award = awards.accept(
        award,
        words="We do it as we wrote it, tell what we learn, mistakes first, and may move money between lines.",
        signatory=f"{writer.name}, for the group",
        signed_on=(at + 9 * DAY).date(),
        by=teller.bo,
        at=at + 9 * DAY,
    )
    awards.keep_bank(award, iban=IBAN, by=teller.bo, at=at + 9 * DAY)
    award = awards.begin(award, by=teller.bo, at=at + 10 * DAY)
    half = minor // 2
    begun, told = (
        awards.set_milestone(
            award, title=title, amount_minor=sum_, due_on=due.date(), by=teller.bo, at=at + 10 * DAY
        )
        for title, sum_, due in (
            ("Begun", half, at + 20 * DAY),
            ("What we learned so far", minor - half, at + 150 * DAY),
        )
    )
    awards.publish_award(award, by=teller.bo, at=at + 11 * DAY)
    for number, (step, words, day) in enumerate(
        (
            (begun, "We have begun, with those who wrote it.", at + 21 * DAY),
            (told, "It took twice as long to be trusted as we thought. Then everybody came at once.", at + 152 * DAY),
        )
    ):  # fmt: skip
        teller.agenda.put(day, partial(_paid, teller, step, words, f"FS-{award.number}-{number}"))


def _paid(teller: Teller, step: Any, words: str, reference: str, at: datetime) -> None:
    claim = awards.claim(step, amount_minor=step.amount_minor, words=words, by=teller.bo, at=at)
    awards.agree_claim(claim, by=teller.bea, at=at + DAY)
    awards.record_payment(
        claim, paid_on=(at + 3 * DAY).date(), reference=reference, by=teller.bo, at=at + 3 * DAY
    )
