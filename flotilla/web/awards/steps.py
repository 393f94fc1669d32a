"""What can be done with an award, a pot, a claim or a change: for each step its words, its form, and the action behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from flotilla.awards import actions
from flotilla.awards.models import Award, Claim, Pot, Variation
from flotilla.awards.verbs import NEXT, OVER, State
from flotilla.web.awards.forms import (
    AgreementForm,
    AmountForm,
    BankForm,
    ClaimForm,
    ConfirmerForm,
    MilestoneForm,
    PaymentForm,
    RepaymentForm,
    StatementForm,
    SureForm,
    VariationForm,
    WordsForm,
)


@dataclass(frozen=True)
class Step:
    """One thing that can be done: `name` on the page, `said` afterwards, `fits` says where it is offered."""

    name: str | Promise
    said: str | Promise
    act: Callable[..., object]
    form: type[forms.Form] = SureForm
    facts: Callable[[Any], dict[str, Any]] = lambda thing: {}
    fits: Callable[[Any], bool] = lambda thing: True


def _pot(thing: Any) -> dict[str, Any]:
    return {"pot": thing if isinstance(thing, Pot) else thing.pot}


def _to(state: State) -> Callable[[Award], bool]:
    return lambda award: state in NEXT[award.state]


def _inside(award: Award) -> bool:
    return award.state in {State.DRAFTED, State.APPROVED} and award.is_enterprise


def _runs(award: Award) -> bool:
    return award.state == State.RUNNING


def _claim(award: Award, *, milestone: Any, **facts: Any) -> object:
    return actions.claim(milestone, **facts)


POT: dict[str, Step] = {
    "fill": Step(_("Put money in"), _("It is in the pot."), actions.fill, AmountForm, _pot, lambda pot: not pot.closed_at),
    "draw": Step(_("Take money out"), _("It is out of the pot."), actions.draw, AmountForm, _pot, lambda pot: pot.free_minor > 0),
    "close": Step(_("Close the pot"), _("The pot is closed."), actions.close_pot, fits=lambda pot: not (pot.closed_at or pot.owed_minor)),
}  # fmt: skip

AWARD: dict[str, Step] = {
    "approve": Step(_("Approve as a second person"), _("Approved."), actions.approve, fits=lambda award: award.state == State.DRAFTED and award.needs_approval),
    "statement": Step(_("Write the subsidy statement"), _("Written. Have the recipient confirm it."), actions.state_subsidy, StatementForm, fits=_inside),
    "confirmation": Step(_("Record the recipient's confirmation"), _("Recorded."), actions.confirm_subsidy, ConfirmerForm, fits=lambda award: _inside(award) and award.subsidy_stated_at is not None),
    "offer": Step(_("Offer it"), _("Offered."), actions.offer, fits=lambda award: State.OFFERED in NEXT[award.state] and not award.needs_approval),
    "agreement": Step(_("Record the agreement"), _("Accepted."), actions.accept, AgreementForm, fits=_to(State.ACCEPTED)),
    "begin": Step(_("Let it begin"), _("It is running."), actions.begin, fits=_to(State.RUNNING)),
    "publish": Step(_("Publish it"), _("Published."), actions.publish_award, fits=lambda award: award.state in {State.ACCEPTED, State.RUNNING, State.CLOSED}),
    "bank": Step(_("Record where to pay to"), _("Kept, sealed."), actions.keep_bank, BankForm, fits=lambda award: award.state not in OVER),
    "milestone": Step(_("Set a milestone"), _("Set."), actions.set_milestone, MilestoneForm, _pot, lambda award: award.state not in OVER),
    "claim": Step(_("Enter a claim"), _("Entered. A colleague agrees to it."), _claim, ClaimForm, lambda award: {"award": award}, _runs),
    "variation": Step(_("Ask for a change"), _("Asked for. A colleague agrees to it."), actions.ask_variation, VariationForm, _pot, _runs),
    "repayment": Step(_("Record money that came back"), _("Recorded."), actions.record_repayment, RepaymentForm, _pot, lambda award: award.paid_minor > 0),
    "close": Step(_("Close the award"), _("Closed."), actions.close_award, fits=_to(State.CLOSED)),
    "withdraw": Step(_("Withdraw the award"), _("Withdrawn. Its money is free again."), lambda award, *, words, **who: actions.withdraw_award(award, reason=words, **who), WordsForm, fits=lambda award: State.WITHDRAWN in NEXT[award.state] and not award.paid_minor),
}  # fmt: skip


def _open(thing: Claim | Variation) -> bool:
    return thing.agreed_at is None and thing.refused_at is None


def _to_be_paid(claim: Claim) -> bool:
    return claim.agreed_at is not None and not hasattr(claim, "payment")


CLAIM: dict[str, Step] = {
    "agree": Step(_("Agree to the claim"), _("Agreed."), actions.agree_claim, fits=_open),
    "refuse": Step(_("Refuse the claim"), _("Refused, with your words."), actions.refuse_claim, WordsForm, fits=_open),
    "payment": Step(_("Record its payment"), _("Recorded."), actions.record_payment, PaymentForm, fits=_to_be_paid),
}  # fmt: skip

VARIATION: dict[str, Step] = {
    "agree": Step(_("Agree to the change"), _("Agreed."), actions.agree_variation, fits=_open),
    "refuse": Step(_("Refuse the change"), _("Refused, with your words."), actions.refuse_variation, WordsForm, fits=_open),
}  # fmt: skip


def offered(table: dict[str, Step], thing: Any) -> list[tuple[str, Step]]:
    """Return the steps that make sense for a thing now, in their order."""
    return [(code, step) for code, step in table.items() if step.fits(thing)]
