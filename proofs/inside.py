"""What the parts of a drill share that run inside a site, with Django set up: import it before anything of flotilla."""

import os

import config.sqlite

config.sqlite.replace()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402 - after the database is replaced

django.setup()

from datetime import datetime  # noqa: E402

from flotilla.contributions import actions  # noqa: E402
from flotilla.contributions.models import Contribution  # noqa: E402
from flotilla.people.models import Person  # noqa: E402
from flotilla.programmes.models import Programme  # noqa: E402
from proofs.seed_facts import ANSWERS  # noqa: E402


def programme() -> Programme:
    """Return the campaign of the seed."""
    return Programme.objects.get()


def people() -> list[Person]:
    """Return the people of the seed."""
    return list(Person.objects.filter(email__startswith="person").order_by("pk"))


def contribute(key: str, by: Person, at: datetime) -> Contribution:
    """Send an idea at a moment."""
    return actions.submit(
        programme(), title=f"An idea, {key}", kind="idea", answers=ANSWERS, submission_key=key, by=by, at=at
    )  # fmt: skip


def comment(on: Contribution, key: str, by: Person, at: datetime) -> None:
    """Write in a conversation at a moment."""
    actions.post_comment(on, text=f"A word, {key}", submission_key=key, by=by, at=at)
