"""The pages about a panel at 10 and at 1,000 entries of 200 assessors: the same number of questions, and how long each takes.

`make bench` runs it in a database of its own.
"""

import json
import random
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.serving import ROOT
from benchmarks.verdicts import PANEL_PAGE_MS
from flotilla.assessment import actions
from flotilla.assessment.models import Assessment, Criterion, Score, Seat
from flotilla.contributions.models import Contribution
from flotilla.people.models import Person
from tests import factories
from tests.assessment import making
from tests.factories import NOON

WHERE = ROOT / "var" / "bench" / "panel_pages.json"
SEED, ROUNDS = 4, 7
SIZES = ((10, 6), (1_000, 200))  # entries, assessors


def fill(entries: int, assessors: int, *, each: int = 3) -> tuple[str, Any]:
    """Make a panel that has judged everything; return its address and its officer."""

    draw = random.Random(SEED)
    body = factories.a_body(name=f"Body {entries}", address=f"body-{entries}")
    officer = factories.a_member(body, "officer", f"Officer {entries}")
    factories.a_second_factor(officer)
    programme = factories.a_programme(body, address=f"fund-{entries}")
    making.a_set(programme, by=officer)
    panel = making.a_panel(programme, by=officer, readers=each)
    people = Person.objects.bulk_create(
        Person(email=f"a{number}@{entries}.example", name=f"Assessor {number}")
        for number in range(assessors)
    )
    seats = Seat.objects.bulk_create(
        Seat(
            panel=panel, person=one, email=one.email, part="assessor" if number else "chair", most=100,
            invited_at=NOON, is_accepted=True, settled_at=NOON, stated_at=NOON, interests="None.",
        )
        for number, one in enumerate(people)
    )  # fmt: skip
    first = factories.a_contribution(programme, title="Entry 1")
    facts = {
        one.attname: getattr(first, one.attname)
        for one in Contribution._meta.concrete_fields
        if one.attname not in {"id", "number", "title", "submission_key"}
    }
    rows = [first, *Contribution.objects.bulk_create(
        Contribution(**facts, number=number, title=f"Entry {number}") for number in range(2, entries + 1)
    )]  # fmt: skip
    actions.begin_assessing(panel, by=officer, at=NOON)
    papers = Assessment.objects.bulk_create(
        [
            Assessment(seat=seat, contribution=entry, allotted_at=NOON, cleared_at=NOON, sent_at=NOON)
            for entry in rows
            for seat in draw.sample(seats, each)
        ],
        batch_size=500,
    )  # fmt: skip
    criteria = list(Criterion.objects.filter(criteria_set__programme=programme))
    Score.objects.bulk_create(
        [
            Score(assessment=paper, criterion=one, points=draw.randrange(5), reason="Because.")
            for paper in papers
            for one in criteria
        ],
        batch_size=500,
    )
    return programme.address, officer


def measured(body: str, address: str, officer: Any) -> dict[str, dict[str, float]]:
    """Return, for each page, questions and milliseconds: of the clock, and of this process alone."""

    client = Client()
    client.force_login(officer, backend=settings.AUTHENTICATION_BACKENDS[0])
    found = {}
    for name, path in (
        ("ranking", f"p/{address}/ranking/?line=20"),
        ("who reads what", f"desk/p/{address}/panel/entries/"),
        ("meeting", f"p/{address}/meeting/"),
    ):
        clock, own = [], []
        for _round in range(ROUNDS):
            began, spent = time.perf_counter(), time.process_time()
            answer = client.get(f"/at/{body}/{path}")
            clock.append(1000 * (time.perf_counter() - began))
            own.append(1000 * (time.process_time() - spent))
            assert answer.status_code == 200, (name, answer.status_code)
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/at/{body}/{path}")
        found[name] = {"queries": len(asked), "first_ms": clock[0], "ms": min(clock), "own_ms": min(own), "kb": len(answer.content) / 1024}  # fmt: skip
    return found


def main() -> None:
    """Fill, measure at both sizes, print, write it down; say where a page asks more because there is more."""
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    found = {}
    for entries, assessors in SIZES:
        address, officer = fill(entries, assessors)
        found[entries] = measured(f"body-{entries}", address, officer)
    WHERE.parent.mkdir(parents=True, exist_ok=True)
    WHERE.write_text(json.dumps(found, indent=1))
    few, many = (found[entries] for entries, _assessors in SIZES)
    for name, row in many.items():
        same = "the same" if row["queries"] == few[name]["queries"] else "MORE"
        slow = "" if row["ms"] <= PANEL_PAGE_MS else f"  OVER {PANEL_PAGE_MS} ms"
        print(f"{name:16s} {row['queries']:.0f} questions ({same} as at 10), {row['ms']:.0f} ms, of its own {row['own_ms']:.0f} ms, first {row['first_ms']:.0f} ms, {row['kb']:.0f} KB{slow}")  # fmt: skip
