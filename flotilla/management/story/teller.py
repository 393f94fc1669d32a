"""Who tells the story: what every chapter has at hand."""

from datetime import UTC, datetime, timedelta
from random import Random

from flotilla.contributions.models import Contribution
from flotilla.management.story.agenda import Agenda
from flotilla.management.story.council import Council

DAY = timedelta(days=1)


class Teller:
    """Knows the story's now, its agenda, the people who act in it, and what they have sent."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.random = Random(1897)  # noqa: S311 (a story, the same every time)
        self.agenda = Agenda()
        self.council = Council(self.noon(-800))
        self.sent: dict[str, Contribution] = {}
        self.bo, self.bea = self.council.people["Bo Lindqvist"], self.council.people["Bea Osei"]

    def noon(self, days: float) -> datetime:
        """Return noon of a day that lies that many days ahead; before the story's now for negative ones."""
        return (self.now + timedelta(days=days)).replace(
            hour=12, minute=0, second=0, microsecond=0, tzinfo=UTC
        )

    def minutes(self) -> timedelta:
        """Return some minutes, so that not everything happens at noon."""
        return timedelta(minutes=self.random.randrange(5, 170))
