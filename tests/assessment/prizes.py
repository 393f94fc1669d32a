"""Challenge prizes as the tests begin from, made by the actions themselves."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flotilla.assessment import actions, queries
from flotilla.assessment.models import CriteriaSet
from flotilla.bodies.models import Body
from flotilla.contributions.actions import launch, submit
from flotilla.contributions.models import Contribution
from flotilla.people.models import Person
from flotilla.programmes import actions as programmes
from flotilla.programmes.models import Programme
from flotilla.programmes.verbs import Part
from tests.factories import NOON
from tests.programmes import ready

REASONS = {name: ready.REASONS[name] for name in ("time_given", "voices_considered")}
PRIZABLE = ["prizable_better", "prizable_defined", "prizable_measured", "prizable_reach"]
SAID = {"summary": "A bench with a roof.", "meets": "It gives somewhere to sit."}


def a_draft(body: Body, *, by: Person, **facts: Any) -> Programme:
    """A prize that only waits for its criteria: promise signed, crew named."""
    wanted = {"title": "A warm stop", "question": "Who keeps people warm?", **facts}
    drafted = programmes.draft(body, vehicle="prize", by=by, at=NOON, **wanted)
    for part in (Part.SPONSOR, Part.DELIVERY_OWNER):
        programmes.join_crew(drafted, part=part, name=f"The {part}", by=by, at=NOON)
    programmes.write_promise(drafted, facts=ready.PROMISE, by=by, at=NOON)
    programmes.sign_promise(drafted, signatory="Head of Streets", by=by, at=NOON)
    return Programme.objects.get(pk=drafted.pk)


def with_criteria(programme: Programme, *, by: Person) -> CriteriaSet:
    """The criteria that the recipe proposes, published."""
    draft = actions.begin_criteria(programme, by=by, at=NOON)
    return actions.publish_criteria(draft, by=by, at=NOON)


def opened(programme: Programme, *, by: Person, confirmed: Sequence[str] = PRIZABLE) -> Programme:
    """Open it with all that was found, and let its call begin now."""
    found = queries.findings(programme)
    launch(programme, findings=found, overrides=REASONS, confirmed=confirmed, by=by, at=NOON)
    held = Programme.objects.get(pk=programme.pk)
    held.stages.filter(code="launch").update(
        opens_at=NOON - timedelta(hours=1), closes_at=NOON + timedelta(days=90)
    )
    return Programme.objects.get(pk=programme.pk)


def an_open_prize(body: Body, *, by: Person, **facts: Any) -> Programme:
    """A prize that takes entries at noon."""
    drafted = a_draft(body, by=by, **facts)
    with_criteria(drafted, by=by)
    return opened(Programme.objects.get(pk=drafted.pk), by=by)


def an_entry(
    programme: Programme, *, by: Person, title: str = "The bench", key: str = "", **answers: Any
) -> Contribution:
    """What somebody entered."""
    return submit(
        programme,
        title=title,
        answers={**SAID, **answers},
        submission_key=key or f"{programme.pk}-{title}",
        by=by,
        at=NOON,
    )
