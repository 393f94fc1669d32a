"""Criteria as the tests here begin from, made by the actions themselves."""

from typing import Any

from flotilla.assessment import actions
from flotilla.assessment.models import CriteriaSet, Panel, Seat
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from tests.factories import NOON

WORDS = ["None.", "Weak.", "Fair.", "Strong.", "Outstanding."]


def a_criterion(criteria_set: CriteriaSet, name: str = "Need", *, by: Person, **facts: Any) -> Any:
    """A criterion of a draft: by default all of the weight."""
    said = {"name": name, "kind": "weighed", "weight": 100, "descriptors": WORDS, **facts}
    return actions.write_criterion(criteria_set, facts=said, by=by, at=NOON)


def a_draft(
    programme: Programme, *, by: Person, reason_below: int | None = 2, ties_by: str = "chair"
) -> CriteriaSet:
    """A scale from 0 to 4 without a criterion."""
    said: dict[str, Any] = {
        "lowest": 0,
        "highest": 4,
        "reason_below": reason_below,
        "ties_by": ties_by,
    }
    return actions.set_scale(programme, **said, by=by, at=NOON)


def a_set(
    programme: Programme, *, by: Person, published: bool = True, ties_by: str = "chair"
) -> CriteriaSet:
    """Two criteria that count, one beside the total with a threshold, one with extra points; published."""
    criteria_set = a_draft(programme, by=by, ties_by=ties_by)
    a_criterion(criteria_set, "Need", weight=60, by=by)
    a_criterion(criteria_set, "Will it work?", weight=40, by=by)
    a_criterion(criteria_set, "Safe", kind="independent", threshold=2, by=by)
    a_criterion(criteria_set, "Made together", kind="bonus", cap=5, by=by)
    if published:
        actions.publish_criteria(criteria_set, by=by, at=NOON)
    return CriteriaSet.objects.get(pk=criteria_set.pk)


def a_panel(programme: Programme, *, by: Person, readers: int = 2, lived: bool = False) -> Panel:
    """A panel without seats."""
    return actions.set_up_panel(
        programme, readers=readers, wants_lived=lived, due_on=None, by=by, at=NOON
    )


def a_seat(panel: Panel, holder: Person, *, by: Person, ready: bool = True, **facts: Any) -> Seat:
    """A seat; if ready its holder took it and said that they have no interests."""
    said = {"email": holder.email, "part": "assessor", **facts}
    seat = actions.invite_to_panel(panel, **said, by=by, at=NOON)
    if ready:
        actions.accept_seat(seat, by=holder, at=NOON)
        actions.state_interests(seat, words="None.", by=holder, at=NOON)
    return Seat.objects.select_related("panel__programme__body", "person").get(pk=seat.pk)


def said(criteria_set: CriteriaSet, *points: int | None, **words: str) -> actions.Said:
    """What is given to each criterion in order, 3 where nothing else is said; None does not apply."""
    criteria = list(criteria_set.criteria.all())
    given = [*points, *[3] * (len(criteria) - len(points))]
    scores = {
        one.pk: actions.Given(
            point, is_na=point is None, reason="" if point is None else "Because."
        )
        for one, point in zip(criteria, given, strict=True)
    }
    return actions.Said(scores, **words)
