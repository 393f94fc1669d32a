"""The purposes for which personal data is used, read from purposes.toml: lawful basis, fields, wording of consents."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from flotilla.kit.wording import Wording, say
from flotilla.people.consents import Asked, agreements
from flotilla.privacy.retention import Lapse, table

#: the lawful bases of data protection law that a body may rely on here
BASES: dict[str, str | Promise] = {
    "public_task": _("our public task (UK GDPR, article 6(1)(e))"),
    "legal_obligation": _("a duty in law (UK GDPR, article 6(1)(c))"),
    "consent": _("your consent, which you can take back (UK GDPR, article 6(1)(a))"),
}


@dataclass(frozen=True)
class PurposeOf:
    """One purpose: its words, its lawful basis, the fields that it needs, and what ends it."""

    code: str
    name: Wording
    basis: str
    fields: tuple[str, ...]
    ends: tuple[str, ...]
    consent: Asked | None = None

    @property
    def said(self) -> str:
        """What it is, in the language in use."""
        return say(self.name)

    @property
    def asked(self) -> str:
        """What people agree to, in the language in use."""
        return self.consent.said if self.consent else ""

    @property
    def because(self) -> str:
        """The lawful basis, in the language in use."""
        return str(BASES[self.basis])

    @property
    def wording(self) -> str:
        """The version of the words that people agree to."""
        return self.consent.wording if self.consent else ""

    @property
    def lapses(self) -> list[Lapse]:
        """How long its data is kept."""
        return [table()[code] for code in self.ends]


@cache
def register() -> dict[str, PurposeOf]:
    """Return every purpose by its code."""
    data = tomllib.loads(Path(__file__).with_name("purposes.toml").read_text("utf-8"))
    return {
        code: PurposeOf(
            **{
                **facts,
                "code": code,
                "consent": agreements().get(code),
                "fields": tuple(facts["fields"]),
                "ends": tuple(facts["ends"]),
            }
        )
        for code, facts in data.items()
    }


def by_consent() -> dict[str, PurposeOf]:
    """Return the purposes that rest on consent."""
    return {code: one for code, one in register().items() if one.consent}
