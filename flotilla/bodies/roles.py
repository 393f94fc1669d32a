"""The roles, read from roles.toml: what each is in a sentence, and what it may do."""

import tomllib
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.utils.functional import lazy

from flotilla.kit.wording import Wording, say


@dataclass(frozen=True)
class Role:
    """One role: its code, its words in each language, and what it may do."""

    code: str
    name: Wording
    sentence: Wording
    may: frozenset[str]
    staff: bool

    def __str__(self) -> str:
        return say(self.name)

    @property
    def said(self) -> str:
        """The sentence, in the language in use."""
        return say(self.sentence)


def _read() -> dict[str, Role]:
    data = tomllib.loads(Path(__file__).with_name("roles.toml").read_text("utf-8"))
    return {
        code: Role(code=code, **{**facts, "may": frozenset(facts["may"])})
        for code, facts in data.items()
    }


ROLES = _read()
CODES = list(ROLES)
CHOICES = [(code, lazy(partial(say, role.name), str)()) for code, role in ROLES.items()]


INTENTIONS: dict[str, Wording] = tomllib.loads(
    Path(__file__).with_name("intentions.toml").read_text("utf-8")
)


def that_may(intention: str) -> frozenset[str]:
    """Return the codes of the roles that may do this."""
    return frozenset(code for code, role in ROLES.items() if intention in role.may)


STAFF_ROLES = frozenset(code for code, role in ROLES.items() if role.staff)
