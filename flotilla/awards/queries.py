"""What can be asked of pots and awards."""

from collections.abc import Iterable

from django.db.models import F, Prefetch, Q, QuerySet, Sum

from flotilla.awards.models import (
    Award,
    Claim,
    Flag,
    Milestone,
    Posting,
    Pot,
    PublishedAward,
    Variation,
)
from flotilla.awards.verbs import Account, State
from flotilla.bodies.models import Body
from flotilla.contributions.models import Contribution
from flotilla.decisions.models import Decision
from flotilla.decisions.verbs import Outcome
from flotilla.people.models import Person
from flotilla.programmes.models import Programme

MOST_FLAGS = 500


def pots(body: Body) -> list[Pot]:
    """Return the pots of a body by name, the open ones first."""
    return list(body.pots.order_by(F("closed_at").asc(nulls_first=True), "name", "pk"))


def balances(pot: Pot) -> dict[str, int]:
    """Return what stands in each account of a pot by its postings alone."""
    return _balances(Posting.objects.filter(pot=pot))


def _balances(postings: "QuerySet[Posting]") -> dict[str, int]:
    found = {str(account): 0 for account in Account}
    moved = (
        postings.order_by().values("from_account", "to_account").annotate(sum=Sum("amount_minor"))
    )
    for row in moved:
        found[row["from_account"]] -= row["sum"]
        found[row["to_account"]] += row["sum"]
    return found


def imbalance(body: Body) -> int:
    """Return by how many of the smallest coin the balances of a body's pots and awards differ from their postings: 0."""
    moved: dict[int, dict[str, int]] = {}
    sums = Posting.objects.filter(pot__body=body).order_by()
    for row in sums.values("pot", "from_account", "to_account").annotate(sum=Sum("amount_minor")):
        found = moved.setdefault(row["pot"], {str(account): 0 for account in Account})
        found[row["from_account"]] -= row["sum"]
        found[row["to_account"]] += row["sum"]
    wrong = 0
    for pot in body.pots.all():
        said = moved.get(pot.pk, {str(account): 0 for account in Account})
        wrong += abs(said[Account.SOURCE] + pot.total_minor) + abs(sum(said.values()))
        wrong += abs(said[Account.PAID] - pot.paid_minor)
        wrong += abs(said[Account.PROMISED] + said[Account.PAID] - pot.promised_minor)
    return wrong


def awards_of(pot: Pot) -> "QuerySet[Award]":
    """Return the awards out of a pot, the newest first."""
    return pot.awards.select_related("pot").order_by("-number")


def with_all(awards: "QuerySet[Award]") -> "QuerySet[Award]":
    """Return awards with all that their page shows, in as many questions whatever there is of it."""
    claims = Claim.objects.select_related("payment", "claimed_by", "agreed_by")
    return awards.select_related(
        "pot", "body", "programme", "contribution__programme", "agreement", "publication", "drafted_by", "approved_by"
    ).prefetch_related(
        Prefetch("milestones", Milestone.objects.prefetch_related(Prefetch("claims", claims))),
        "variations",
        "repayments__posting",
    )  # fmt: skip


def to_approve(person: Person, body: Body) -> "QuerySet[Award]":
    """Return drafts over their limit that this person can approve: not their own, the oldest first."""
    waiting = Award.objects.visible_to(person).filter(body=body).to_approve()
    return waiting.exclude(drafted_by=person).select_related("pot", "drafted_by")


def claims_to_settle(person: Person, body: Body) -> "QuerySet[Claim]":
    """Return open claims that somebody else made, the oldest first."""
    waiting = Claim.objects.filter(
        milestone__award__body=body, milestone__award__state=State.RUNNING, agreed_at=None, refused_at=None
    )  # fmt: skip
    return waiting.exclude(claimed_by=person).select_related("milestone__award__pot", "claimed_by")


def variations_to_settle(person: Person, body: Body) -> "QuerySet[Variation]":
    """Return open changes that somebody else asked for, the oldest first."""
    waiting = Variation.objects.filter(
        award__body=body, award__state=State.RUNNING, agreed_at=None, refused_at=None
    )
    return waiting.exclude(asked_by=person).select_related("award__pot", "asked_by")


def awardable(body: Body) -> "QuerySet[Contribution]":
    """Return contributions that a checked decision takes forward and that have no award, the newest decision first."""
    decided = Decision.objects.current().filter(outcome=Outcome.FORWARD, checked_at__isnull=False)
    taken = Award.objects.standing().filter(contribution__isnull=False).values("contribution")
    found = Contribution.objects.filter(body=body, decisions__in=decided).exclude(pk__in=taken)
    return found.order_by("-decisions__checked_at", "-pk")


def to_pay(body: Body) -> "QuerySet[Claim]":
    """Return claims that were agreed to and not paid yet, the oldest agreement first."""
    agreed = Claim.objects.filter(
        milestone__award__body=body, milestone__award__state=State.RUNNING, agreed_at__isnull=False, payment=None
    )  # fmt: skip
    return agreed.select_related("milestone__award__pot").order_by("agreed_at", "pk")


def published(body: Body, *, words: str = "") -> "QuerySet[PublishedAward]":
    """Return the published awards of a body, the newest first; those whose title or recipient has these words."""
    found = PublishedAward.objects.filter(body=body).newest()
    if words:
        found = found.filter(Q(title__icontains=words) | Q(recipient_name__icontains=words))
    return found


def sums(awards: "Iterable[PublishedAward] | QuerySet[PublishedAward]") -> dict[str, int]:
    """Return what published awards come to, by currency."""
    if isinstance(awards, QuerySet):
        rows = awards.order_by().values("currency").annotate(sum=Sum("amount_minor"))
        return {row["currency"]: row["sum"] for row in rows}
    found: dict[str, int] = {}
    for one in awards:
        found[one.currency] = found.get(one.currency, 0) + one.amount_minor
    return found


def looked_into(body: Body) -> "QuerySet[Contribution]":
    """Return what somebody applied with in running programmes of a body that give something, the newest first."""
    running = Programme.objects.filter(body=body).underway()
    giving = [one.pk for one in running if one.plan.award is not None]
    listed = Contribution.objects.standing().filter(programme__in=giving)
    return listed.order_by("-received_at", "-pk")


def flags_of(body: Body) -> list[Flag]:
    """Return the due-diligence questions of a body, the newest first."""
    found = Flag.objects.filter(contribution__body=body).select_related("contribution__programme")
    return list(found.order_by("-raised_at", "-pk")[:MOST_FLAGS])
