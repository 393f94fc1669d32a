"""The list of what was sent to a programme: found, filtered, ordered, a page at a time; and what is counted beside it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import cos, radians
from typing import Any

from django.db.models import BigIntegerField, Case, Count, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce

from flotilla.bodies.models import Body, Place
from flotilla.contributions.models import Contribution, ContributionQuerySet, Merge, Theme
from flotilla.contributions.queries.search import having
from flotilla.contributions.queries.segments import page_by_segments
from flotilla.contributions.verbs import Channel, Standing
from flotilla.kit.asked_often import asked_often
from flotilla.kit.cursor import Cursor, Page, beyond, decode, keyed, page_by_key, page_of_rows
from flotilla.kit.together import keep
from flotilla.people.models import Person
from flotilla.programmes.models import Programme

DEFAULT = "quiet"
ORDERS: dict[str, tuple[str, ...]] = {
    "quiet": ("view_count", "shuffle", "id"),
    "newest": ("-received_at", "-id"),
    "supported": ("-support_count", "-id"),
    "random": ("shuffle", "id"),
    "near": ("-received_at", "-id"),
}
LAST_SHUFFLE = (2**31, 2**62)
LONGEST_SEARCH = 200
LAST_MOMENT = (datetime(1, 1, 2, tzinfo=UTC), 0)
FARTHEST = 2**62
ANSWERS_IN_PERSON = (Channel.PHONE, Channel.PAPER, Channel.PERSON, Channel.LETTER)
STATES = {
    "waiting": Q(first_answered_at=None, decided_at=None),
    "answered": Q(first_answered_at__isnull=False, decided_at=None),
    "decided": Q(decided_at__isnull=False),
}


@dataclass(frozen=True)
class Wish:
    """What somebody wants to see of a list, and in which order; `seed` (0 to 2^31) deals the random order."""

    search: str = ""
    theme: str = ""
    place: int | None = None
    kind: str = ""
    state: str = ""
    order: str = DEFAULT
    seed: int = 0


def read_wish(asked: Mapping[str, str], person: Person | None) -> Wish:
    """Return what an address asks of a list, for page and programming interface alike; what it asks wrongly is as if it were not asked.

    Where the random order starts is always the same for somebody with an account, else dealt now, to be kept in the address.
    """
    plain = {
        name: str(value).replace("\x00", " ")[:LONGEST_SEARCH] for name, value in asked.items()
    }
    order = plain.get("sort", "")
    seed = 0
    if order == "random":
        seed = person.pk * 2_654_435_761 % LAST_SHUFFLE[0] if person else secrets.randbelow(LAST_SHUFFLE[0])  # fmt: skip
    return Wish(
        search=" ".join(plain.get("q", "").encode("utf-8", "ignore").decode().split()),
        theme=plain.get("theme", "").encode("utf-8", "ignore").decode(),
        place=_number(plain.get("area", ""), LAST_SHUFFLE[1]) or None,
        kind=plain.get("kind", "").encode("utf-8", "ignore").decode(),
        state=plain.get("state", "") if plain.get("state") in STATES else "",
        order=order if order in ORDERS else DEFAULT,
        seed=_number(plain.get("seed", ""), LAST_SHUFFLE[0]) or seed,
    )


def _number(text: str, most: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and int(text) < most else 0


def wish_as_asked(wish: Wish) -> dict[str, Any]:
    """Return a wish as an address would ask it; what is as usual is left out."""
    asked = {
        "q": wish.search,
        "theme": wish.theme,
        "area": wish.place,
        "kind": wish.kind,
        "state": wish.state,
        "sort": wish.order if wish.order != DEFAULT else "",
        "seed": wish.seed if wish.order == "random" else "",
    }
    return {name: value for name, value in asked.items() if value not in ("", None)}


def to_body(body: Body) -> ContributionQuerySet:
    """Return the contributions to programmes of a body, the body's own first, with all that is shown of one."""
    own_first = Case(When(programme__body=body, then=Value(0)), default=Value(1))
    found: ContributionQuerySet = (
        Contribution.objects.filter(programme__in=Programme.objects.owned_by(body))
        .select_related(
            *("body", "place", "withdrawal", "merged_into__programme", "split_from__programme"),
            *("programme__body", "programme__opening", "programme__closure"),
            "programme__rehearsal",
        )
        .order_by(own_first, "pk")
    )
    return found


