"""Opening, filling and closing pots."""

from datetime import datetime

from django.db import transaction

from flotilla.awards.actions import refusals
from flotilla.awards.actions.ledger import amount, held, post
from flotilla.awards.models import Pot
from flotilla.awards.verbs import PostingKind, Verb
from flotilla.bodies.models import Body
from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.kit.money import SYMBOLS
from flotilla.people.models import Person
from flotilla.programmes.models import Programme


@transaction.atomic
def open_pot(
    body: Body,
    *,
    name: str,
    address: str,
    purpose: str = "",
    currency: str = "GBP",
    approval_over_minor: int = 0,
    programme: Programme | None = None,
    by: Person | None,
    at: datetime,
) -> Pot:
    """Open an empty pot. Awards over `approval_over_minor` need a second person. Raises AddressTaken, NotListed."""
    listed(currency, SYMBOLS, field="currency")
    if approval_over_minor < 0:
        raise refusals.NothingToMove
    if Pot.objects.filter(body=body, address=address).exists():
        raise refusals.AddressTaken
    pot = Pot.objects.create(
        body=body,
        programme=programme,
        name=name.strip()[:120],
        address=address,
        purpose=purpose.strip()[:400],
        currency=currency,
        approval_over_minor=approval_over_minor,
        opened_at=at,
        opened_by=by,
    )
    record(Verb.POT_OPENED, pot, by=by, at=at, currency=currency, over=approval_over_minor)
    return pot


@transaction.atomic
def fill(pot: Pot, *, amount_minor: int, by: Person | None, at: datetime) -> Pot:
    """Put money into a pot. Raises NothingToMove, PotClosed."""
    pot = held(pot)
    if pot.closed_at:
        raise refusals.PotClosed
    amount(pot.total_minor + amount(amount_minor))
    post(pot, PostingKind.FILLED, amount_minor, by=by, at=at)
    record(Verb.POT_FILLED, pot, by=by, at=at, minor=amount_minor)
    return pot


@transaction.atomic
def draw(pot: Pot, *, amount_minor: int, by: Person | None, at: datetime) -> Pot:
    """Take money that nobody was promised out of a pot. Raises NothingToMove, PotShort."""
    pot = held(pot)
    post(pot, PostingKind.DRAWN, amount_minor, by=by, at=at)
    record(Verb.POT_DRAWN, pot, by=by, at=at, minor=amount_minor)
    return pot


@transaction.atomic
def close_pot(pot: Pot, *, by: Person | None, at: datetime) -> Pot:
    """Close a pot in which nothing is owed. Raises PotClosed, PotPromised."""
    pot = held(pot)
    if pot.closed_at:
        raise refusals.PotClosed
    if pot.owed_minor:
        raise refusals.PotPromised(owed=pot.money(pot.owed_minor))
    pot.closed_at, pot.closed_by = at, by
    pot.save(update_fields=["closed_at", "closed_by"])
    record(Verb.POT_CLOSED, pot, by=by, at=at)
    return pot
