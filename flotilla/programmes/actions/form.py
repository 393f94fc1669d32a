"""Drafting what a form asks from what is judged."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from flotilla.journal.actions import record
from flotilla.people.models import Person
from flotilla.programmes import recipes
from flotilla.programmes.actions.locking import locked_draft
from flotilla.programmes.models import Programme
from flotilla.programmes.recipes import Field
from flotilla.programmes.verbs import Verb


@dataclass(frozen=True)
class Judged:
    """One thing that will be judged: its number, its name, and what it asks."""

    number: int
    name: str
    asks: str


@transaction.atomic
def draft_form(
    programme: Programme,
    judged: Iterable[Judged],
    *,
    hint: str,
    by: Person | None,
    at: datetime,
) -> Programme:
    """Let the form ask for each thing that will be judged, and for nothing that will not.

    What the recipe proposes keeps the recipe's question; what was added or renamed gets one of its own
    with `hint`, in which “%s” is its name. All other questions stay. Drafted anew it begins from the recipe again.
    Raises AlreadyOpen.
    """
    held = locked_draft(programme)
    data = recipes.data(held.vehicle)
    plan = recipes.read(data)
    proposed = {one.code: set(one.label.values()) for one in plan.criteria}
    names = [one.name for one in judged]
    gone = {code for code, said in proposed.items() if not said.intersection(names)}
    known = set().union(*proposed.values())
    added = [_question(one, hint) for one in judged if one.name not in known]
    kept = [one for one in data["fields"] if one["code"] not in gone]
    place = max((n for n, one in enumerate(kept, 1) if one["code"] in proposed), default=0)
    held.recipe = {**data, "fields": [*kept[:place], *added, *kept[place:]]}
    held.save(update_fields=["recipe"])
    record(Verb.FORM_DRAFTED, held, by=by, at=at, added=len(added), removed=len(gone))
    return held


def _question(one: Judged, hint: str) -> dict[str, Any]:
    asked = Field(
        code=f"judged_{one.number}",
        kind="long_text",
        label={"en": one.asks or one.name},
        hint={"en": hint % one.name},
        public=False,
        judges=True,
    )
    return {name: value for name, value in asdict(asked).items() if value is not None}
