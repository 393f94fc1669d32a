"""How much an enterprise may be given over three financial years, as a data file says it."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Rule:
    """The limit, and from when on it counts."""

    currency: str
    limit_minor: int
    years_before: int
    month: int
    day: int

    def counts_from(self, on: date) -> date:
        """Return the first day of the oldest financial year that counts for an award of this day."""
        begun = date(on.year, self.month, self.day)
        year = on.year if on >= begun else on.year - 1
        return date(year - self.years_before, self.month, self.day)


@cache
def rule() -> Rule:
    """Return the rule of subsidy.toml."""
    data = tomllib.loads(Path(__file__).with_name("subsidy.toml").read_text("utf-8"))
    begins = data.pop("year_begins")
    return Rule(**data, **begins)
