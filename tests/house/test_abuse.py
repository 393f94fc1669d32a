"""Every abuse case names the tests that hold it, and every test that is named is there."""

import ast
import tomllib
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
CASES = tomllib.loads((TESTS / "doors" / "abuse.toml").read_text("utf-8"))


def is_there(named: str, root: Path = TESTS) -> bool:
    """Whether a file holds a test of this name."""
    place, _colons, name = named.partition("::")
    if not (root / place).is_file():
        return False
    tree = ast.parse((root / place).read_text("utf-8"))
    return any(isinstance(one, ast.FunctionDef) and one.name == name for one in ast.walk(tree))


def test_every_case_is_held_by_a_test_or_says_what_is_missing() -> None:
    assert [case for case, row in CASES.items() if not (row["held"] or row.get("missing"))] == []


def test_every_test_that_is_named_is_there() -> None:
    named = [one for row in CASES.values() for one in row["held"]]
    assert [one for one in named if not is_there(one)] == []


def test_a_test_that_is_not_there_is_seen() -> None:
    assert not is_there("house/test_abuse.py::test_nothing_of_the_kind")
