"""The census of surfaces: whatever shows, sends, keeps or does something by itself stands in tests/doors/surfaces.toml.

A new page, letter, job, command, export, index or log without a line there fails here, and so does one that is now for
others, or shows other things, than the line says.
"""

import ast
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands
from django.http import HttpRequest, HttpResponse
from django.urls import path

from flotilla import clock
from flotilla.kit.census import Audience, Door
from flotilla.letters import table
from flotilla.web.doors import door
from tests.house.test_doors import OF_ALLAUTH, _doors, patterns

ROOT = Path(__file__).resolve().parents[2]
FLOTILLA = ROOT / "flotilla"
SURFACES = ROOT / "tests" / "doors" / "surfaces.toml"
SAID: dict[str, dict[str, Any]] = tomllib.loads(SURFACES.read_text("utf-8"))
POLICY = tomllib.loads((SURFACES.parent / "policy.toml").read_text("utf-8"))


def pages_said(rows: dict[str, Any]) -> dict[str, tuple[str, str, bool]]:
    """Return what the census says of each page: for whom, what it shows, whether it is the same for all."""
    return {
        address: (row["for"], row["shows"], row.get("cacheable", False))
        for address, row in rows.items()
    }


def pages_there(found: Any) -> dict[str, tuple[str, str, bool]]:
    """Return the same of the pages as they are."""
    return {
        address: _as_said(_doors(view)) for address, view in found if not address.startswith(OF_ALLAUTH) or _doors(view)
    }  # fmt: skip


def _as_said(doors: list[Door | None]) -> tuple[str, str, bool]:
    known = [one for one in doors if one]
    shows = dict.fromkeys(noun.replace(" ", "_") for one in known for noun in one.shows)
    audience = known[0].audience if known else Audience.EVERYONE
    return WORDS[audience], " ".join(shows), any(one.cacheable for one in known)


#: what is no table: the same for all, one's own, made up
FREE = {"public", "self", "demo"}
#: the audiences as the census names them
WORDS = {
    Audience.EVERYONE: "everyone",
    Audience.SIGNED_IN: "signed in",
    Audience.DESK: "desk",
    Audience.ADMINISTRATORS: "administrators",
    Audience.MACHINE: "machine",
}


def differences(said: dict[str, Any], there: dict[str, Any]) -> list[str]:
    """Return what the census lacks, what is there no more, and what is other than it says, as lines to put right."""
    lacks = [f"no line for {name}: it is {there[name]}" for name in sorted(set(there) - set(said))]
    gone = [f"a line for {name}, which is not there" for name in sorted(set(said) - set(there))]
    other = [
        f"{name} is {there[name]}, the line says {said[name]}"
        for name in sorted(set(said) & set(there))
        if said[name] != there[name]
    ]
    return lacks + gone + other


def test_every_page_stands_in_the_census() -> None:
    wrong = differences(pages_said(SAID["pages"]), pages_there(patterns()))
    assert "\n".join(wrong) == ""


def test_a_page_about_a_thing_names_its_table_of_the_policy() -> None:
    nameless = [
        address for address, row in SAID["pages"].items() if "<" in address and not row.get("by")
    ]
    tables = {f"{kind}.{right}" for kind, rights in POLICY.items() for right in rights}
    unknown = [row["by"] for row in SAID["pages"].values() if row.get("by", "self") not in tables | FREE]  # fmt: skip
    assert (nameless, unknown) == ([], [])


@door(Audience.EVERYONE, shows="contribution")
def rogue(request: HttpRequest) -> HttpResponse:
    """Show what nobody wrote down."""
    return HttpResponse()


def test_a_page_that_nobody_wrote_down_is_refused() -> None:
    there = pages_there([*patterns(), ("rogue/", path("rogue/", rogue).callback)])
    wrong = differences(pages_said(SAID["pages"]), there)
    assert wrong == ["no line for rogue/: it is ('everyone', 'contribution', False)"]


def test_a_page_that_is_now_for_others_is_refused() -> None:
    there = pages_there(patterns()) | {"desk/": ("everyone", "contribution", False)}
    assert len(differences(pages_said(SAID["pages"]), there)) == 1


def letters_there(kinds: frozenset[str], folder: Path) -> set[str]:
    """Return the letters there are: those of the table and those that have a template."""
    return set(kinds) | {one.stem for one in folder.glob("*.html") if not one.stem.startswith("_")}


LETTERS = FLOTILLA / "letters" / "pages" / "letters"


def test_every_letter_stands_in_the_census() -> None:
    there = letters_there(table.KINDS, LETTERS)
    assert differences(dict.fromkeys(SAID["letters"]), dict.fromkeys(there)) == []


def test_a_letter_that_nobody_wrote_down_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rogue.html").write_text("Dear all")
    there = letters_there(table.KINDS, LETTERS) | letters_there(frozenset(), tmp_path)
    wrong = differences(dict.fromkeys(SAID["letters"]), dict.fromkeys(there))
    assert wrong == ["no line for rogue: it is None"]


def test_every_job_of_the_clock_stands_in_the_census() -> None:
    there = {job.name for job in clock.TABLE}
    assert differences(dict.fromkeys(SAID["jobs"]), dict.fromkeys(there)) == []


def test_every_command_stands_in_the_census() -> None:
    there = {name for name, app in get_commands().items() if app.startswith("flotilla")}
    assert differences(dict.fromkeys(SAID["commands"]), dict.fromkeys(there)) == []


def calls(tree: ast.AST) -> set[str]:
    """Return the names of all that is called in a file."""
    return {
        getattr(node.func, "id", getattr(node.func, "attr", ""))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }


def files_that(does: Any, root: Path = FLOTILLA) -> set[str]:
    """Return the files below a folder that do something, by their place."""
    return {
        str(one.relative_to(root))
        for one in sorted(root.rglob("*.py"))
        if does(ast.parse(one.read_text("utf-8")))
    }


def gives_out_a_file(tree: ast.AST) -> bool:
    """Whether something other than a page is given out: a table, a feed, a picture, a file."""
    keywords = {
        word.arg
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for word in node.keywords
        if getattr(node.func, "id", "").endswith("Response")
    }
    return "content_type" in keywords


def writes_a_table(tree: ast.AST) -> bool:
    """Whether a spreadsheet is written."""
    return bool(calls(tree) & {"csv_lines", "write_xlsx", "writer", "DictWriter", "Workbook"})


def writes_a_log(tree: ast.AST) -> bool:
    """Whether a line is written to the log."""
    return "getLogger" in calls(tree)


def keeps_words_for_search(tree: ast.AST) -> bool:
    """Whether an index for search is made."""
    return any(
        isinstance(node, ast.Constant) and isinstance(node.value, str) and "fts5(" in node.value
        for node in ast.walk(tree)
    ) or "SearchVector" in calls(tree)


@pytest.mark.parametrize(
    ("kind", "does"),
    [
        ("files", gives_out_a_file),
        ("tables", writes_a_table),
        ("logs", writes_a_log),
        ("indexes", keeps_words_for_search),
    ],
)
def test_whatever_else_gives_something_out_stands_in_the_census(kind: str, does: Any) -> None:
    assert differences(dict.fromkeys(SAID[kind]), dict.fromkeys(files_that(does))) == []


def test_an_export_that_nobody_wrote_down_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rogue.py").write_text("lines = csv_lines(rows, COLUMNS)\nlog = getLogger()\n")
    assert files_that(writes_a_table, tmp_path) == files_that(writes_a_log, tmp_path) == {"rogue.py"}  # fmt: skip
