"""Forms of a person's own settings."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from flotilla.people.consents import agreements
from flotilla.people.verbs import Cadence, Sector


class DetailsForm(forms.Form):
    """Who one is here and how one is shown."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        help_text=_("For the people who answer you. It is not shown to others."),
    )
    byline = forms.CharField(
        label=_("Shown as"),
        max_length=120,
        required=False,
    )
    sector = forms.ChoiceField(
        label=_("You take part as"),
        choices=[("", _("I would rather not say")), *Sector.choices],
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Write to me in"),
        choices=[("", _("The language of the page")), *settings.LANGUAGES],
        required=False,
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for code, name in (("shown_as", "byline"), ("who_is_missing", "sector")):
            self.fields[name].help_text = agreements()[code].said


class LettersForm(forms.Form):
    """How often to be written to about what one follows."""

    cadence = forms.ChoiceField(
        label=_("News of what you support and follow"),
        choices=Cadence.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Answers to what you sent yourself come at once in any case: we promised them."
        ),
    )


class CodeForm(forms.Form):
    """The code of a printed letter."""

    code = forms.CharField(
        label=_("The code of your letter"),
        max_length=40,
        help_text=_("Four groups of four. It works once."),
    )
