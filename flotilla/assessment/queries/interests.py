"""Where somebody on a panel may have an interest that nobody declared: what the records show, for a person to look at."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flotilla.assessment.models import Panel, Seat
from flotilla.assessment.queries.panel import entries
from flotilla.assessment.verbs import InterestKind
from flotilla.bodies.models import Membership
from flotilla.bodies.roles import STAFF_ROLES
from flotilla.contributions.models import Authorship, Contribution

#: addresses of these say nothing about where somebody works
FREE_MAIL = frozenset(
    {
        "aol.com", "btinternet.com", "duck.com", "fastmail.com", "free.fr", "gmail.com", "gmx.com", "gmx.de", "gmx.net",
        "googlemail.com", "hotmail.co.uk", "hotmail.com", "hotmail.fr", "icloud.com", "laposte.net", "live.co.uk", "live.com",
        "mail.com", "me.com", "msn.com", "ntlworld.com", "orange.fr", "outlook.com", "outlook.fr", "posteo.de", "proton.me",
        "protonmail.com", "sfr.fr", "sky.com", "talktalk.net", "tutanota.com", "virginmedia.com", "wanadoo.fr", "web.de",
        "yahoo.co.uk", "yahoo.com", "yahoo.fr", "ymail.com", "zoho.com",
    }
)  # fmt: skip
SHORTEST_ADDRESS = 8


@dataclass(frozen=True)
class Likely:
    """A tie that the records show."""

    seat: Seat
    contribution: Contribution
    kind: InterestKind


@dataclass(frozen=True)
class _Known:
    """What the records say of one side."""

    persons: frozenset[int]
    domains: frozenset[str]
    addresses: frozenset[str]
    wrote: frozenset[int]


def likely_interests(panel: Panel) -> list[Likely]:
    """Return the strongest tie of each seat to each entry, in a handful of questions however many there are."""
    seats = [one for one in panel.seats.open().select_related("person") if one.person_id]
    judged = list(entries(panel))
    if not seats or not judged:
        return []
    people = {one.person_id for one in seats if one.person_id}
    written = _authors(Authorship.objects.filter(contribution__in=judged))
    wrote = _written_by(people)
    letters = _addresses(sorted({one for found in wrote.values() for one in found}))
    parts = _parts({*people, *(pk for found in written.values() for pk in found)}, panel)
    together = _authors(
        Authorship.objects.filter(
            contribution__in=sorted({one for found in wrote.values() for one in found})
        )
    )
    found = []
    for seat in seats:
        known = _Known(
            frozenset({seat.person_id or 0}),
            _domains([seat.email, seat.person.email if seat.person else ""]),
            frozenset(letters[one] for one in wrote[seat.person_id or 0] if letters.get(one)),
            frozenset(wrote[seat.person_id or 0]),
        )
        with_me = {pk for one in known.wrote for pk in together.get(one, {})} - known.persons
        for entry in judged:
            kind = _tie(known, with_me, entry, written.get(entry.pk, {}), parts)
            if kind is not None:
                found.append(Likely(seat, entry, kind))
    return found


def _tie(
    known: _Known,
    with_me: set[int],
    entry: Contribution,
    authors: dict[int, str],
    parts: dict[int, frozenset[tuple[int, int | None]]],
) -> InterestKind | None:
    mine = next(iter(known.persons))
    if mine in authors or entry.pk in known.wrote:
        return InterestKind.OWN
    if any(parts.get(mine, frozenset()) & parts.get(one, frozenset()) for one in authors):
        return InterestKind.ORGANISATION
    if known.domains & _domains([entry.contact_email, *authors.values()]):
        return InterestKind.DOMAIN
    if _plain(entry.contact_address) in known.addresses:
        return InterestKind.ADDRESS
    return InterestKind.COAUTHOR if with_me & set(authors) else None


def _authors(rows: Iterable[Authorship]) -> dict[int, dict[int, str]]:
    """The people who wrote each of these, also those who have left, with their addresses."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    known = rows.exclude(person=None).values_list("contribution", "person", "person__email")  # type: ignore[attr-defined]
    for contribution, person, email in known:
        found[contribution][person] = email
    return found


def _written_by(people: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Authorship.objects.filter(person__in=list(people))
    for person, contribution in rows.values_list("person_id", "contribution_id"):
        found[person or 0].add(contribution)
    return found


def _addresses(contributions: list[int]) -> dict[int, str]:
    rows = Contribution.objects.filter(pk__in=contributions).exclude(contact_address="")
    return {pk: _plain(text) for pk, text in rows.values_list("pk", "contact_address")}


def _plain(address: str) -> str:
    """An address without what people write differently; too short a one names no place."""
    letters = "".join(one for one in address.casefold() if one.isalnum())
    return letters if len(letters) >= SHORTEST_ADDRESS else "-"


def _domains(addresses: Iterable[str]) -> frozenset[str]:
    return frozenset(_domain(addresses))


def _domain(addresses: Iterable[str]) -> Iterator[str]:
    for address in addresses:
        domain = address.rpartition("@")[2].lower()
        if domain and domain not in FREE_MAIL:
            yield domain


def _parts(people: Iterable[int], panel: Panel) -> dict[int, frozenset[tuple[int, int | None]]]:
    """Where people work: a department, or another body than the one that asks, of which all its staff would be."""
    found: dict[int, set[tuple[int, int | None]]] = defaultdict(set)
    rows = Membership.objects.current().filter(person__in=list(people), role__in=STAFF_ROLES)
    for person, body, department in rows.values_list("person_id", "body_id", "department_id"):
        if department is not None or body != panel.programme.body_id:
            found[person].add((body, department))
    return {person: frozenset(places) for person, places in found.items()}
