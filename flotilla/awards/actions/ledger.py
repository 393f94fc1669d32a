"""The one place where money moves: a posting, and the balances of its pot and award in the same breath."""

from datetime import datetime

from django.db.models import F

from flotilla.awards.actions import refusals
from flotilla.awards.models import Award, Posting, Pot
from flotilla.awards.verbs import ROUTES, PostingKind
from flotilla.kit.money import MOST
from flotilla.people.models import Person

#: what each kind does to the total, the promised and the paid of a pot
EFFECTS: dict[str, tuple[int, int, int]] = {
    PostingKind.FILLED: (1, 0, 0),
    PostingKind.DRAWN: (-1, 0, 0),
    PostingKind.PROMISED: (0, 1, 0),
    PostingKind.RELEASED: (0, -1, 0),
    PostingKind.PAID: (0, 0, 1),
    PostingKind.RETURNED: (0, -1, -1),
}


def held(pot: Pot) -> Pot:
    """Lock a pot: whoever moves its money holds it, after the award (docs/decisions/0008)."""
    return Pot.objects.select_for_update(of=("self",)).select_related("body").get(pk=pot.pk)


def amount(minor: int) -> int:
    """Return an amount that can be moved. Raises NothingToMove."""
    if not 0 < minor <= MOST:
        raise refusals.NothingToMove
    return minor


def post(
    pot: Pot,
    kind: PostingKind,
    minor: int,
    *,
    award: Award | None = None,
    by: Person | None,
    at: datetime,
) -> Posting:
    """Move money in a pot that is held. Raises NothingToMove, PotShort, MoreThanPaid; the database refuses the rest."""
    amount(minor)
    total, promised, paid = (effect * minor for effect in EFFECTS[kind])
    if promised > total + pot.free_minor or -total > pot.free_minor:
        raise refusals.PotShort(left=pot.money(pot.free_minor))
    start, end = ROUTES[kind]
    posting = Posting.objects.create(
        pot=pot,
        award=award,
        kind=kind,
        from_account=start,
        to_account=end,
        amount_minor=minor,
        posted_at=at,
        posted_by=by.pk if by else None,
    )
    Pot.objects.filter(pk=pot.pk).update(
        total_minor=F("total_minor") + total,
        promised_minor=F("promised_minor") + promised,
        paid_minor=F("paid_minor") + paid,
    )
    pot.total_minor, pot.promised_minor, pot.paid_minor = (
        pot.total_minor + total,
        pot.promised_minor + promised,
        pot.paid_minor + paid,
    )
    if award is not None:
        _move_of_award(award, promised, paid)
    return posting


def _move_of_award(award: Award, promised: int, paid: int) -> None:
    Award.objects.filter(pk=award.pk).update(
        promised_minor=F("promised_minor") + promised, paid_minor=F("paid_minor") + paid
    )
    award.promised_minor, award.paid_minor = (
        award.promised_minor + promised,
        award.paid_minor + paid,
    )
