"""The acts of the story in the order of time: whatever is put down is done at its moment, as if it were then."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any


@dataclass(order=True)
class Act:
    """One act and its moment; acts of one moment keep the order in which they were put down."""

    at: datetime
    number: int
    do: Callable[[datetime], Any] = field(compare=False)


class Agenda:
    """Collects acts and does them in the order of time."""

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.numbers = count()

    def put(self, at: datetime, do: Callable[[datetime], Any]) -> None:
        """Put down an act; it is told the moment."""
        self.acts.append(Act(at, next(self.numbers), do))

    def play(self, until: datetime) -> int:
        """Do everything up to a moment, including what the acts put down meanwhile; return how many."""
        done = 0
        while self.acts:
            self.acts.sort()
            act = self.acts.pop(0)
            if act.at > until:
                break
            act.do(act.at)
            done += 1
        return done
