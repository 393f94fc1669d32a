"""Every action says who and when, is whole or not at all, and tells the journal."""

import ast
import importlib
import inspect
from pathlib import Path

import pytest
from django.db.models import TextChoices

ROOT = Path(__file__).resolve().parents[2]
AREAS = [
    "assessment",
    "people",
    "bodies",
    "programmes",
    "contributions",
    "decisions",
    "awards",
    "prizes",
    "exchange",
    "privacy",
]
WRITES = {"save", "create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "put"}  # fmt: skip
#: these read or pass on: they write nothing themselves, or each of their steps is a transaction of its own
#: calls that only share the name: a module of ours that calls the action, and allauth's own making of an account
NAMED_ALIKE = {"drafting.save", "sociallogin.save", "super().save"}
STEPS_OF_THEIR_OWN = {"continue_imports", "release_due", "lapse_drafts", "let_go"}


def actions():
    """Yield (area, name, function) for every public function that an area's actions give."""
    for area in AREAS:
        module = importlib.import_module(f"flotilla.{area}.actions")
        for name, value in vars(module).items():
            if (
                inspect.isfunction(value)
                and not name.startswith("_")
                and value.__module__.startswith(f"flotilla.{area}.actions")
            ):
                yield area, name, value


@pytest.mark.parametrize(
    ("area", "name", "action"),
    list(actions()),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_action_takes_who_and_when_and_has_a_docstring(area, name, action):
    signature = inspect.signature(action)
    for word in ("by", "at"):
        assert signature.parameters[word].kind is inspect.Parameter.KEYWORD_ONLY, word
    assert inspect.getdoc(action)


@pytest.mark.parametrize(
    ("area", "name", "action"),
    list(actions()),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_action_is_one_transaction(area, name, action):
    if name in STEPS_OF_THEIR_OWN:
        return
    assert hasattr(action, "__wrapped__"), f"{area}.{name} is not @transaction.atomic"


def verbs():
    """Yield every verb of every area."""
    for area in [*AREAS, "journal", "letters"]:
        try:
            module = importlib.import_module(f"flotilla.{area}.verbs")
        except ModuleNotFoundError:
            continue
        found = getattr(module, "Verb", None)
        if found is not None and issubclass(found, TextChoices):
            yield from ((area, verb.name) for verb in found)


def test_every_verb_is_recorded_somewhere():
    text = "\n".join(
        path.read_text("utf-8")
        for path in (ROOT / "flotilla").rglob("*.py")
        if "verbs.py" not in path.name
    )
    missing = [f"{area}.{name}" for area, name in verbs() if f"Verb.{name}" not in text]
    assert missing == []


def test_doors_write_nothing_themselves():
    """No .save, .create, .update or .delete of a model in web or api; forms and widgets have such names too, so only queries count."""
    found = []
    for path in [
        *(ROOT / "flotilla" / "web").rglob("*.py"),
        *(ROOT / "flotilla").glob("api/**/*.py"),
    ]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr not in WRITES or ast.unparse(node.func) in NAMED_ALIKE:
                    continue
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []
