"""What an entrant is told of how their entry was judged: means and words, never who gave what."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass

from flotilla.assessment.models import Assessment, Criterion, Panel, Score
from flotilla.contributions.models import Contribution


@dataclass(frozen=True)
class Judged:
    """One criterion of one entry: the mean of those who gave it points, how many they were, the words nearest to it."""

    criterion: Criterion
    mean: float | None
    n: int
    nearest: str


@dataclass(frozen=True)
class Feedback:
    """What the assessors of one entry gave it together, and what they wrote for the entrant."""

    rows: tuple[Judged, ...]
    comments: tuple[str, ...]
    read_by: int
    required: int
    highest: int

    @property
    def is_short(self) -> bool:
        """Whether fewer have read it than the panel had promised."""
        return self.read_by < self.required


def feedback(contribution: Contribution) -> Feedback | None:
    """Return what an entrant is told of their entry; None where no panel judges, or nobody has sent anything.

    Comments stand in an order that tells nothing of who wrote them. Nothing here is for those whose decision was not
    told yet: whoever calls this has asked that first.
    """
    panel = Panel.objects.filter(programme=contribution.programme_id).first()
    if panel is None:
        return None
    sent = Assessment.objects.live().filter(
        seat__panel=panel, contribution=contribution, sent_at__isnull=False
    )
    said = dict(sent.values_list("pk", "for_entrant"))
    if not said:
        return None
    given: dict[int, list[int]] = defaultdict(list)
    scores = Score.objects.filter(assessment__in=said, points__isnull=False)
    for criterion, points in scores.values_list("criterion_id", "points"):
        given[criterion].append(points or 0)
    criteria = Criterion.objects.filter(criteria_set__programme=contribution.programme_id)
    found = list(criteria.select_related("criteria_set").order_by("position", "id"))
    comments = [words.strip() for words in said.values() if words.strip()]
    return Feedback(
        rows=tuple(_judged(one, given[one.pk]) for one in found),
        comments=tuple(sorted(comments, key=_place)),
        read_by=len(said),
        required=panel.readers,
        highest=found[0].criteria_set.highest if found else 0,
    )


def _judged(criterion: Criterion, points: list[int]) -> Judged:
    if not points:
        return Judged(criterion, None, 0, "")
    mean = sum(points) / len(points)
    step = int(mean + 0.5) - criterion.criteria_set.lowest  # half a point counts upwards
    words = criterion.descriptors
    return Judged(criterion, mean, len(points), words[step] if step < len(words) else "")


def _place(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
