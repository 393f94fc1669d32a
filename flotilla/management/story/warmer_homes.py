"""Warmer homes: an outcome prize that is over. Its figures are those of the Big Green Challenge (Nesta, 2007 to 2010), after which it is modelled; its people and groups are made up."""

import csv
import io
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from django.core.files.base import ContentFile

from flotilla.contributions.models import Contribution
from flotilla.contributions.queries import findings as sent_findings
from flotilla.decisions import queries as decided
from flotilla.exchange import actions as exchange
from flotilla.management.story.answering import decide
from flotilla.management.story.opening import open_programme, promise_of
from flotilla.management.story.teller import DAY, Teller
from flotilla.prizes import actions as prizes
from flotilla.prizes import queries
from flotilla.prizes.actions import Said
from flotilla.programmes import actions
from flotilla.programmes.models import Programme

ENTRIES, PLANNING, PITCH, FINALISTS, AWARDED = 355, 100, 21, 10, 4
NEW_GROUPS = 43  # 12 in 100 were formed for it
OPENS = -720
DICE = Random(355)  # noqa: S311 (a story, the same every time)
PLACES = (
    "Eastfield", "Quayside", "Northgate", "Millbrook", "Harbour", "Southfields", "Hill Top", "Old Mill", "Station Road", "Castle End",
)  # fmt: skip
GROUPS = (
    "Neighbours", "Tenants", "Allotments", "Parents", "Street", "Community Hall", "Co-operative", "School", "Church Hall", "Club",
)  # fmt: skip
THINGS = (
    "insulate every loft in one street", "share one warm room each evening", "burn what the orchards leave over",
    "read the meter together", "draw curtains that are lined", "turn the old mill wheel again", "heat the hall from the river",
    "teach ten people to stop draughts",
)  # fmt: skip
MAPPING: dict[str, Any] = {
    "name": "forms",
    "source": "forms",
    "language": "en-gb",
    "columns": {
        "reference": "number",
        "title": "title",
        "received_at": "came",
        "published_at": ["came"],
        "byline": "group",
    },
    "answers": {"summary": "summary", "new_here": "new"},
}
NOT_HELPED = (
    "It says what is wrong with heating, and not yet what the group would do.",
    "Nobody could tell how the carbon would be measured before and after.",
    "It needs more money than the prize has, before anything is saved.",
    "The same is being done in this ward already; we have put you in touch.",
)
NOT_SHOWN = (
    "The plan depends on a landlord who has not agreed.",
    "The saving is real and small; the plan says so itself.",
    "The group decided to go on without the prize.",
)
NOT_FINAL = ("Others would reach more homes in the year.", "The sums did not hold when two engineers looked.")  # fmt: skip
RESULTS = (
    ("Winner, £300,000.", "Measured over the year: 46 per cent less carbon than the year before."),
    ("Winner, £300,000.", "Measured over the year: 32 per cent less, in the most homes."),
    ("Winner, £300,000.", "Measured over the year: 28 per cent less, at the lowest cost for a ton."),
    ("Runner-up, £100,000.", "Measured over the year: 22 per cent less, and two other valleys have begun."),
)  # fmt: skip
LESS = (19, 17, 15, 13, 11, 10)


def tell(teller: Teller) -> None:
    """Put the chapter down."""
    promise = promise_of(
        "£1,000,000, given for carbon that was not burned: three winners and a runner-up",
        "Money for plans. It is paid for what was measured",
        "A panel of seven, on what two meters say a year apart",
        30,
        teller.noon(-100).date(),
        money=100_000_000,
    )
    facts = {
        "summary": "£1 million for the communities that cut their carbon most in one year. Modelled on the Big Green Challenge.",
        "question": "How far can one community cut what it burns in a year, so that others can do it after it?",
        "background": "Everybody may enter. A hundred are helped to plan. Ten get £20,000 and support, and a year to do it.\n\nThe figures are those of Nesta's **Big Green Challenge**; the groups here are made up.",
    }
    lengths = {"launch": 90, "plan": 60, "show": 60, "deliver": 365, "verify": 30, "pay": 60}
    programme = open_programme(
        teller,
        "marlhaven",
        "Warmer homes, less carbon",
        "outcome_prize",
        {**lengths, "follow": 670},
        opens=OPENS,
        promise=promise,
        signer="Nadia Rahman",
        facts=facts,
    )
    put = teller.agenda.put
    put(teller.noon(OPENS + 91), partial(_bring, teller, programme))
    put(teller.noon(OPENS + 110), partial(_pass, teller, programme, "planning", PLANNING))
    put(teller.noon(OPENS + 200), partial(_pass, teller, programme, "pitch", PITCH))
    put(teller.noon(OPENS + 215), partial(_pass, teller, programme, "finalists", FINALISTS))
    put(teller.noon(OPENS + 590), partial(_pass, teller, programme, "awarded", AWARDED))
    put(teller.noon(OPENS + 606), partial(_go_through_gates, teller, programme))