def matching(programme: Programme, wish: Wish) -> QuerySet[Contribution]:
    """Return what stands in the list of a programme and is as wished, in no order."""
    found = programme.contributions.filter(standing=Standing.LISTED)
    if wish.search:
        found = found.filter(pk__in=having(wish.search))
    if wish.theme:
        theme = Theme.objects.filter(programme=programme, address=wish.theme)
        given = Contribution.themes.through.objects.filter(theme__in=theme)
        found = found.filter(pk__in=given.values("contribution"))
    if wish.kind:
        found = found.filter(kind=wish.kind)
    if wish.state in STATES:
        found = found.filter(STATES[wish.state])
    return found


def listed(
    programme: Programme,
    wish: Wish,
    *,
    cursor: str | None = None,
    size: int = 20,
    with_themes: bool = True,
) -> Page[Contribution]:
    """Return a page of the list of a programme that the person may see, which the caller has made sure of.

    What needs more voices comes first unless wished otherwise: the fewest views, of equals by chance and not by age.
    At random starts at the seed and goes round once. Near a place shows first what is in it, then the others by distance:
    of the point if one was given, else of their place; last what says neither.
    """
    order = ORDERS.get(wish.order, ORDERS[DEFAULT])
    if not wish.search and wish.order not in {"random", "near"}:
        page = _usual(programme, wish, order, cursor, size)
        if with_themes:
            _give_themes(page.items)
        return page
    found = matching(programme, wish).select_related("place")
    if with_themes:
        found = found.prefetch_related("themes")
    if wish.order == "random":
        around = [found.filter(shuffle__gte=wish.seed), found.filter(shuffle__lt=wish.seed)]
        page = page_by_segments(around, order, LAST_SHUFFLE, cursor, size)
    elif wish.order == "near" and (start := Place.objects.filter(pk=wish.place or 0).first()):
        page = _near(programme, found, start, cursor, size)
    else:
        if wish.place:
            found = found.filter(place=wish.place)
        page = page_by_key(found, order, cursor, size)
    return page


def _usual(
    programme: Programme, wish: Wish, order: tuple[str, ...], cursor: str | None, size: int
) -> Page[Contribution]:
    """As most people look at a list: by a question that is kept."""
    shape = {"state": wish.state, "order": order, "has": (bool(wish.theme), bool(wish.kind), bool(wish.place))}  # fmt: skip
    asked = [one for one in (wish.theme, wish.kind, wish.place) if one]
    columns = (key.lstrip("-") for key in order)
    fields = [Contribution._meta.get_field(name) for name in columns]

    def ask(place: Cursor | None) -> list[Contribution]:
        values = place.values if place else ()
        return _page(programme.pk, *asked, *values, before=place and place.before, size=size, **shape)  # fmt: skip

    page = page_of_rows(ask, decode(cursor, fields), size)  # type: ignore[arg-type]
    for one in page.items:
        one.programme = programme
    return page


@asked_often
def _page(
    programme: int,
    *values: Any,
    has: tuple[bool, bool, bool],
    state: str,
    order: tuple[str, ...],
    before: bool | None,
    size: int,
) -> QuerySet[Contribution]:
    rest = iter(values)
    theme, kind, place = (next(rest) if one else None for one in has)
    wish = Wish(theme=theme or "", kind=kind or "", state=state)
    found = matching(Programme(pk=programme), wish).select_related("place")
    if place:
        found = found.filter(place=place)
    cursor = None if before is None else Cursor(before, tuple(rest))
    return beyond(keyed(found, order), order, cursor)[: size + 1]


def _give_themes(items: list[Contribution]) -> None:
    """Bring the themes of contributions along, as prefetching does."""
    given: dict[int, list[Theme]] = {one.pk: [] for one in items}
    for row in _given(*given) if given else ():
        given[row.contribution_id].append(row.theme)
    for one in items:
        keep(one, "themes", Theme, given[one.pk], contributions=one)


@asked_often
def _given(*numbers: int) -> "QuerySet[Any]":
    given = Contribution.themes.through.objects.filter(contribution__in=numbers)
    return given.select_related("theme").order_by("theme__name", "theme")


def how_many(programme: Programme, wish: Wish) -> int:
    """Count what is as wished. Near a place all are shown, that place first."""
    found = matching(programme, wish)
    if wish.place and wish.order != "near":
        found = found.filter(place=wish.place)
    return found.count()


