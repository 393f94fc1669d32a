"""The published reasons for taking something out of sight, read from reasons.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from flotilla.kit.wording import Wording, say


@dataclass(frozen=True)
class Reason:
    """One reason: its name, its sentence for everyone, and what the author can do."""

    code: str
    name: Wording
    sentence: Wording
    remedy: Wording

    def __str__(self) -> str:
        return say(self.name)

    @property
    def said(self) -> str:
        """The sentence in the language in use."""
        return say(self.sentence)

    @property
    def helps(self) -> str:
        """What the author can do, in the language in use."""
        return say(self.remedy)


def _read() -> dict[str, Reason]:
    data = tomllib.loads(Path(__file__).with_name("reasons.toml").read_text("utf-8"))
    return {code: Reason(code=code, **texts) for code, texts in data.items()}


REASONS = _read()


def named(code: str) -> Reason | None:
    """Return the reason of this code; None for one that is not on the list any more."""
    return REASONS.get(code)
