"""Fills a database as people would have, only faster: consistent counts, words for search, an entry for every act."""

import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.db import connection, models

from benchmarks.texts import chance, text
from flotilla.bodies.models import Body, Place
from flotilla.contributions.models import (
    Authorship,
    Comment,
    Contribution,
    Revision,
    Support,
    Theme,
)
from flotilla.journal.models import Entry
from flotilla.kit import fulltext
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from tests import factories

COMMENTS, SUPPORTS = 3, 10
PEOPLE = 2_000
AT_ONCE = 2_000
PARAGRAPH = 120
Say = Callable[[str], None]


def found(say: Say, people: int = PEOPLE) -> Programme:
    """Make the tables, a body with an officer, its places and themes, people, and ten programmes; return the largest."""
    say("tables")
    call_command("migrate", verbosity=0)
    body = factories.a_body()
    factories.a_member(body, "officer", "Bo", email="bo@example.org")
    for n in range(20):
        factories.a_place(body, f"Ward {n}", latitude=51 + n / 90, longitude=n % 5 / 50)
    opened_at = database_now() - timedelta(days=9)
    programmes = [
        factories.a_programme(body, address=f"programme-{n}", opened_at=opened_at)
        for n in range(10)
    ]
    for n in range(6):
        Theme.objects.create(programme=programmes[0], name=f"Theme {n}", address=f"theme-{n}")
    say(f"{people} people")
    for start in range(0, people, AT_ONCE):
        Person.objects.bulk_create(
            Person(email=f"p{n}@example.org", name=f"Person {n}", password="!")
            for n in range(start, min(start + AT_ONCE, people))
        )
    return programmes[0]


def fill(to: int, say: Say, *, shares: Sequence[float] = (0.5,), deep: int = 0) -> None:
    """Add contributions until there are so many, each with three comments and ten supports; `deep` on the first one.

    `shares` says which part goes to the first, the second, ... programme; the rest is spread over the others.
    """
    before = Contribution.objects.count()
    body, at = Body.objects.order_by("pk")[0], database_now() - timedelta(days=5)
    programmes = list(Programme.objects.order_by("pk"))
    places = list(Place.objects.all())
    weights = [*shares, *[(1 - sum(shares)) / (len(programmes) - len(shares))] * (len(programmes) - len(shares))]  # fmt: skip
    numbers = {one.pk: one.last_number for one in programmes}
    for start in range(before, to, AT_ONCE):
        began = time.monotonic()
        many = min(AT_ONCE, to - start)
        chosen = chance.choices(programmes, weights, k=many)
        made = []
        for n, programme in enumerate(chosen, start):
            numbers[programme.pk] += 1
            made.append(_contribution(body, programme, numbers[programme.pk], chance.choice([None, *places]), at - timedelta(minutes=to - n)))  # fmt: skip
        Contribution.objects.bulk_create(made)
        _around(made[0].pk, made[-1].pk)
        say(f"{start + many} contributions, {many / (time.monotonic() - began):.0f} a second")
    for one in programmes:
        Programme.objects.filter(pk=one.pk).update(last_number=numbers[one.pk])
    if deep:
        _deepen(Contribution.objects.order_by("pk")[0], deep)
    _tidy(say)


def _contribution(
    body: Body, programme: Programme, number: int, place: Any, at: Any
) -> Contribution:
    words = text(PARAGRAPH)
    answered = chance.random() < 0.4
    return Contribution(
        body=body, programme=programme, number=number, kind="idea", title=text(8)[:180], words=words,
        answers={"wrong": words}, byline="Resident, Eastfield", received_at=at, published_at=at, standing="listed",
        place=place, shuffle=chance.randrange(2**31), view_count=int(chance.expovariate(0.02)), language="en-gb",
        support_count=SUPPORTS, comment_count=COMMENTS, answer_due_on=(at + timedelta(days=28)).date(),
        first_answered_at=at + timedelta(days=4) if answered else None,
    )  # fmt: skip


def _around(first: int, last: int) -> None:
    """Give the contributions with these numbers authors, versions, themes, comments, supports and entries."""
    these = f"FROM flotilla_contribution c WHERE c.id BETWEEN {first} AND {last}"
    person = f"(SELECT min(id) FROM flotilla_person) + (c.id * 7919 + n.n * 31) % {_people() - 400}"
    numbered = "FROM flotilla_contribution c CROSS JOIN (" + " UNION ALL ".join(f"SELECT {n} AS n" for n in range(SUPPORTS)) + f") n WHERE c.id BETWEEN {first} AND {last}"  # fmt: skip
    one, at = {"contribution_id": "c.id"}, "c.received_at"
    place = {"body_id": "c.body_id", "programme_id": "c.programme_id", "contribution_id": "c.id"}
    author = {"byline": "c.byline", "joined_at": at, "credit": "'author'"}
    insert(Authorship, {**one, **author, "person_id": person.replace("n.n", "0")}, these)
    insert(Revision, {**one, "version": "1", "title": "c.title", "answers": "c.answers", "made_at": at}, these)  # fmt: skip
    insert(Support, {**one, "person_id": person, "supported_at": at}, numbered)
    insert(Comment, {**one, "person_id": person, "byline": "'Resident, Northgate'", "text": "substr(c.words, 1 + n.n * 60, 200)", "posted_at": at, "published_at": at}, f"{numbered} AND n.n < {COMMENTS}")  # fmt: skip
    entry = {**place, "at": at, "by_id": person, "subject_kind": "'contribution'", "subject_id": "c.id"}  # fmt: skip
    insert(Entry, {**entry, "verb": "'contribution.submitted'"}, f"{numbered} AND n.n < 1")
    insert(Entry, {**entry, "verb": "'contribution.commented'"}, f"{numbered} AND n.n < {COMMENTS}")
    insert(Entry, {**entry, "verb": "'contribution.supported'"}, numbered)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO flotilla_contribution_themes (contribution_id, theme_id)"
            f" SELECT c.id, t.id {these.replace(' WHERE', ' JOIN flotilla_theme t ON t.programme_id = c.programme_id WHERE')} AND c.id % 6 = t.id % 6"
        )


def _deepen(contribution: Contribution, comments: int) -> None:
    """Let one contribution be talked about at length."""
    at = contribution.received_at
    Comment.objects.bulk_create(
        Comment(contribution=contribution, byline="Resident, Northgate", text=text(40), posted_at=at, published_at=at)
        for _ in range(comments)
    )  # fmt: skip
    Contribution.objects.filter(pk=contribution.pk).update(comment_count=COMMENTS + comments)


def insert(model: type[models.Model], values: dict[str, str], source: str) -> None:
    """Insert rows made by the database itself; columns that are not named have the default of their field."""
    columns: dict[str, str] = {}
    params: list[Any] = []
    for field in model._meta.concrete_fields:
        if field.attname in values:
            columns[field.column] = values[field.attname]
        elif not field.primary_key:
            columns[field.column] = "%s" if connection.vendor == "sqlite" else f"CAST(%s AS {field.db_type(connection)})"  # fmt: skip
            params.append(field.get_db_prep_save(field.get_default(), connection))
    named = ", ".join(f'"{name}"' for name in columns)
    made = ", ".join(value.replace("%", "%%") if value != "%s" and not value.startswith("CAST(%s") else value for value in columns.values())  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({named}) SELECT {made} {source.replace('%', '%%')}",
            params,
        )


def _people() -> int:
    return Person.objects.count()


def _tidy(say: Say) -> None:
    """Do what an operator does after a large import."""
    say("words in order, statistics")
    fulltext.refresh(connection)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM")
