"""A copy of the database for testing, in which nobody can be found: each personal value is another before it is written.

The copy is filled row by row with made-up values in place of what models declare personal, so no personal value ever
reaches it. The same value becomes the same made-up one within a copy, so that what belonged together still does; the key
is drawn anew for each copy and thrown away.
"""

import hmac
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.db.models.fields.files import FileField

from flotilla.people.models import Person
from flotilla.privacy import holdings

AT_ONCE = 500
WORD = re.compile(r"\w+")
#: what opens doors, or is worth nothing in a copy: it does not go along
LEFT_BEHIND = frozenset({
    "sessions.Session", "usersessions.UserSession", "mfa.Authenticator", "account.EmailConfirmation", "socialaccount.SocialAccount",
    "socialaccount.SocialToken", "socialaccount.SocialApp", "contenttypes.ContentType", "auth.Permission", "flotilla.Letter", "flotilla.Deed",
    "flotilla.Draft", "flotilla.PrivacyLink", "flotilla.AccessToken", "flotilla.Commitment",
})  # fmt: skip
SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sa",
    "te",
    "vi",
    "zo",
    "ka",
    "lu",
)


@dataclass
class Scrubber:
    """Makes up values: another one for each value, the same for the same, and nobody can go back."""

    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def number(self, value: object) -> int:
        """A number that stands for a value in this copy."""
        return int.from_bytes(hmac.digest(self.key, str(value).encode(), "sha256")[:8], "big")

    def word(self, value: str) -> str:
        """A made-up word about as long as the one it stands for, which it never is itself."""
        number, made = self.number(value.lower()), ""
        while len(made) < len(value) or made == value.lower():
            made += SYLLABLES[number % 16]
            number = number // 16 or self.number(made)
        return made.capitalize() if value[:1].isupper() else made

    def text(self, value: str) -> str:
        """The same text with other words: commas, lines and lengths stay."""
        return WORD.sub(lambda found: self.word(found[0]), value)

    def anything(self, value: Any) -> Any:
        """The same structure with other words and numbers."""
        if isinstance(value, dict):
            return {key: self.anything(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.anything(inner) for inner in value]
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self.number(value) % 1000
        return value

    def value(self, kind: Any, value: Any) -> Any:
        """What stands in the copy for the value of a personal field."""
        if value in (None, "") or isinstance(kind, models.ForeignKey):
            return value
        if isinstance(kind, FileField):
            return ""
        if isinstance(kind, models.EmailField):
            return f"{self.number(value.lower()):x}@scrubbed.invalid"
        if isinstance(kind, models.JSONField):
            return self.anything(value)
        if isinstance(kind, models.FloatField):
            return 50 + self.number(value) % 1000 / 1000
        if isinstance(kind, models.GenericIPAddressField):
            return "192.0.2.1"
        if isinstance(kind, models.CharField | models.TextField):
            if kind.choices:
                return value
            made = self.text(value) if not kind.unique else f"{self.number(value):x}"
            return made[: kind.max_length] if kind.max_length else made
        return value


def copied() -> Iterator[type[models.Model]]:
    """Yield the models whose rows go into a copy."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label not in LEFT_BEHIND and not model._meta.proxy and model._meta.managed:
            yield model


def personal_fields(model: Any) -> dict[str, Any]:
    """Return the personal fields of a model, of ours by its declaration, of other libraries by holdings.toml."""
    named: dict[str, Any] = dict(getattr(model, "personal", {}))
    for holding in holdings.every_holding():
        if holding.model is model:
            named |= dict(holding.personal)
    return {name: model._meta.get_field(name) for name in named}


def scrub(target: str, *, said: Callable[[str], object] = print) -> int:
    """Fill the empty database that Django knows by this name with a copy in which nobody can be found; return its rows."""
    call_command("migrate", database=target, verbosity=0)
    scrubber, count = Scrubber(), 0
    with transaction.atomic(using=target), connections[target].constraint_checks_disabled():
        for model in copied():
            some = _copy(model, target, scrubber)
            count += some
            if some:
                said(f"{model._meta.label}: {some}")
    connections[target].check_constraints()
    statements = connections[target].ops.sequence_reset_sql(no_style(), list(copied()))
    with connections[target].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    return count


def _copy(model: type[models.Model], target: str, scrubber: Scrubber) -> int:
    fields, count, gone = personal_fields(model), 0, _of_left_behind(model)
    waiting: list[Any] = []
    for row in model._default_manager.using("default").order_by("pk").iterator(AT_ONCE):
        if any(getattr(row, name) is not None for name in gone):
            continue
        for kind in fields.values():
            setattr(row, kind.attname, scrubber.value(kind, getattr(row, kind.attname)))
        _other(row)
        waiting.append(row)
        count += 1
        if len(waiting) == AT_ONCE:
            model._default_manager.using(target).bulk_create(waiting)
            waiting = []
    model._default_manager.using(target).bulk_create(waiting)
    return count


def _of_left_behind(model: type[models.Model]) -> list[str]:
    """Return what points to rows that do not go along: such a row stays behind too."""
    return [
        kind.attname
        for kind in model._meta.local_fields
        if isinstance(kind, models.ForeignKey) and kind.related_model._meta.label in LEFT_BEHIND  # type: ignore[union-attr]
    ]


def _other(row: Any) -> None:
    """Nobody signs in to a copy with the password of the original."""
    if isinstance(row, Person):
        row.set_unusable_password()
