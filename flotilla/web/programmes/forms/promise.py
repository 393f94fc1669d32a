"""The promise as a form: written before opening, amended after."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from flotilla.programmes.models import Programme, Promise
from flotilla.programmes.queries import PROMISED
from flotilla.programmes.verbs import Influence
from flotilla.web.inputs import DayField, MoneyField, OneOf
from flotilla.web.programmes.forms.fields import LinesField, Unhurried


class PromiseForm(Unhurried):
    """What will come of it, what will not, who decides, and by when people hear."""

    needed: ClassVar[tuple[str, ...]] = (
        "will",
        "will_not",
        "who_decides",
        "influence",
        "first_answer_days",
    )
    will = LinesField(
        label=_("What it may lead to"),
        help_text=_("One a line. Only what you can keep: “At least 3 ideas tested this summer”."),
    )
    will_not = LinesField(
        label=_("What it will not lead to"),
        help_text=_("One a line. What is decided already, what there is no money for."),
    )
    who_decides = forms.CharField(
        label=_("Who decides"),
        max_length=400,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("The short answer first: “A panel of 9.” Then who they are, and who could overrule them."),
    )  # fmt: skip
    influence = OneOf(
        label=_("How much influence people have"),
        choices=[
            (Influence.INFORM, Influence.INFORM.label, _("We tell you what happens and why")),
            (Influence.CONSULT, Influence.CONSULT.label, _("We ask before we decide")),
            (Influence.INVOLVE, Influence.INVOLVE.label, _("We work with you throughout")),
            (Influence.COLLABORATE, Influence.COLLABORATE.label, _("You help to choose")),
            (Influence.EMPOWER, Influence.EMPOWER.label, _("You decide, we carry it out")),
        ],
    )
    influence_note = forms.CharField(
        label=_("What that means here"),
        required=False,
        max_length=200,
        help_text=_("For example: “You help choose what is tested, and shape it”."),
    )
    money_minor = MoneyField(
        label=_("Money"), required=False, help_text=_("Write 0 if there is none: that is a promise too.")
    )  # fmt: skip
    money_note = forms.CharField(label=_("About the money"), required=False, max_length=300)
    first_answer_days = forms.IntegerField(
        label=_("First answer within this many working days"), min_value=1, max_value=250
    )
    decision_on = DayField(label=_("Decision by"), required=False)
    likely_from = forms.IntegerField(
        label=_("Likely to be taken forward, at least"), required=False, min_value=0, max_value=100_000
    )  # fmt: skip
    likely_to = forms.IntegerField(
        label=_("Likely to be taken forward, at most"), required=False, min_value=0, max_value=100_000
    )  # fmt: skip

    @staticmethod
    def initial_of(programme: Programme, promise: Promise | None) -> dict[str, Any]:
        """What stands in the boxes: the promise, else what the recipe suggests, with the decision at the end of its stage."""
        if promise is not None:
            return {name: getattr(promise, name) for name in PROMISED if name != "currency"}
        decides = [one for one in programme.stages.all() if one.plan.step == "decide"]
        suggested = dict(programme.plan.promise)
        if decides and decides[-1].closes_at:
            suggested["decision_on"] = decides[-1].closes_at.astimezone(programme.body.zone).date()
        return suggested

    def facts(self) -> dict[str, Any]:
        """Return what was written, for the action."""
        return {name: value for name, value in self.cleaned_data.items() if name in PROMISED}


class AmendmentForm(PromiseForm):
    """The promise with what is to change, the reason, and who signs the change."""

    needed: ClassVar[tuple[str, ...]] = ()
    reason = forms.CharField(
        label=_("Why it changes"),
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Everyone who took part gets this sentence, with what is different."),
    )
    signatory = forms.CharField(
        label=_("Signed by, as an office"), max_length=120, help_text=_("For example “Head of Transport”.")
    )  # fmt: skip


class SignatureForm(forms.Form):
    """The signature under the promise."""

    signatory = forms.CharField(
        label=_("I sign as"), max_length=120, help_text=_("Your office, such as “Head of Transport”. It is shown; your name is not.")
    )  # fmt: skip
