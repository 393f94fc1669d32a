"""Forms about a round of a fund."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from flotilla.kit.wording import say
from flotilla.programmes.models import AwardSize, EligibilityQuestion, Programme, Round
from flotilla.web.inputs import DayField, MoneyField, OneOf

SAID = ("aim", "gap", "group", "baseline", "source", "source_link", "baseline_on", "amount_minor")


class RoundForm(forms.Form):
    """What the round is for, from which figure it starts, how much money there is."""

    aim = forms.CharField(
        label=_("What should this round change?"),
        help_text=_("One or two sentences that applicants can hold on to."),
        max_length=400,
        widget=forms.Textarea({"rows": 2}),
    )
    gap = forms.CharField(
        label=_("Which gap should it narrow?"),
        help_text=_("Between whom, in what. “Children in Eastfield see a dentist half as often.”"),
        max_length=300,
    )
    group = forms.CharField(label=_("For whom?"), max_length=200)
    baseline = forms.CharField(
        label=_("The figure that it starts from"),
        help_text=_(
            "From open statistics, so that anybody can look again later. “31 of 100, borough 58.”"
        ),
        max_length=200,
    )
    source = forms.CharField(
        label=_("Where is the figure from?"),
        help_text=_("The office and the name of the table."),
        max_length=300,
    )
    source_link = forms.URLField(
        label=_("Link to the figure"), max_length=500, required=False, assume_scheme="https"
    )
    baseline_on = DayField(
        label=_("Of which day is the figure?"),
        help_text=_("For a figure of a whole year, the last day of it."),
    )

    def __init__(self, *given: Any, currency: str, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["amount_minor"] = MoneyField(
            label=_("Money in this round"), currency=currency, least=1
        )

    @staticmethod
    def initial_of(held: Round | None) -> dict[str, Any]:
        """What stands in the boxes."""
        return {name: getattr(held, name) for name in SAID} if held else {}


class SizeForm(forms.Form):
    """One size of award: up to how much, and what one is asked for it."""

    name = forms.CharField(label=_("Name"), max_length=60)

    def __init__(
        self,
        *given: Any,
        programme: Programme,
        currency: str,
        size: AwardSize | None = None,
        **more: Any,
    ) -> None:
        if size is not None:
            names = ("name", "up_to_minor", "fields", "concept")
            more["initial"] = {name: getattr(size, name) for name in names}
        super().__init__(*given, **more)
        self.fields["up_to_minor"] = MoneyField(label=_("Up to"), currency=currency, least=1)
        form = programme.plan.form()
        free = [(one.code, say(one.label)) for one in form if not one.required]
        must = ", ".join(say(one.label) for one in form if one.required)
        for name, label in (
            ("fields", _("Asks as well")),
            ("concept", _("A concept comes first, which asks as well")),
        ):
            self.fields[name] = forms.MultipleChoiceField(
                label=label, choices=free, required=False, widget=forms.CheckboxSelectMultiple
            )
        self.fields["fields"].help_text = _("Always asked: %(questions)s") % {"questions": must}
        self.fields["has_concept"] = forms.BooleanField(
            label=_("In two stages: a short concept, then the full bid by invitation"),
            required=False,
            initial=bool(size and size.concept),
        )
        self.order_fields(["name", "up_to_minor", "fields", "has_concept", "concept"])
        self.must = [one.code for one in form if one.required]

    def facts(self) -> dict[str, Any]:
        """Return what was said, for the action."""
        said = dict(self.cleaned_data)
        concept = [*self.must, *said["concept"]] if said.pop("has_concept") else []
        return {**said, "concept": concept}


class EligibilityForm(forms.Form):
    """One question before the form, with its reason and a way on."""

    asks = forms.CharField(
        label=_("Question"), help_text=_("Plain, answered by yes or no."), max_length=300
    )
    needs = OneOf(
        label=_("Who can apply answers"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        initial="yes",
    )
    reason = forms.CharField(
        label=_("Why the others cannot"), max_length=300, widget=forms.Textarea({"rows": 2})
    )
    elsewhere = forms.CharField(
        label=_("Where else they can go"), max_length=400, widget=forms.Textarea({"rows": 2})
    )

    @staticmethod
    def initial_of(question: EligibilityQuestion | None) -> dict[str, Any]:
        """What stands in the boxes."""
        if question is None:
            return {}
        words = {name: getattr(question, name) for name in ("asks", "reason", "elsewhere")}
        return {**words, "needs": "yes" if question.needs else "no"}

    def facts(self) -> dict[str, Any]:
        """Return what was said, for the action."""
        return {**self.cleaned_data, "needs": self.cleaned_data["needs"] == "yes"}
