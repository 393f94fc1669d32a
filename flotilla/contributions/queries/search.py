"""Searching everything that a body has published, as far as the person may see it."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from flotilla.bodies.models import Body
from flotilla.contributions.models import Contribution
from flotilla.contributions.verbs import Standing
from flotilla.kit import fulltext
from flotilla.kit.fulltext.asking import MOST_RANKED
from flotilla.people.models import Person
from flotilla.programmes.models import Programme

READABLE = (Standing.LISTED, Standing.MERGED, Standing.SPLIT)
MOST_WORDS = 8


@dataclass(frozen=True)
class Found:
    """A page of what was found, how many there are (at most a thousand are counted), and where the next begins."""

    items: list[Contribution]
    count: int
    is_more: bool
    next_after: int | None


def readable_by(person: Person | None, body: Body) -> QuerySet[Contribution]:
    """Return the contributions to a body's programmes whose words a person may read."""
    programmes = Programme.objects.owned_by(body).visible_to(person).values("pk")
    return Contribution.objects.visible_to(person).filter(
        programme__in=programmes, standing__in=READABLE
    )


def having(words: str) -> RawSQL:
    """Return the ids of all contributions that have these words, as a subquery; whatever was typed is safe."""
    statement, values = fulltext.match(connection, words)
    return RawSQL(statement, values)  # noqa: S611 (the statement is ours, what was typed is among the values)


def search(
    body: Body, person: Person | None, words: str, *, after: int | None = None, size: int = 20
) -> Found:
    """Return the contributions that have all these words, the best first; a page begins after the id given."""
    allowed = readable_by(person, body).filter(pk__in=having(words))
    newest = list(allowed.order_by("-received_at", "-pk").values_list("pk", flat=True)[: MOST_RANKED + 1])  # fmt: skip
    ranked = fulltext.best_first(connection, words, newest)
    start = ranked.index(after) + 1 if after in ranked else 0
    chosen = ranked[start : start + size]
    rows = (
        Contribution.objects.select_related("programme", "place")
        .prefetch_related("themes")
        .in_bulk(chosen)
    )
    more = len(ranked) > start + size
    return Found(
        [rows[pk] for pk in chosen],
        len(ranked),
        len(newest) > MOST_RANKED,
        chosen[-1] if more else None,
    )


def programmes_having(body: Body, person: Person | None, words: str) -> QuerySet[Programme]:
    """Return the programmes a person may see that have all these words in their title, question or summary."""
    found = Programme.objects.owned_by(body).visible_to(person)
    asked = words.replace("\x00", " ").encode("utf-8", "ignore").decode().split()[:MOST_WORDS]
    for word in asked:
        found = found.filter(
            Q(title__icontains=word) | Q(question__icontains=word) | Q(summary__icontains=word)
        )
    return found.distinct() if asked else found.none()
