"""Which vehicle suits, and how a programme begins."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from flotilla.kit.wording import say
from flotilla.programmes.models import Programme
from flotilla.programmes.recipes import shipped
from flotilla.programmes.verbs import Influence
from flotilla.web.inputs import OneOf

WEEKS = [
    ("1", _("A day or two")),
    ("8", _("Some weeks")),
    ("20", _("A few months")),
    ("40", _("Most of a year")),
    ("104", _("There is no end: all year round")),
]


class SuitingForm(forms.Form):
    """A few questions about the problem; each may stay open."""

    problem_clear = OneOf(
        label=_("Is the problem clear?"),
        required=False,
        choices=[
            ("yes", _("Yes"), _("We can say it in one sentence, and what success would be")),
            ("partly", _("Partly"), _("We know where it hurts, not all of why")),
            ("no", _("No"), _("We see that something goes wrong")),
            ("many", _("There are many"), _("Different problems, all year round")),
        ],
    )
    solvers = OneOf(
        label=_("Who could solve it?"),
        required=False,
        choices=[
            ("anyone", _("We do not know"), _("Many people may each know a part of it")),
            ("residents", _("Residents and service users"), _("They live with it every day")),
            ("staff", _("Our own staff"), _("They meet it every day")),
            ("groups", _("Groups and charities"), _("They could do it with some money")),
            ("firms", _("Firms and researchers"), _("Somebody has to invent or build it")),
            ("makers", _("People who build, with people who know"), _("In one room, quickly")),
            ("together", _("Several organisations"), _("Nobody can do it alone")),
        ],
    )
    money = forms.ChoiceField(
        label=_("What money is there?"),
        required=False,
        choices=[
            ("", _("Not said")),
            ("none", _("None, or only our time")),
            ("small", _("Some, to try things out")),
            ("prize", _("A prize for whoever does it")),
            ("grants", _("Grants for several groups")),
            ("contract", _("The budget of a service that we buy")),
        ],
    )
    weeks = forms.TypedChoiceField(
        label=_("What time is there?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Not said")), *WEEKS],
    )
    influence = forms.ChoiceField(
        label=_("How much influence will people have?"),
        required=False,
        choices=[
            ("", _("Not said")),
            (Influence.INFORM, _("Inform: they learn what happens and why")),
            (Influence.CONSULT, _("Consult: we ask before we decide")),
            (Influence.INVOLVE, _("Involve: we work with them throughout")),
            (Influence.COLLABORATE, _("Collaborate: they help to choose")),
            (Influence.EMPOWER, _("Empower: they decide, we carry it out")),
        ],
    )
    origin = forms.ChoiceField(
        label=_("Who raised it?"),
        required=False,
        choices=Programme._meta.get_field("origin").choices,  # type: ignore[arg-type]
    )

    @property
    def is_answered(self) -> bool:
        """Whether at least one question that speaks for or against a vehicle was answered."""
        asked = ("problem_clear", "solvers", "money", "weeks", "influence")
        return self.is_bound and self.is_valid() and any(self.cleaned_data[name] for name in asked)


class StartForm(forms.Form):
    """The vehicle and the title with which a programme begins."""

    vehicle = OneOf(label=_("Vehicle"), choices=[])
    title = forms.CharField(
        label=_("Title"),
        max_length=90,
        help_text=_(
            "Short, in the words of the people who live with it. It can change until it opens."
        ),
        widget=forms.TextInput({"data-count": ""}),
    )
    origin = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, order: list[str] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        place = {code: number for number, code in enumerate(order or [])}
        built = sorted(shipped(), key=lambda recipe: place.get(recipe.code, 99))
        field = self.fields["vehicle"]
        field.choices = [(one.code, str(one)) for one in built]  # type: ignore[attr-defined]
        field.hints = {one.code: say(one.line) for one in built}  # type: ignore[attr-defined]
        self.initial.setdefault("vehicle", built[0].code)

    def clean_origin(self) -> str:
        """Keep who raised it if it is one of those we know."""
        known = dict(Programme._meta.get_field("origin").choices or ())
        said = self.cleaned_data["origin"]
        return said if said in known else "body"


class CopyForm(forms.Form):
    """An earlier programme to begin from, and the new title."""

    source = forms.ModelChoiceField(label=_("Copy from"), queryset=Programme.objects.none())
    title = forms.CharField(label=_("New title"), max_length=90)

    def __init__(self, *args: Any, sources: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["source"].queryset = sources  # type: ignore[attr-defined]
