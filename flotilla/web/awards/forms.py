"""Forms about money that is given."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from flotilla.awards.models import Award, Pot
from flotilla.awards.verbs import RecipientKind
from flotilla.contributions.models import Contribution
from flotilla.kit.money import SYMBOLS
from flotilla.web.inputs import DayField, MoneyField


def _words(label: Any, most: int, *, rows: int = 3, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, help_text=hint, widget=forms.Textarea({"rows": rows})
    )


def _line(label: Any, most: int, *, required: bool = True, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, help_text=hint)


class PotForm(forms.Form):
    """A new pot."""

    name = _line(_("Name"), 120)
    address = forms.SlugField(
        label=_("Short name"),
        max_length=40,
        help_text=_(
            "Small letters, figures and hyphens. It stands in the identifiers of its awards."
        ),
    )
    purpose = _line(_("What it is for"), 400, required=False)
    currency = forms.ChoiceField(
        label=_("Currency"), choices=[(code, code) for code in SYMBOLS], initial="GBP"
    )
    approval_over_minor = MoneyField(
        label=_("A second person approves awards over"),
        help_text=_("0 means every award."),
    )


class AmountForm(forms.Form):
    """An amount in the currency of a pot."""

    def __init__(self, *args: Any, pot: Pot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount_minor"] = MoneyField(
            label=_("Amount"), currency=pot.currency, least=1, required=True
        )
        self.order_fields(["amount_minor"])


class AwardForm(AmountForm):
    """A new award."""

    title = _line(_("Title"), 140)
    purpose = _words(_("What it is for"), 4000, hint=_("Everybody reads this once the award is published."))  # fmt: skip
    recipient_kind = forms.ChoiceField(label=_("Who is given it"), choices=RecipientKind.choices)
    recipient_name = _line(_("Recipient"), 200)
    recipient_ref = _line(
        _("Identifier of the organisation"), 120, required=False, hint=_("For example GB-CHC-1234567 for a charity.")
    )  # fmt: skip
    is_enterprise = forms.BooleanField(
        label=_("The recipient is an enterprise"),
        required=False,
        help_text=_(
            "It offers goods or services on a market. Then a subsidy statement comes first."
        ),
    )
    who_decided = _line(_("Who decided"), 200)
    reasons = _words(_("Reasons"), 4000)
    starts_on = DayField(label=_("Starts on"), required=False)
    ends_on = DayField(label=_("Ends on"), required=False)

    def __init__(self, *args: Any, pot: Pot, contributions: Any, **kwargs: Any) -> None:
        super().__init__(*args, pot=pot, **kwargs)
        self.fields["contribution"] = forms.ModelChoiceField(
            queryset=contributions,
            label=_("For which contribution"),
            required=False,
            empty_label=_("None of them"),
        )
        self.fields["contribution"].label_from_instance = _called  # type: ignore[attr-defined]
        self.order_fields(["title", "purpose", "recipient_kind", "recipient_name", "recipient_ref", "is_enterprise", "amount_minor", "contribution"])  # fmt: skip


def _called(contribution: Contribution) -> str:
    return f"{contribution.number}. {contribution.title}"


class WordsForm(forms.Form):
    """Why."""

    words = _words(_("Why"), 400)


class StatementForm(forms.Form):
    """What an enterprise had from others."""

    earlier_minor = MoneyField(
        label=_("What the recipient had from other public bodies"),
        help_text=_("In this financial year and the two before it. What this body gave is added."),
    )


class ConfirmerForm(forms.Form):
    """Who confirmed."""

    confirmer = _line(_("Who confirmed it for the recipient"), 120)


class AgreementForm(forms.Form):
    """What was agreed."""

    words = _words(_("What was agreed"), 20_000, rows=6)
    signatory = _line(_("Signed for the recipient by"), 120)
    signed_on = DayField(label=_("Signed on"))


class BankForm(forms.Form):
    """Where to pay to."""

    iban = _line(
        _("IBAN of the recipient"), 50, hint=_("It is kept sealed, and is gone when the award is over.")
    )  # fmt: skip


class MilestoneForm(forms.Form):
    """What is to be reached, and its instalment."""

    title = _line(_("What is reached"), 200)
    due_on = DayField(label=_("By"))

    def __init__(self, *args: Any, pot: Pot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount_minor"] = MoneyField(
            label=_("Instalment"),
            currency=pot.currency,
            help_text=_("0 if nothing is paid for it."),
        )


class ClaimForm(AmountForm):
    """An instalment is asked for."""

    words = _words(_("What was reached, and what was learned"), 20_000, rows=6)

    def __init__(self, *args: Any, award: Award, **kwargs: Any) -> None:
        super().__init__(*args, pot=award.pot, **kwargs)
        self.fields["milestone"] = forms.ModelChoiceField(
            queryset=award.milestones.filter(amount_minor__gt=0), label=_("Milestone")
        )
        self.order_fields(["milestone", "amount_minor", "words"])


class RepaymentForm(AmountForm):
    """Money came back."""

    received_on = DayField(label=_("Received on"))
    reason = _line(_("Why"), 400)


class VariationForm(forms.Form):
    """Another amount, another last day."""

    ends_on = DayField(label=_("Ends on"), required=False)
    reason = _words(_("Why"), 600)

    def __init__(self, *args: Any, pot: Pot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount_minor"] = MoneyField(
            label=_("Amount from now on"), currency=pot.currency, least=1, required=False
        )
        self.order_fields(["amount_minor", "ends_on", "reason"])


class PaymentForm(forms.Form):
    """What the finance system paid."""

    paid_on = DayField(label=_("Paid on"))
    reference = _line(_("Reference of the payment"), 80)


class PaymentFileForm(forms.Form):
    """The file for the finance system."""

    kind = forms.ChoiceField(
        label=_("Kind of file"), choices=[("csv", "CSV"), ("pain", "ISO 20022 pain.001")]
    )
    iban = _line(
        _("IBAN of this body"), 50, required=False, hint=_("Only for pain.001. It is not kept.")
    )  # fmt: skip
    pay_on = DayField(label=_("To be paid on"))


class SureForm(forms.Form):
    """A button, and nothing to fill in."""


class AwardsFilter(forms.Form):
    """Which published awards to show."""

    q = forms.CharField(label=_("Search the awards"), max_length=200, required=False)