def _go_through_gates(teller: Teller, programme: Programme, at: datetime) -> None:
    """Every entry is decided and answered by then, and the winners were checked."""
    found = [*decided.findings(programme), *sent_findings(programme)]
    for stage in programme.stages.filter(closes_at__lte=at, passed_at=None).order_by("position"):
        gate = stage.plan.gate
        confirmed = [one.code for one in gate if one.confirm]
        if gate:
            reasons = {one.code: "Checked by hand." for one in gate}
            actions.pass_gate(
                stage, findings=found, overrides=reasons, confirmed=confirmed, by=teller.bo, at=at
            )


def _bring(teller: Teller, programme: Programme, at: datetime) -> None:
    """The forms that came on paper are brought over from the file in which they were typed."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["number", "title", "came", "group", "summary", "new"])
    for number in range(ENTRIES):
        place, group = PLACES[number % 10], GROUPS[number // 10 % 10]
        thing = THINGS[(number * 3 + number // 10) % len(THINGS)]
        known = "before" if number % 5 == 1 else "first"
        said = "formed" if number % 8 == 0 and number // 8 < NEW_GROUPS else known
        came = at - DAY * 90 * (1 - number / ENTRIES) ** 2 - timedelta(minutes=1)
        series = ("", " 2", " 3", " 4")[number // 100]
        title = f"{place} {group}{series}: {thing}"
        summary = f"We are {place} {group}{series}. We want to {thing}, and to measure what it saves."  # fmt: skip
        rows.writerow([number + 1, title, came.isoformat(), f"{place} {group}{series}", summary, said])  # fmt: skip
    file = ContentFile(text.getvalue().encode(), name="forms.csv")
    run = exchange.begin_import(programme, file=file, mapping=MAPPING, by=teller.bo, at=at)
    while not run.finished_at:
        run = exchange.go_on(run, by=teller.bo, at=at)


def _pass(teller: Teller, programme: Programme, heat: str, go_on: int, at: datetime) -> None:
    """Say of everything that waits whether it goes on, the same each time the story is told."""
    waiting = list(queries.to_pass(programme, heat))
    chosen = {one.pk for one in DICE.sample(waiting, go_on)}
    said: dict[int, Said] = {}
    place = 0
    for one in waiting:
        if one.pk not in chosen:
            said[one.pk] = Said("out", _why_not(heat, len(said) - place))
            continue
        said[one.pk] = Said("on", _why(heat, place))
        if heat == "awarded":
            _decide(teller, one, place, at)
        place += 1
    prizes.pass_entries(programme, heat, said, by=teller.bo, at=at)


def _why(heat: str, place: int) -> str:
    words = {
        "planning": "A community, a place and a number: enough to plan with help.",
        "pitch": "The plan says what is measured, by whom, and what happens if it fails.",
        "finalists": "£20,000 and a mentor for a year: the plan could begin next month.",
    }
    return words.get(heat) or " ".join(RESULTS[place])


def _why_not(heat: str, number: int) -> str:
    if heat == "awarded":
        return f"Measured over the year: {LESS[number]} per cent less. Others cut more."
    reasons = {"planning": NOT_HELPED, "pitch": NOT_SHOWN, "finalists": NOT_FINAL}[heat]
    return DICE.choice(reasons)


def _decide(teller: Teller, sent: Contribution, place: int, at: datetime) -> None:
    """Put down the decision on a winner, which is what is paid by."""
    won, measured = RESULTS[place]
    one = {
        "outcome": "forward",
        "way": "now",
        "words": measured,
        "said": sent.title,
        "decided": won,
        "fit": "Two meters, a year apart, read by somebody who has no part in it.",
        "updates": [
            {"days": 60, "progress": "in_use", "words": "Paid. The group goes on, and tells others how."}
        ],
    }  # fmt: skip
    decide(teller, sent, one, at + 10 * DAY, "The panel of seven", "Marlhaven Council")