def _near(
    programme: Programme,
    found: QuerySet[Contribution],
    start: Place,
    cursor: str | None,
    size: int,
) -> Page[Contribution]:
    """By the distance from the middle of a place; where it has none, by names, the place itself first."""
    if start.latitude is None or start.longitude is None:
        around = [found.filter(place=one) for one in by_name(programme, start)]
        return page_by_segments(around, ORDERS["near"], LAST_MOMENT, cursor, size)
    measured = found.annotate(away=away_from(start.latitude, start.longitude, start))
    return page_by_key(measured, ("away", "-received_at", "-id"), cursor, size)


def away_from(latitude: float, longitude: float, start: Place) -> Case:
    """Return, for the database, the square of the distance in degrees of latitude times 10^9, as a whole number.

    Good enough to put in order what lies in one body (equirectangular); not a distance to be shown. What lies in the
    start and gives no point is at it; what says no place at all is FARTHEST.
    """
    narrow = cos(radians(latitude))
    north = Coalesce("latitude", "place__latitude") - Value(latitude)
    east = (Coalesce("longitude", "place__longitude") - Value(longitude)) * Value(narrow)
    unknown = Q(latitude=None) & (Q(place=None) | Q(place__latitude=None))
    return Case(
        When(Q(latitude=None, place=start), then=Value(0)),
        When(unknown, then=Value(FARTHEST)),
        default=Cast((north * north + east * east) * Value(1e9), BigIntegerField()),
        output_field=BigIntegerField(),
    )


def by_name(programme: Programme, start: Place) -> list[int | None]:
    """Return the places that the list names, the start first, then by name; at last None for those without a place."""
    named = Place.objects.filter(
        pk__in=programme.contributions.filter(standing=Standing.LISTED).values("place")
    )
    return [start.pk, *(one.pk for one in named.exclude(pk=start.pk).order_by("name")), None]


@dataclass(frozen=True)
class PlaceCount:
    """A place and how many in the list are about it."""

    pk: int
    name: str
    count: int


@dataclass(frozen=True)
class Totals:
    """How many stand in the list, how many of them did not come through the site, how many were joined; and the places."""

    all: int
    in_person: int
    joined: int
    places: tuple[PlaceCount, ...]
    found: int


def totals(programme: Programme, wish: Wish | None = None) -> Totals:
    """Count what stands in the list of a programme, what came by other ways, what was joined, and the places, the most first.

    With a wish, `found` is how many are as wished, else all. Near a place all are, that place first.
    """
    listed_ones = wished = Q(standing=Standing.LISTED)
    if wish is not None:
        wished = listed_ones & Q(pk__in=matching(programme, wish).values("pk"))
        if wish.place and wish.order != "near":
            wished &= Q(place=wish.place)
    rows = list(
        programme.contributions.filter(standing__in=(Standing.LISTED, Standing.MERGED))
        .values("place", "place__name")
        .annotate(
            all=Count("pk", filter=listed_ones),
            in_person=Count("pk", filter=listed_ones & Q(channel__in=ANSWERS_IN_PERSON)),
            merged=Count("pk", filter=Q(standing=Standing.MERGED)),
            found=Count("pk", filter=wished),
        )
        .order_by("-all", "place__name")
    )
    places = [
        PlaceCount(row["place"], row["place__name"], row["all"])
        for row in rows
        if row["place"] and row["all"]
    ]
    all_, in_person, joined, found = (
        sum(row[name] for row in rows) for name in ("all", "in_person", "merged", "found")
    )
    return Totals(all_, in_person, joined, tuple(places), found)


def theme_counts(programme: Programme) -> list[Theme]:
    """Return the themes of a programme with `n`, how many in the list have each; by name."""
    listed_ones = Q(contributions__standing=Standing.LISTED)
    return list(programme.themes.annotate(n=Count("contributions", filter=listed_ones)))


@dataclass(frozen=True)
class SameThing:
    """Something that many say: what they were joined to, by its number and line, and how many say it."""

    number: int
    title: str
    count: int


def many_say(programme: Programme, limit: int = 3) -> list[SameThing]:
    """Return what most others were joined to, with the number of those that say it, the most first."""
    rows = (
        Merge.objects.filter(
            target__programme=programme,
            target__standing=Standing.LISTED,
            source__standing=Standing.MERGED,
            undone_at=None,
        )
        .values("target__number", "target__title")
        .annotate(n=Count("pk"))
        .order_by("-n", "target__number")[:limit]
    )
    return [SameThing(row["target__number"], row["target__title"], row["n"] + 1) for row in rows]
