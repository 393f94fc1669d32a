"""What says nearly the same, to be shown to a person and never acted on by itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.functions import Left

from flotilla.bodies.models import Body
from flotilla.contributions.models import Contribution, Distinction, Theme
from flotilla.contributions.verbs import Standing
from flotilla.kit import fulltext
from flotilla.numerics import similarity
from flotilla.people.models import Person
from flotilla.programmes.models import Programme

CANDIDATES = 150
JUDGED = 40
SHARE_OF_BEST = 0.3  # of the words that tell, as the candidate that shares most
MOST_CHARACTERS = 700  # later words weigh little, and judging costs most
CLOSE = 0.28
LOOKED_AT = 25


@dataclass(frozen=True)
class Similar:
    """A contribution like another text, and how alike: a share, and a word for it."""

    contribution: Contribution
    closeness: float
    degree: str


def similar(
    where: Programme | Body,
    text: str,
    person: Person | None,
    exclude: Contribution | None = None,
    limit: int = 5,
) -> list[Similar]:
    """Return what stands in the lists of a programme or body, that the person may see and that is like a text, nearest first."""
    place = {"programme": where} if isinstance(where, Programme) else {"body": where}
    seen = Contribution.objects.visible_to(person).filter(**place, standing=Standing.LISTED)
    programme = where if isinstance(where, Programme) else None
    number = exclude.pk if exclude else 0
    return _nearest(seen, {number: text}, limit, programme)[number]


def _nearest(
    seen: QuerySet[Contribution],
    asked: Mapping[int, str],
    limit: int,
    where: Programme | None,
) -> dict[int, list[Similar]]:
    """Return what is like each text, by the number of the contribution that it is of (0 for none), which is not like itself.

    Candidates are chosen by the telling words of the texts, the best of those that may be seen are judged, and the
    nearest loaded: four questions, however many texts there are.
    """
    asked = {number: text.replace("\x00", " ") for number, text in asked.items()}
    known = fulltext.frequencies(connection, *asked.values())
    worth = {number: worth_judging(of, number) for number, of in _candidates(asked, known).items()}
    every = {pk for numbers in worth.values() for pk in numbers}
    rows = seen.filter(pk__in=every).order_by()
    may = {
        pk: f"{title}\n{words}"
        for pk, title, words in rows.values_list("pk", "title", Left("words", MOST_CHARACTERS))
    }
    near = {}
    for number, text in asked.items():
        texts = {pk: may[pk] for pk in [pk for pk in worth[number] if pk in may][:JUDGED]}
        matches = similarity.closest(text, texts, known.of, known.n)
        near[number] = [one for one in matches[:limit] if one.degree]
    nearest = Contribution.objects.in_bulk({one.id for found in near.values() for one in found})
    if where is None:
        prefetch_related_objects(list(nearest.values()), "programme")
    for found in nearest.values() if where else ():
        found.programme = where  # type: ignore[assignment]
    return {
        number: [Similar(nearest[one.id], one.closeness, one.degree) for one in found if one.degree]
        for number, found in near.items()
    }


def _candidates(
    asked: Mapping[int, str], known: fulltext.Frequencies
) -> dict[int, dict[int, float]]:
    if len(asked) > 1:
        return fulltext.candidates_of_each(connection, asked, CANDIDATES, known=known)
    return {
        number: fulltext.candidates(connection, text, CANDIDATES, known=known)
        for number, text in asked.items()
    }


def worth_judging(found: Mapping[int, float], but: int = 0) -> list[int]:
    """Return the candidates that share enough with a text to be judged: not far less than the one that shares most."""
    others = {pk: shared for pk, shared in found.items() if pk != but}
    least = SHARE_OF_BEST * max(others.values(), default=0.0)
    return [pk for pk, shared in others.items() if shared >= least]


def text_of(contribution: Contribution) -> str:
    """Return the words by which a contribution is compared: its line first."""
    return f"{contribution.title}\n{contribution.words}"


@dataclass(frozen=True)
class Pair:
    """Two contributions that may say the same: the later one, and the one it may belong to."""

    source: Contribution
    target: Contribution
    closeness: float


def suggested_merges(programme: Programme, limit: int = 10) -> list[Pair]:
    """Return pairs of the newest in the list with what is like them, nearest first; none that an officer told apart."""
    in_list = programme.contributions.filter(standing=Standing.LISTED)
    newest = list(in_list.order_by("-received_at", "-pk")[:LOOKED_AT])
    alike = _nearest(in_list, {one.pk: text_of(one) for one in newest}, 3, programme)
    apart = _told_apart(programme)
    pairs: dict[tuple[int, int], Pair] = {}
    for one in newest:
        for other in alike[one.pk]:
            key = _key(one, other.contribution)
            if other.closeness >= CLOSE and key not in apart:
                pairs.setdefault(key, _pair(one, other))
    return sorted(pairs.values(), key=lambda pair: -pair.closeness)[:limit]


def _told_apart(programme: Programme) -> set[tuple[int, int]]:
    rows = Distinction.objects.filter(contribution__programme=programme)
    return set(rows.values_list("contribution_id", "other_id"))


def _key(one: Contribution, other: Contribution) -> tuple[int, int]:
    return min(one.pk, other.pk), max(one.pk, other.pk)


def _pair(one: Contribution, other: Similar) -> Pair:
    """The one with more support is where the other belongs; of equals the earlier."""

    def weight(of: Contribution) -> tuple[int, int]:
        return of.support_count, -of.pk

    target, source = sorted((one, other.contribution), key=weight, reverse=True)
    return Pair(source, target, other.closeness)


def suggested_themes(contribution: Contribution, themes: Iterable[Theme]) -> list[Theme]:
    """Return the themes whose name or words stand in the text of a contribution, the most telling first."""
    text = {similarity.stem(word) for word in similarity.words(text_of(contribution))}
    scored = []
    for theme in themes:
        asked = {similarity.stem(word) for word in similarity.words(f"{theme.name} {theme.words}")}
        hits = len({word for word in asked if len(word) > 2} & text)
        if hits:
            scored.append((-hits, theme.name, theme))
    return [theme for _hits, _name, theme in sorted(scored, key=lambda row: row[:2])]
