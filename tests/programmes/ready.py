"""Programmes at the points of their life that the tests here begin from, made by the actions themselves."""

from datetime import date, datetime, timedelta

from flotilla.bodies.models import Body
from flotilla.people.models import Person
from flotilla.programmes import actions
from flotilla.programmes.models import Programme, Stage
from flotilla.programmes.queries import Finding
from flotilla.programmes.verbs import Part

PROMISE = {
    "will": ["At least 3 ideas tested this summer"],
    "will_not": ["New bus contracts before April 2027"],
    "who_decides": "A panel of 9, of whom 5 are residents drawn by lot",
    "influence": "collaborate",
    "money_minor": 6_000_000,
    "first_answer_days": 20,
    "decision_on": date(2026, 6, 24),
}
REASONS = {
    "time_given": "They decide next week.",
    "voices_considered": "We ask in the first week.",
    "rehearsed": "It is a copy of last year's.",
}


def a_draft(body: Body, *, by: Person, at: datetime, **facts: object) -> Programme:
    """A campaign that has just been begun."""
    wanted = {
        "title": "Short trips, no car",
        "question": "How might we?",
        "vehicle": "campaign",
        **facts,
    }
    return actions.draft(body, by=by, at=at, **wanted)


def a_ready_draft(body: Body, *, by: Person, at: datetime, **facts: object) -> Programme:
    """A campaign that only waits to be opened: promise signed, crew named."""
    programme = a_draft(body, by=by, at=at, **facts)
    for part in (Part.SPONSOR, Part.DELIVERY_OWNER):
        actions.join_crew(programme, part=part, name=f"The {part}", by=by, at=at)
    actions.write_promise(programme, facts=PROMISE, by=by, at=at)
    actions.sign_promise(programme, signatory="Head of Transport", by=by, at=at)
    return Programme.objects.get(pk=programme.pk)


def an_open_programme(body: Body, *, by: Person, at: datetime, **facts: object) -> Programme:
    """A campaign that has opened; its call begins some days later, as the recipe suggests."""
    programme = a_ready_draft(body, by=by, at=at, **facts)
    actions.open(programme, overrides=REASONS, by=by, at=at)
    return Programme.objects.get(pk=programme.pk)


def stage(programme: Programme, code: str) -> Stage:
    """One stage of a programme as it is now."""
    return Programme.objects.get(pk=programme.pk).stages.get(code=code)


def all_met(one: Stage) -> list[Finding]:
    """What the areas above would find if all were well."""
    return [Finding(condition.code, met=True) for condition in one.plan.gate]


def pass_all_gates(programme: Programme, *, by: Person, at: datetime) -> datetime:
    """Go through every gate, each at the end of its stage; returns when the last was passed."""
    for one in programme.stages.filter(passed_at=None).exclude(opens_at=None):
        if one.plan.gate and one.plan not in programme.plan.preparation:
            at = max(at, (one.closes_at or at) + timedelta(hours=1))
            actions.pass_gate(one, findings=all_met(one), overrides={}, by=by, at=at)
    return at
