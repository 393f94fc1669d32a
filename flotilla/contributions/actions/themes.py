"""The labels of a programme, and which contributions have them."""

from collections.abc import Iterable
from datetime import datetime
from itertools import count

from django.db import transaction
from django.utils.text import slugify

from flotilla.contributions.actions import refusals
from flotilla.contributions.actions.words import taken
from flotilla.contributions.models import Contribution, Theme
from flotilla.contributions.verbs import Verb
from flotilla.journal.actions import record
from flotilla.people.models import Person
from flotilla.programmes.models import Programme


@transaction.atomic
def add_theme(
    programme: Programme, *, name: str, words: str = "", by: Person | None, at: datetime
) -> Theme:
    """Add a theme to a programme, with words that suggest it. Raises ThemeTaken, TextNotTaken."""
    programme = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    name, address = _named(programme, name)
    theme = Theme.objects.create(
        programme=programme, name=name, address=address, words=taken(words, 400, field="words")
    )
    record(Verb.THEME_ADDED, theme, by=by, at=at)
    return theme


def _named(programme: Programme, name: str, but: Theme | None = None) -> tuple[str, str]:
    name = " ".join(taken(name, 60, field="name").split())
    if not name:
        raise refusals.TextNotTaken(why=refusals.NO_WORDS)
    others = programme.themes.exclude(pk=but.pk if but else 0)
    taken_ones = set(others.values_list("address", flat=True))
    address = slugify(name)[:60] or (but.address if but else _numbered(taken_ones))
    if address in taken_ones or others.filter(name=name).exists():
        raise refusals.ThemeTaken
    return name, address


def _numbered(taken_ones: set[str]) -> str:
    """Return a free address for a name that has no letters for one."""
    return next(made for n in count(1) if (made := f"theme-{n}") not in taken_ones)


@transaction.atomic
def change_theme(theme: Theme, *, name: str, words: str, by: Person | None, at: datetime) -> Theme:
    """Give a theme another name, or other words that suggest it. Raises ThemeTaken, TextNotTaken."""
    programme = Programme.objects.select_for_update(no_key=True).get(pk=theme.programme_id)
    theme.name, theme.address = _named(programme, name, theme)
    theme.words = taken(words, 400, field="words")
    theme.save(update_fields=["name", "address", "words"])
    record(Verb.THEME_CHANGED, theme, by=by, at=at)
    return theme


@transaction.atomic
def drop_theme(theme: Theme, *, by: Person | None, at: datetime) -> None:
    """Drop a theme; contributions that had it stay as they are."""
    record(Verb.THEME_DROPPED, theme, by=by, at=at, contributions=theme.contributions.count())
    theme.delete()


@transaction.atomic
def give_theme(
    theme: Theme, *, contributions: Iterable[Contribution], by: Person | None, at: datetime
) -> int:
    """Give a theme to contributions of its programme; says how many did not have it before. Raises OtherProgramme."""
    given = 0
    had = set(theme.contributions.values_list("pk", flat=True))
    for one in contributions:
        if one.programme_id != theme.programme_id:
            raise refusals.OtherProgramme
        if one.pk not in had:
            one.themes.add(theme)
            record(Verb.THEMED, one, by=by, at=at, theme=theme.pk)
            given += 1
    return given


@transaction.atomic
def take_theme(
    theme: Theme, *, contribution: Contribution, by: Person | None, at: datetime
) -> None:
    """Take a theme off a contribution; if it has not got it, nothing happens."""
    if contribution.themes.filter(pk=theme.pk).exists():
        contribution.themes.remove(theme)
        record(Verb.UNTHEMED, contribution, by=by, at=at, theme=theme.pk)


@transaction.atomic
def take_themes(
    theme: Theme, *, contributions: Iterable[Contribution], by: Person | None, at: datetime
) -> None:
    """Take a theme off several contributions."""
    for one in contributions:
        take_theme(theme, contribution=one, by=by, at=at)
