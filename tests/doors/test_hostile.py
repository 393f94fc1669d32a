"""Every surface of a world whose every text is hostile: nothing comes out of its text, no row and no header breaks.

The browser looks at some of the same pages in tests/journeys/test_hostile.py; what forms do with such text is held by
tests/web/test_bad_input.py.
"""

import csv
import io
import json
import os
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from flotilla.kit import spreadsheet
from flotilla.kit.moments import database_now
from flotilla.letters.actions import read_journal
from flotilla.letters.models import Letter
from flotilla.letters.post import say
from tests.doors import crawling, hostile
from tests.doors.visiting import Visitors
from tests.doors.world import World
from tests.web.surface import read

pytestmark = pytest.mark.django_db
LONG = bool(os.environ.get("FLOTILLA_LONG"))
TURNS = range(len(hostile.PIECES)) if LONG else (0,)
WHO = ("nobody", "ada", "dee", "bo", "max", "sol") if LONG else ("nobody", "ada", "bo", "max")


@pytest.fixture(autouse=True)
def files_of_its_own() -> None:
    """The files of the world stand until it is taken back."""


@pytest.fixture(params=TURNS)
def poisoned(request: Any, world: World) -> Iterator[World]:
    """The world with a piece in every text."""
    with transaction.atomic():
        assert hostile.poison(request.param) > 500
        yield world
        transaction.set_rollback(True)


class Looking(Visitors):
    """Looks at each answer as a browser and a spreadsheet do."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.wrong: list[str] = []

    def note(self, role: str, address: str, got: Any, text: str) -> None:
        """Keep what came out of its text."""
        kind = got.headers.get("Content-Type", "").partition(";")[0]
        found = READ_AS[kind](text) if kind in READ_AS else []
        found += [f"a header in {name}" for name, value in got.headers.items() if "\n" in value or "\r" in value]  # fmt: skip
        if got.status_code >= 500:
            found.append(f"answered {got.status_code}")
        if kind in {"text/html", "image/svg+xml"} and "default-src" not in got.headers.get("Content-Security-Policy", ""):  # fmt: skip
            found.append("no policy")
        self.wrong += [f"{role} {address}: {one}" for one in found]


def _json(text: str) -> list[str]:
    json.loads(text)
    return []


def _xml(text: str) -> list[str]:
    names = {one.tag.rpartition("}")[2] for one in ElementTree.fromstring(text).iter()}
    return sorted(names - {"feed", "title", "link", "id", "updated", "published", "entry", "summary", "subtitle", "author", "name", "rights", "content"})  # fmt: skip


def _csv(text: str) -> list[str]:
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    uneven = {len(row) for row in rows} if rows else {0}
    formulas = [cell for row in rows for cell in row if hostile.is_formula(cell)]
    return [f"a formula {cell!r}" for cell in formulas] + ([] if len(uneven) == 1 else ["a broken row"])  # fmt: skip


READ_AS = {"text/html": hostile.broken_out, "application/json": _json, "application/atom+xml": _xml, "text/csv": _csv}  # fmt: skip


def test_nothing_comes_out_of_its_text(poisoned: World) -> None:
    looking = Looking(poisoned)
    for role in WHO:
        crawling.crawl(looking, role, "marlhaven", often=2 if LONG else 1)
    for token in ("ada_token", "bo_token"):
        for thing in ("standing", "removed", "decided"):
            kept = poisoned.things[f"contribution.{thing}"]
            address = (
                f"/at/marlhaven/api/programmes/{kept['address']}/contributions/{kept['number']}"
            )
            looking.ask(token, "GET", address)
    assert "\n".join(looking.wrong) == ""


def test_what_breaks_out_is_seen(world: World) -> None:
    """The control: each piece that is made of elements is seen where nobody takes the edge off."""
    made = [piece for piece in hostile.PIECES if "noscript" not in piece and "data-pwn" in piece and not piece.startswith(('"', "'"))]  # fmt: skip
    assert [piece for piece in made if not hostile.broken_out(f"<p>{piece}</p>")] == []
    inside = [piece for piece in hostile.PIECES if piece.startswith('" ')]
    assert [piece for piece in inside if not hostile.broken_out(f'<p title="{piece}">')] == []
    told = [hostile.is_formula(cell) for cell in ("=1+1", "\uff1d1+1", "\t=1", "-3.5", "bench")]
    assert told == [True, True, True, False, False]


def test_letters_hold_their_headers_and_their_text(poisoned: World) -> None:
    read_journal(by=None, at=database_now(), limit=10_000)
    wrong, said_of = [], set()
    for letter in Letter.objects.select_related("body", "person"):
        said = say(letter)
        if said is None:
            continue
        said_of.add(letter.kind)
        made = EmailMultiAlternatives(said.subject, said.text, "a@example.org", [letter.email])
        made.attach_alternative(said.html, "text/html")
        sent = made.message()
        wrong += [f"{letter.kind}: {one}" for one in hostile.broken_out(said.html)]
        if "Bcc" in sent or "\n" in said.subject:
            wrong.append(f"{letter.kind}: a header")
    assert ("\n".join(wrong), len(said_of) >= 5) == ("", True)


def test_a_spreadsheet_computes_nothing() -> None:
    columns = {"=name": lambda row: row, "other": lambda row: row}
    lines = "".join(spreadsheet.csv_lines(hostile.PIECES, columns))
    assert _csv(lines) == []
    assert len(list(csv.reader(io.StringIO(lines)))) == len(hostile.PIECES) + 1


def test_a_file_is_given_out_by_a_name_that_ends_no_header(poisoned: World) -> None:
    looking = Looking(poisoned)
    kept = poisoned.things["file.standing"]["pk"]
    got = looking.clients["bo"].get(f"/at/marlhaven/files/{kept}/")
    read(got)
    looking.note("bo", "a file", got, "")
    assert (got.status_code, looking.wrong) == (200, [])
    assert got.headers["Content-Disposition"].startswith("attachment")
