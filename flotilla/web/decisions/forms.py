"""Forms about answers that everyone may fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from flotilla.decisions.verbs import Outcome, Progress
from flotilla.programmes.models import Programme


class AnswersFilter(forms.Form):
    """Which answers to show."""

    q = forms.CharField(label=_("Search the ideas"), max_length=200, required=False)
    outcome = forms.ChoiceField(
        label=_("Decision"), choices=[("", _("All")), *Outcome.choices], required=False
    )
    progress = forms.ChoiceField(
        label=_("Since then"), choices=[("", _("All")), *Progress.choices], required=False
    )
    programme = forms.ChoiceField(label=_("Programme"), required=False)

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: list[Programme] = list(programmes)
        choices = [
            ("", _("All")),
            *((one.address, one.title) for one in rows),
        ]
        self.fields["programme"] = forms.ChoiceField(
            label=_("Programme"), choices=choices, required=False
        )


class SecondLookForm(forms.Form):
    """What was overlooked."""

    words = forms.CharField(
        label=_("What was overlooked?"), max_length=4000, widget=forms.Textarea({"rows": 6})
    )
