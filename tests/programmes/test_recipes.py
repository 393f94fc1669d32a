"""Recipes are right: those that ship, and one of every other vehicle, to show that the format carries it."""

import pkgutil
import tomllib
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

import flotilla
from flotilla.bodies.models import Body
from flotilla.programmes import queries, recipes
from flotilla.programmes.models import Opening, Programme, Stage
from flotilla.programmes.recipes import checking

OTHERS = sorted(Path(__file__).with_name("recipes").glob("*.toml"))
#: of areas that are not built yet; their vehicles only have to be carried by the format
VERBS_TO_COME = {"assessment.scored", "event.signed_up", "team.joined", "evidence.gathered"}
CONDITIONS_TO_COME = {"reviews_enough", "people_heard", "concepts_tried"}
BEGINS = datetime(2026, 3, 11, 12, tzinfo=UTC)


def every_verb() -> set[str]:
    """The codes of all verbs of all areas."""
    found: set[str] = set()
    for area in pkgutil.iter_modules(flotilla.__path__):
        folder = Path(flotilla.__path__[0]) / area.name
        if (folder / "verbs.py").exists():
            module = import_module(f"flotilla.{area.name}.verbs")
            found |= set(module.Verb.values) if hasattr(module, "Verb") else set()
    return found


def other(name: str) -> dict[str, Any]:
    """The data of one of the recipes beside this test."""
    return tomllib.loads(Path(__file__).with_name("recipes").joinpath(f"{name}.toml").read_text())


@pytest.mark.parametrize("code", [recipe.code for recipe in recipes.shipped()])
def test_a_recipe_that_ships_has_no_fault(code: str) -> None:
    known = queries.CONDITIONS | queries.CONDITIONS_ABOVE
    assert checking.faults(recipes.data(code), verbs=every_verb(), conditions=known) == []


def test_who_changes_the_data_of_a_recipe_changes_their_own() -> None:
    recipes.data("campaign")["fields"].clear()
    assert recipes.data("campaign")["fields"] != []


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_the_format_carries_every_vehicle(path: Path) -> None:
    faults = checking.faults(
        tomllib.loads(path.read_text()),
        verbs=every_verb() | VERBS_TO_COME,
        conditions=queries.CONDITIONS | queries.CONDITIONS_ABOVE | CONDITIONS_TO_COME,
    )
    assert faults == []


def test_there_is_a_recipe_of_every_vehicle() -> None:
    assert [path.stem for path in OTHERS] == ["diamond", "fund", "hackday", "prize", "workshops"]


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("prize", ["frame", "call", "assess", "decide", "test", "spread"]),
        ("hackday", ["frame", "call", "decide", "test", "spread"]),
        ("fund", ["frame", "call", "assess", "decide", "test", "measure"]),
        ("diamond", ["listen", "frame", "test", "measure", "spread"]),
        ("workshops", ["listen", "frame", "decide", "measure"]),
    ],
)
def test_each_vehicle_makes_its_journey(marlhaven: Body, name: str, steps: list[str]) -> None:
    data = other(name)
    programme = Programme.objects.create(
        body=marlhaven, address=name, title=name, vehicle=name, recipe=data, drafted_at=BEGINS
    )
    times = queries.suggested_times(programme.plan, BEGINS, marlhaven.zone)
    for position, one in enumerate(times):
        Stage.objects.create(
            programme=programme,
            code=one.code,
            position=position,
            opens_at=one.opens_at,
            closes_at=one.closes_at,
        )
    Opening.objects.create(programme=programme, opened_at=BEGINS, notice="as it says")
    assert [step.step.value for step in queries.journey(programme, BEGINS)] == steps
    for one in times:
        middle = one.opens_at + (one.closes_at - one.opens_at) / 2
        programme.stages.filter(opens_at__lt=one.opens_at).update(passed_at=BEGINS)
        here = Programme.objects.get(pk=programme.pk)
        assert [stage.code for stage in queries.stages_open(here, middle)] == [one.code]
        assert queries.current_step(here, middle) == here.plan.stage(one.code).step


