"""Sums over a file that let its reader check that all of it came over."""

from collections.abc import Mapping as Values
from typing import Any


class Tally:
    """One figure that the mapping asks for, counted row by row."""

    def __init__(self, asked: dict[str, Any]) -> None:
        self.asked = asked
        self.total = 0
        self.seen: set[str] = set()

    def add(self, values: Values[str, Any]) -> None:
        """Count one row."""
        if column := self.asked.get("sum"):
            text = str(values.get(column) or "0").strip()
            self.total += int(text) if text.isdecimal() else 0
        elif column := self.asked.get("filled"):
            self.total += bool(str(values.get(column) or "").strip())
        elif column := self.asked.get("repeats"):
            text = str(values.get(column) or "").strip()
            self.total += text in self.seen
            self.seen.add(text)
        elif column := self.asked.get("column"):
            self.total += str(values.get(column) or "").strip() == self.asked["equals"]

    def figure(self) -> dict[str, Any]:
        """Return the words and the total, as kept with the run."""
        return {"words": self.asked["words"], "total": self.total}
