"""Programmes of the story, set up and opened as officers do."""

from collections.abc import Mapping
from typing import Any

from flotilla.assessment import actions as assessment
from flotilla.assessment import queries as judged
from flotilla.contributions import actions as contributions
from flotilla.management.story.teller import Teller
from flotilla.people.models import Person
from flotilla.programmes import actions as programmes
from flotilla.programmes.models import Programme
from flotilla.programmes.queries import Times


def open_programme(
    teller: Teller,
    body: str,
    title: str,
    vehicle: str,
    lengths: Mapping[str, float],
    *,
    opens: float,
    promise: dict[str, Any],
    signer: str,
    facts: dict[str, Any],
    described: dict[str, Any] | None = None,
) -> Programme:
    """Set a programme up as an officer does, and open it. `lengths` are the days of its stages after the opening,
    `described` what the round of a fund is for.
    """
    owner = teller.council.bodies[body]
    officer = teller.bo if body == "marlhaven" else teller.council.people["Eve Castellan"]
    signs = teller.council.people[signer]
    begun = teller.noon(opens - 21)
    programme = programmes.draft(owner, title=title, vehicle=vehicle, by=officer, at=begun, **facts)
    programmes.plan_dates(
        programme, times=_times(teller, programme, opens, lengths), by=officer, at=begun
    )
    programmes.join_crew(
        programme,
        part="sponsor",
        person=signs,
        title=title_of(signs),
        hours_a_week=1,
        by=officer,
        at=begun,
    )
    programmes.join_crew(
        programme,
        part="delivery_owner",
        person=teller.bea if body == "marlhaven" else officer,
        hours_a_week=4,
        by=officer,
        at=begun,
    )
    programmes.write_promise(programme, facts=promise, by=officer, at=begun)
    programmes.sign_promise(
        programme, signatory=title_of(signs), by=signs, at=teller.noon(opens - 2)
    )
    if described:
        programmes.describe_round(programme, facts=described, by=officer, at=begun)
    if programme.plan.criteria:
        criteria = assessment.begin_criteria(programme, by=officer, at=begun)
        assessment.publish_criteria(criteria, by=officer, at=teller.noon(opens - 2))
    overrides = dict.fromkeys(
        ("time_given", "voices_considered", "rehearsed", "question_written"),
        "We have run one of these before, and the first weeks are close at hand.",
    )
    contributions.launch(
        programme,
        findings=judged.findings(programme),
        overrides=overrides,
        confirmed=[
            one.code for stage in programme.plan.preparation for one in stage.gate if one.confirm
        ],
        by=signs,
        at=teller.noon(opens),
    )
    return Programme.objects.select_related("body").get(pk=programme.pk)


def _times(
    teller: Teller, programme: Programme, opens: float, lengths: Mapping[str, float]
) -> list[Times]:
    before = [stage.code for stage in programme.plan.preparation]
    step = 21 / max(len(before), 1)
    times, day = [], opens
    for stage in programme.stages.order_by("position"):
        if stage.code in before:
            place = before.index(stage.code)
            times.append(
                Times(
                    stage.code,
                    teller.noon(opens - 21 + place * step),
                    teller.noon(opens - 21 + (place + 1) * step),
                )
            )
            continue
        length = lengths.get(stage.code)
        times.append(
            Times(stage.code, teller.noon(day), teller.noon(day + length) if length else None)
        )
        day += length or 0
    return times


def title_of(person: Person) -> str:
    """Return the office of somebody who works for a body."""
    return person.byline.partition(",")[0]


def promise_of(
    will: str, will_not: str, who: str, days: int, decision_on: Any, money: int | None = None
) -> dict[str, Any]:
    """Return the facts of a promise, of which most are the same in every programme."""
    facts = {
        "will": [will, "Every decision published with its reasons"],
        "will_not": [will_not],
        "who_decides": who,
        "influence": "involve",
    }
    money_facts = (
        {"money_minor": money} if money else {"money_note": "No extra money: what we have anyway."}
    )
    return {
        **facts,
        **money_facts,
        "first_answer_days": days,
        "decision_on": decision_on,
        "likely_from": 1,
        "likely_to": 4,
    }
