"""Fills an empty site for the drills and prints, as JSON, what its clients need: run by `python -m proofs.seed`."""

import json
import os
import sys
from datetime import timedelta
from typing import Any

import config.sqlite

config.sqlite.replace()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402 - after the database is replaced

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.utils import timezone  # noqa: E402

from flotilla.contributions import actions  # noqa: E402
from flotilla.kit.moments import database_now  # noqa: E402
from flotilla.kit.tokens import new_token  # noqa: E402
from flotilla.people.actions import make_token  # noqa: E402
from flotilla.people.models import Person  # noqa: E402
from proofs.seed_facts import ANSWERS, CONTRIBUTIONS, PEOPLE  # noqa: E402
from tests import factories  # noqa: E402


def _session(person: Person) -> str:
    kept = SessionStore()
    kept[SESSION_KEY] = str(person.pk)
    kept[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    kept[HASH_SESSION_KEY] = person.get_session_auth_hash()
    kept.save()
    return str(kept.session_key)


def _person(number: int) -> dict[str, Any]:
    at = database_now()
    person = factories.a_person(f"Person {number}", email=f"person{number}@example.org")
    secret = new_token()
    ends_on = timezone.localtime(at).date() + timedelta(days=300)
    make_token(person, name="drill", secret=secret, ends_on=ends_on, by=person, at=at)
    return {"pk": person.pk, "token": secret, "session": _session(person), "email": person.email}


def seed() -> dict[str, Any]:
    """Make a body, a campaign that is open now, people with tokens and sessions, and first contributions."""
    body = factories.a_body(languages=["en-gb"])
    programme = factories.a_campaign_today(body)
    people = [_person(number) for number in range(PEOPLE)]
    numbers = []
    for number in range(CONTRIBUTIONS):
        made = actions.submit(
            programme,
            title=f"A first idea, number {number}",
            kind="idea",
            answers=ANSWERS,
            submission_key=f"seed-{number}",
            by=Person.objects.get(pk=people[number % PEOPLE]["pk"]),
            at=database_now(),
        )
        numbers.append(made.number)
    return {"programme": programme.address, "people": people, "numbers": numbers}


if __name__ == "__main__":
    json.dump(seed(), sys.stdout)
