"""What people agree to, read from consents.toml: the words, and the fields that only whoever agrees fills in."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flotilla.kit.wording import Wording, say


@dataclass(frozen=True)
class Asked:
    """The words of one agreement, and which fields it is given by."""

    code: str
    asked: Wording
    fills: tuple[str, ...]

    @property
    def said(self) -> str:
        """What people agree to, in the language in use."""
        return say(self.asked)

    @property
    def wording(self) -> str:
        """The version of the words: another as soon as one word is another."""
        told = "|".join(f"{code}:{text}" for code, text in sorted(self.asked.items()))
        return hashlib.sha256(told.encode()).hexdigest()[:12]


@cache
def agreements() -> dict[str, Asked]:
    """Return all that can be agreed to, by the code of its purpose."""
    data = tomllib.loads(Path(__file__).with_name("consents.toml").read_text("utf-8"))
    return {
        code: Asked(code, asked=facts["asked"], fills=tuple(facts["fills"]))
        for code, facts in data.items()
    }


def filled_in(fields: Mapping[str, object]) -> list[Asked]:
    """Return what somebody agrees to who fills in these fields; an empty one agrees to nothing."""
    return [one for one in agreements().values() if any(fields.get(name) for name in one.fills)]
