"""Counting how often pages are looked at, for the order that gives quiet ones a turn; who looked is never known.

Views wait in the memory of the process and are written together, so that reading a page seldom writes.
What waits when a process ends is lost: the number only helps to sort.
"""

from collections import Counter
from datetime import datetime, timedelta
from threading import Lock

from flotilla.contributions import actions

AT_ONCE = 1_000
AT_LATEST = timedelta(minutes=5)


class ViewCounter:
    """The views that this process has seen and not written yet."""

    def __init__(self) -> None:
        self.waiting: Counter[int] = Counter()
        self.since: datetime | None = None
        self.lock = Lock()

    def saw(self, contribution: int, at: datetime) -> None:
        """Count one view; write all that wait once there are enough, or the oldest waits too long."""
        with self.lock:
            self.since = self.since or at
            self.waiting[contribution] += 1
            if self.waiting.total() < AT_ONCE and at - self.since < AT_LATEST:
                return
            counts, self.waiting, self.since = dict(self.waiting), Counter(), None
        actions.add_views(counts, at=at)

    def forget(self) -> None:
        """Give up what waits."""
        with self.lock:
            self.waiting, self.since = Counter(), None


counter = ViewCounter()
