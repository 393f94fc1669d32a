"""The published reasons, read from reasons.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from flotilla.kit.wording import Wording, say


@dataclass(frozen=True)
class Reason:
    """One reason: its name, its sentence for everyone, and what the deciding body's own words must add."""

    code: str
    name: Wording
    sentence: Wording
    asks: Wording

    def __str__(self) -> str:
        return say(self.name)

    @property
    def said(self) -> str:
        """The sentence for everyone, in the language in use."""
        return say(self.sentence)

    @property
    def asked(self) -> str:
        """What the words of the decision must add, in the language in use."""
        return say(self.asks)


def _read() -> dict[str, Reason]:
    data = tomllib.loads(Path(__file__).with_name("reasons.toml").read_text("utf-8"))
    return {code: Reason(code=code, **texts) for code, texts in data.items()}


REASONS = _read()


def named(codes: list[str]) -> list[Reason]:
    """Return the reasons of these codes, in this order; unknown ones are left out."""
    return [REASONS[code] for code in codes if code in REASONS]