def test_a_round_is_repeated_with_its_number() -> None:
    recipe = recipes.read(other("workshops"))
    codes = [stage.code for stage in recipe.stages]
    assert codes == [
        "frame", "prepare-1", "hold-1", "check-1", "prepare-2", "hold-2", "check-2", "prepare-3", "hold-3", "check-3",
        "synthesise", "review",
    ]  # fmt: skip
    with translation.override("fr"):
        assert str(recipe.stage("hold-2")) == "Atelier 2"


def test_a_stage_may_last_an_hour() -> None:
    recipe = recipes.read(other("hackday"))
    assert recipe.stage("pitch").duration == timedelta(hours=1)
    times = {one.code: one for one in queries.suggested_times(recipe, BEGINS, ZoneInfo("UTC"))}
    assert times["pitch"].closes_at - times["pitch"].opens_at == timedelta(hours=1)


def test_each_stage_says_which_form_and_which_criteria() -> None:
    fund, prize = recipes.read(other("fund")), recipes.read(other("prize"))
    forms = [
        [one.code for one in fund.form(fund.stage(code).form)] for code in ("call", "proposal")
    ]
    assert forms == [["what"], ["amount", "start"]]
    sets = [
        [one.code for one in prize.criteria_of(prize.stage(code).criteria)]
        for code in ("screen", "judge")
    ]
    assert sets == [["eligible"], ["effect", "inclusion"]]
    assert prize.award is not None
    assert (prize.award.rule, [one["minor"] for one in prize.award.places]) == (
        "best_after_deadline",
        [10_000_000, 5_000_000],
    )
    assert (fund.stage("proposal").who, fund.stage("assess").sees) == ("forwarded", "panel")


def test_the_form_of_a_fund_is_drafted_from_its_criteria() -> None:
    fund = recipes.read(recipes.data("fund"))
    asked = [one.code for one in fund.form()]
    judged = [one.code for one in fund.criteria_of() if one.kind == "weighed"]
    assert [code for code in judged if code not in asked] == []
    assert sum(one.weight for one in fund.criteria_of()) == 100
    assert [one.code for one in fund.preparation[0].gate if one.hard][-1] == "criteria_published"


def test_commissioned_learning_asks_questions_sets_no_targets_and_gives_extra_points() -> None:
    learning = recipes.read(recipes.data("learning"))
    hard = [one.code for one in learning.preparation[0].gate if one.hard and one.confirm]
    assert hard == ["no_targets"]
    bonus = [one for one in learning.criteria_of() if one.kind == "bonus"]
    assert [(one.code, one.cap, one.weight) for one in bonus] == [("co_creation", 10, 0)]
    asked = {one.code for one in learning.form()}
    assert {one.code for one in learning.criteria_of()} <= asked
    assert [one.code for one in learning.sizes] == ["enquiry", "agreement"]


def broken(**changes: Any) -> list[str]:
    """What the checker says of a campaign with something changed."""
    data = {**recipes.data("campaign"), **changes}
    known = queries.CONDITIONS | queries.CONDITIONS_ABOVE
    return checking.faults(data, verbs=every_verb(), conditions=known)


def test_the_checker_says_what_is_wrong() -> None:
    stages = recipes.data("campaign")["stages"]
    gate = [{"code": "full_moon", "hard": True, "words": {"en": "The moon", "fr": "La lune"}}]
    field = {"code": "mood", "kind": "smell", "label": {"en": "Mood", "fr": ""}}
    assert broken(
        stages=[
            {**one, "verbs": ["idea.sung"]} if one["code"] == "gather" else one for one in stages
        ]
    ) == ["stage gather: no area has the verb idea.sung"]
    assert broken(stages=[*stages[:2], {**stages[2], "gate": gate, "step": "sing"}]) == [
        "stage gather: no step of the journey is called sing",
        "stage gather: nobody answers the condition full_moon",
    ]
    assert broken(fields=[field]) == [
        "campaign.fields[0].label says nothing in fr",
        "question mood: no kind of answer is called smell",
    ]
    assert broken(promise={}) == [
        "its promise does not say in how many working days the first answer comes",
        "its promise does not name a level of influence",
    ]
    assert broken(stages=stages[:2]) == ["nothing is ever open in it"]
    assert broken(stages=stages[2:3]) == ["it has no stage in which it is prepared before it opens"]
    assert broken(colour="red") == [
        "it cannot be read: Recipe.__init__() got an unexpected keyword argument 'colour'"
    ]
