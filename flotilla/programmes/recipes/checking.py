"""What is wrong with a recipe, said before anybody starts a programme with it."""

from collections.abc import Collection, Iterator
from typing import Any

from flotilla.programmes import recipes
from flotilla.programmes.recipes import Recipe, StagePlan
from flotilla.programmes.verbs import Basis, Influence, Kept, Step

LANGUAGES = ("en", "fr")


def faults(
    data: dict[str, Any], *, verbs: Collection[str], conditions: Collection[str]
) -> list[str]:
    """Return what is wrong, a sentence each; nothing if the recipe can be used.

    `verbs` are those that some area has; `conditions` those that some area answers with a finding.
    """
    try:
        recipe = recipes.read(data)
    except (KeyError, TypeError) as missing:
        return [f"it cannot be read: {missing}"]
    stages = (
        fault for stage in recipe.stages for fault in _of_stage(recipe, stage, verbs, conditions)
    )
    return [*_of_words(data, recipe.code), *_of_whole(recipe), *stages, *_of_form(recipe)]


def _of_words(value: object, where: str) -> Iterator[str]:
    """Every text is there in every language."""
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from _of_words(one, f"{where}[{number}]")
    elif isinstance(value, dict) and "en" in value:
        yield from (
            f"{where} says nothing in {one}" for one in LANGUAGES if not value.get(one, "").strip()
        )
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _of_words(one, f"{where}.{key}")


def _of_whole(recipe: Recipe) -> Iterator[str]:
    codes = [stage.code for stage in recipe.stages]
    yield from (
        f"two stages are called {code}" for code in {c for c in codes if codes.count(c) > 1}
    )
    if not recipe.preparation:
        yield "it has no stage in which it is prepared before it opens"
    if len(recipe.preparation) == len(recipe.stages):
        yield "nothing is ever open in it"
    if not recipe.promise.get("first_answer_days"):
        yield "its promise does not say in how many working days the first answer comes"
    if recipe.promise.get("influence") not in Influence.values:
        yield "its promise does not name a level of influence"
    if recipe.privacy.get("lawful_basis") not in Basis.values:
        yield "it does not say on which lawful basis its form asks"
    if recipe.privacy.get("kept_days", 0) not in [one for one in Kept.values if one]:
        yield "it does not say how long people can be reached after its end"
    order = [Step(stage.step) for stage in recipe.stages if stage.step in Step.values]
    if recipe.award and recipe.award.rule not in recipes.AWARD_RULES:
        yield f"no award rule is called {recipe.award.rule}"
    if not order:
        yield "it has no step of the journey"


def _of_stage(
    recipe: Recipe, stage: StagePlan, verbs: Collection[str], conditions: Collection[str]
) -> Iterator[str]:
    where = f"stage {stage.code}"
    if stage.step not in Step.values:
        yield f"{where}: no step of the journey is called {stage.step}"
    yield from (f"{where}: no area has the verb {one}" for one in sorted(stage.verbs - set(verbs)))
    yield from (
        f"{where}: nobody answers the condition {one.code}"
        for one in stage.gate
        if not one.confirm and one.code not in conditions
    )
    if stage.who not in recipes.WHO:
        yield f"{where}: nobody is called {stage.who}"
    if stage.sees not in recipes.SEES:
        yield f"{where}: nobody is called {stage.sees}"
    if stage.round and stage.round not in recipe.rounds:
        yield f"{where}: how often is the round {stage.round}?"
    if stage.criteria and not recipe.criteria_of(stage.criteria):
        yield f"{where}: there are no criteria called {stage.criteria}"
    if stage.form != "main" and not recipe.form(stage.form):
        yield f"{where}: there is no form called {stage.form}"


def _of_form(recipe: Recipe) -> Iterator[str]:
    names = [(one.form, one.code) for one in recipe.fields]
    yield from (
        f"two questions are called {one}" for one in {n for n in names if names.count(n) > 1}
    )
    for one in recipe.fields:
        if one.kind not in recipes.FIELD_KINDS:
            yield f"question {one.code}: no kind of answer is called {one.kind}"
        if one.kind == "choice" and not one.choices:
            yield f"question {one.code}: there is nothing to choose from"
    asked = {one.code for one in recipe.form()}
    for size in recipe.sizes:
        yield from (
            f"size {size.code}: the form has no question {one}"
            for one in (*size.fields, *size.concept)
            if one not in asked
        )
    for criterion in recipe.criteria:
        if criterion.kind not in recipes.CRITERION_KINDS:
            yield f"criterion {criterion.code}: no kind is called {criterion.kind}"
        points = recipe.scale.highest - recipe.scale.lowest + 1
        if criterion.descriptors and len(criterion.descriptors) != points:
            yield f"criterion {criterion.code}: the scale has {points} points, {len(criterion.descriptors)} are described"
