"""Settling which recommended entries a sum pays for: in their order, with a reason for each skip, parts by consent."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from flotilla.assessment.actions import meeting_refusals, refusals
from flotilla.assessment.models import AgendaItem, CriteriaSet, Meeting, PartOffer
from flotilla.assessment.queries import criteria_set_of
from flotilla.assessment.queries.ordering import Placed, final_order, settlement
from flotilla.assessment.verbs import SpendRule, Verb
from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.kit.money import MOST
from flotilla.numerics.budget import Rule, Why
from flotilla.people.models import Person
from flotilla.programmes.actions.locking import locked


@transaction.atomic
def settle_spending(
    meeting: Meeting,
    *,
    rule: str,
    money_minor: int | None = None,
    currency: str = "GBP",
    amounts: Mapping[int, int] | None = None,
    reasons: Mapping[int, str] | None = None,
    by: Person | None,
    at: datetime,
) -> Meeting:
    """Settle who is above the line, once the scores are frozen and every entry was voted on; anew it takes the place of before.

    `amounts` and `reasons` are by number of the entry's row. Raises NotFrozen, NotVoted, OnlyWhatIf, NotListed, NoMoney,
    NoAmount, TwoCurrencies, TieOpen, NoSkipReason, SettledAlready.
    """
    if rule == Rule.BEST:
        raise meeting_refusals.OnlyWhatIf
    listed(rule, SpendRule, field="rule")
    if rule == SpendRule.PLACES:
        money_minor = None
    elif money_minor is None or not 0 < money_minor <= MOST:
        raise meeting_refusals.NoMoney
    held, criteria_set = frozen_meeting(meeting)
    _enter_amounts(held, amounts or {})
    order = final_order(held, criteria_set)
    if unvoted := [one for one in order if not one.is_standing]:
        raise meeting_refusals.NotVoted(titles=_titles(unvoted))
    found = settlement(order, rule=rule, places=held.places, money=money_minor)
    _refuse(order, found.lacking, found.tied, rule)
    said = {pk: words.strip() for pk, words in (reasons or {}).items() if words.strip()}
    skipped = _skipped(found.left_out, rule)
    if wordless := [one for one in order if one.entry.pk in skipped - set(said)]:
        raise meeting_refusals.NoSkipReason(titles=_titles(wordless))
    inside = set(found.inside)
    held.spends, held.money_minor, held.currency = rule, money_minor, currency
    held.spent_at, held.spent_by = at, by
    _write(order, inside, {pk: said[pk] for pk in skipped}, has_money=money_minor is not None)
    held.save(update_fields=["spends", "money_minor", "currency", "spent_at", "spent_by"])
    record(
        Verb.SPENT, held, by=by, at=at, rule=rule, minor=money_minor, left=found.left, number=len(inside),
    )  # fmt: skip
    return held


def frozen_meeting(meeting: Meeting) -> tuple[Meeting, CriteriaSet]:
    """Hold a meeting whose scores are frozen and whose decisions are not drafted. Raises NotFrozen, SettledAlready."""
    programme = locked(meeting.panel.programme)
    held = (
        Meeting.objects.select_for_update(of=("self",)).select_related("panel").get(pk=meeting.pk)
    )
    held.panel.programme = programme
    if held.frozen_at is None:
        raise meeting_refusals.NotFrozen
    if held.drafted_at is not None:
        raise meeting_refusals.SettledAlready
    criteria_set = criteria_set_of(programme)
    if criteria_set is None:
        raise refusals.NotBegun
    return held, criteria_set


def _enter_amounts(meeting: Meeting, amounts: Mapping[int, int]) -> None:
    """Write down what was entered for entries that do not say themselves what they ask for. Raises NoAmount."""
    items = {one.contribution_id: one for one in meeting.items.select_related("contribution")}
    for pk, minor in amounts.items():
        item = items.get(pk)
        if item is not None:
            if not 0 < minor <= MOST:
                raise meeting_refusals.NoAmount(titles=item.contribution.title)
            item.amount_minor = minor
            item.save(update_fields=["amount_minor"])


def _refuse(
    order: Sequence[Placed], lacking: Collection[int], tied: Collection[int], rule: str
) -> None:
    if lacking:
        raise meeting_refusals.NoAmount(titles=_titles([one for one in order if one.entry.pk in lacking]))  # fmt: skip
    currencies = {one.asks.currency for one in order if one.asks and one.is_candidate}
    if rule != SpendRule.PLACES and len(currencies) > 1:
        raise meeting_refusals.TwoCurrencies
    if tied:
        raise meeting_refusals.TieOpen(titles=_titles([one for one in order if one.entry.pk in tied]))  # fmt: skip


def _skipped(left_out: Mapping[int, tuple[Why, int]], rule: str) -> set[int]:
    """Return who is left out although somebody behind them may be paid for."""
    if rule != SpendRule.SKIP:
        return set()
    return {pk for pk, (why, _left) in left_out.items() if why is Why.TOO_LITTLE_LEFT}


def _write(
    order: Sequence[Placed], inside: Collection[int], reasons: Mapping[int, str], *, has_money: bool
) -> None:
    for one in order:
        item, pk = one.item, one.entry.pk
        item.is_within, item.skip_reason = pk in inside, reasons.get(pk, "")[:600]
        item.amount_minor = one.whole
        item.granted_minor = one.wants if has_money and pk in inside else None
        item.save(update_fields=["is_within", "skip_reason", "amount_minor", "granted_minor"])


def _titles(rows: Sequence[Placed]) -> str:
    return ", ".join(f"{one.entry.number}. {one.entry.title}" for one in rows)


@transaction.atomic
def ask_part(
    item: AgendaItem, *, amount_minor: int, words: str, by: Person | None, at: datetime
) -> PartOffer:
    """Ask the applicant, by letter, whether a part of what they ask for would do.

    Raises NotFrozen, SettledAlready, NotAPart, NoReason, PartWaits.
    """
    meeting, criteria_set = frozen_meeting(item.meeting)
    order = final_order(meeting, criteria_set)
    found = next((one for one in order if one.item.pk == item.pk), None)
    if found is None or found.whole is None or not 0 < amount_minor < found.whole:
        raise meeting_refusals.NotAPart
    if not words.strip():
        raise meeting_refusals.NoReason
    if PartOffer.objects.filter(item=item, answered_at__isnull=True).exists():
        raise meeting_refusals.PartWaits
    offer = PartOffer.objects.create(
        item=found.item,
        amount_minor=amount_minor,
        currency=found.asks.currency if found.asks else meeting.currency,
        words=words.strip()[:600],
        asked_at=at,
        asked_by=by,
    )
    record(Verb.PART_ASKED, offer, by=by, at=at, minor=amount_minor)
    return offer


@transaction.atomic
def answer_part(
    offer: PartOffer, *, is_agreed: bool, reply: str = "", by: Person, at: datetime
) -> PartOffer:
    """Say, as an applicant, whether a part of the sum would do; what was said stands. Raises PartAnswered."""
    locked(offer.item.meeting.panel.programme)
    held = PartOffer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    held.item = offer.item
    if held.answered_at is not None:
        raise meeting_refusals.PartAnswered
    held.is_agreed, held.reply = is_agreed, reply.strip()[:600]
    held.answered_at, held.answered_by = at, by
    held.save(update_fields=["is_agreed", "reply", "answered_at", "answered_by"])
    record(Verb.PART_ANSWERED, held, by=by, at=at, agreed=is_agreed)
    return held
